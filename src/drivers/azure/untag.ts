import type { CallOptions, OperationOptions } from './configuration';
import { changedTags, ownerTag, splitTags } from './marks';
import type { Resources } from './resources';

export interface UntagOptions extends OperationOptions {
  /** The value of the owner's tag: what carries another one is left alone. */
  readonly owner: string | undefined;
}

/** Takes tags off resources, one after the other: whoever sees the last one without them knows that none has them. */
export async function untagOwned(
  resources: Resources,
  ids: readonly string[],
  keys: readonly string[],
  { owner, ...options }: UntagOptions,
): Promise<void> {
  for (const id of ids) {
    const tags = await tagsWithout(resources, id, keys, owner, options);
    if (tags !== undefined) await resources.patch(id, { tags }, options);
  }
}

/** Undefined when there is nothing to take off. */
async function tagsWithout(
  resources: Resources,
  id: string,
  removeTags: readonly string[],
  owner: string | undefined,
  options: CallOptions,
) {
  const found = await resources.get(id, options);
  if (found === undefined) return undefined;
  const before = splitTags(found.tags);
  return before.tags[ownerTag] === owner ? changedTags(before, { removeTags }) : undefined;
}
