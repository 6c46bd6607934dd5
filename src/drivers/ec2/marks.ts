import type { Tag } from '@aws-sdk/client-ec2';
import type { Tags } from './configuration';
import type { Ownership } from './ownership';

/** The owner's client token. EC2 keeps that of a launch itself, but groups and key pairs have none. */
export const tokenMark = 'fleetwright:token';
/** On an instance while it is stopped only to change its type. */
export const typeChangeMark = 'fleetwright:changing-type';
/** On the instances of a common launch: see `launch-mark.ts`. */
export const launchMarkPrefix = 'fleetwright:launch/';

/** Tags as EC2 keeps them: those that are asked for, and this driver's own marks. */
export interface TagsAndMarks {
  /** Sorted, without those that start with `aws:`. */
  readonly tags: Tags;
  readonly marks: Tags;
}

export function splitTags(list: readonly Tag[] | undefined): TagsAndMarks {
  const entries = (list ?? [])
    .flatMap(({ Key, Value }): [string, string][] =>
      Key === undefined || Key.startsWith('aws:') ? [] : [[Key, Value ?? '']],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tags: Object.fromEntries(entries.filter(([key]) => !isMark(key))),
    marks: Object.fromEntries(entries.filter(([key]) => isMark(key))),
  };
}

function isMark(key: string): boolean {
  return key === tokenMark || key === typeChangeMark || key.startsWith(launchMarkPrefix);
}

/** By what an object is known again: its owner's tags and token. */
export function marksOf({ tags, clientToken }: Ownership): Tags {
  return { ...tags, [tokenMark]: clientToken };
}

/** Whether it shows no tag at all: tags are given at creation, but EC2 may show them late. */
export function isUntagged({ tags, marks }: TagsAndMarks): boolean {
  return Object.keys(tags).length + Object.keys(marks).length === 0;
}

/** Whether it carries the owner's token, or all of the owner's tags. */
export function isOwned({ tags, marks }: TagsAndMarks, owner: Ownership): boolean {
  const wanted = Object.entries(owner.tags);
  return (
    marks[tokenMark] === owner.clientToken ||
    (wanted.length > 0 && wanted.every(([key, value]) => tags[key] === value))
  );
}
