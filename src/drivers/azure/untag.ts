import type { CallOptions, OperationOptions } from './configuration';
import type { Kind } from './kinds';
import { changedTags, ownerTag, splitTags } from './marks';
import type { Observed } from './operation';
import type { Resources } from './resources';

export interface UntagOptions extends OperationOptions {
  /** The value of the owner's tag: what carries another one is left alone. */
  readonly owner: string | undefined;
}

export interface TaggedPart {
  readonly kind: Kind<Observed>;
  readonly id: string;
}

/** Takes tags off resources, one after the other: whoever sees the last one without them knows that none has them. */
export async function untagOwned(
  resources: Resources,
  parts: readonly TaggedPart[],
  keys: readonly string[],
  { owner, ...options }: UntagOptions,
): Promise<void> {
  for (const part of parts) {
    const tags = await tagsWithout(resources, part, keys, owner, options);
    if (tags !== undefined) await resources.tag(part.kind, part.id, tags, options);
  }
}

/** Undefined when there is nothing to take off. */
async function tagsWithout(
  resources: Resources,
  { kind, id }: TaggedPart,
  removeTags: readonly string[],
  owner: string | undefined,
  options: CallOptions,
) {
  const found = await resources.get(kind, id, options);
  if (found === undefined) return undefined;
  const before = splitTags(found.tags);
  return before.tags[ownerTag] === owner ? changedTags(before, { removeTags }) : undefined;
}
