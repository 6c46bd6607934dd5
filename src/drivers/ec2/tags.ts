import type { Tag } from '@aws-sdk/client-ec2';
import type { Ec2Api } from './api';
import type { CallOptions, Tags } from './configuration';
import type { TagsAndMarks } from './marks';

const keysPerRequest = 50;

export function fromTags(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

export function hasTags(have: Tags, wanted: Tags): boolean {
  return Object.entries(wanted).every(([key, value]) => have[key] === value);
}

export interface TagChanges {
  readonly tags?: Tags | undefined;
  readonly removeTags?: readonly string[] | undefined;
}

/** Sets and removes tags where that changes anything. Says whether it did. */
export async function changeTags(
  api: Ec2Api,
  objects: readonly (TagsAndMarks & { readonly id: string })[],
  { tags = {}, removeTags = [] }: TagChanges,
  options: CallOptions,
): Promise<boolean> {
  const surplus = removeTags.filter((key) => !Object.hasOwn(tags, key));
  const have = objects.map((object) => ({ id: object.id, tags: { ...object.tags, ...object.marks } }));
  const toSet = have.filter((object) => !hasTags(object.tags, tags)).map(({ id }) => id);
  const toClear = have
    .filter((object) => surplus.some((key) => Object.hasOwn(object.tags, key)))
    .map(({ id }) => id);
  if (toSet.length > 0) {
    await api.send('CreateTags', { Resources: toSet, Tags: fromTags(tags) }, options);
  }
  for (let from = 0; toClear.length > 0 && from < surplus.length; from += keysPerRequest) {
    const keys = surplus.slice(from, from + keysPerRequest);
    await api.together.untag(toClear, keys, options);
  }
  return toSet.length + toClear.length > 0;
}
