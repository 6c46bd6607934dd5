import type { Tags } from './configuration';
import type { Ownership } from './ownership';

/** On everything: whose it is. */
export const ownerTag = 'fleetwright:owner';
/** On an application security group that its network has no use for any more, while machines are still in it: the owner. */
export const leavingTag = 'fleetwright:leaving';
/** The owner's client token. */
export const tokenMark = 'fleetwright:token';
/** On a machine while it is deallocated only to be changed. */
export const changeMark = 'fleetwright:changing';

/** Tags as Azure keeps them: those that are asked for, and this driver's own marks. */
export interface TagsAndMarks {
  /** Sorted, without those that Azure hides from its users. */
  readonly tags: Tags;
  readonly marks: Tags;
}

export function splitTags(all: Tags | undefined): TagsAndMarks {
  const entries = Object.entries(all ?? {})
    .filter(([key]) => !/^hidden-/i.test(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    tags: Object.fromEntries(entries.filter(([key]) => !isMark(key))),
    marks: Object.fromEntries(entries.filter(([key]) => isMark(key))),
  };
}

function isMark(key: string): boolean {
  return key === tokenMark || key === changeMark;
}

/** By what an object is known again: its owner's tags and token. */
export function marksOf({ tags, clientToken }: Ownership): Tags {
  return { ...tags, [tokenMark]: clientToken };
}

/** Whether what has these tags carries the owner's token, or all of the owner's tags. */
export function isOwned(all: Tags | undefined, owner: Ownership): boolean {
  const { tags, marks } = splitTags(all);
  const wanted = Object.entries(owner.tags);
  return (
    marks[tokenMark] === owner.clientToken ||
    (wanted.length > 0 && wanted.every(([key, value]) => tags[key] === value))
  );
}

/** Whether these tags say that it is somebody else's. What says nothing, because it was imported, is not. */
export function isForeign(tags: Tags | undefined, owner: string | undefined): boolean {
  const said = tags?.[ownerTag];
  return owner !== undefined && said !== undefined && said !== owner;
}

export interface TagChanges {
  readonly tags?: Tags | undefined;
  readonly removeTags?: readonly string[] | undefined;
}

/** All tags an object shall have; undefined when it has them. Azure's tags are replaced as a whole. */
export function changedTags(
  { tags, marks }: TagsAndMarks,
  { tags: wanted = {}, removeTags = [] }: TagChanges,
): Tags | undefined {
  const before: Tags = { ...tags, ...marks };
  const kept = Object.entries(before).filter(([key]) => !removeTags.includes(key));
  const after: Tags = { ...Object.fromEntries(kept), ...wanted };
  const same =
    Object.keys(after).length === Object.keys(before).length &&
    Object.entries(after).every(([key, value]) => before[key] === value);
  return same ? undefined : after;
}
