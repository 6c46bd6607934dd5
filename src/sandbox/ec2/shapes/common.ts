import { list, struct, text } from '../wire/shape';
import type { RegionState } from '../state/region';
import type { Tags } from '../state/tags';

/** What describes and results have in common, as it stands in responses. */
export const tagSet = list(struct({ key: text, value: text }));
export const groupSet = list(struct({ groupId: text, groupName: text }));

export function writeTags(tags: Tags): { key: string; value: string }[] {
  return [...tags].map(([key, value]) => ({ key, value }));
}

export function writeGroups(
  region: RegionState,
  ids: readonly string[],
): { groupId: string; groupName: string }[] {
  return ids.map((id) => ({ groupId: id, groupName: region.groups.get(id)?.name ?? '' }));
}
