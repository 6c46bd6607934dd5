import { isMap, without } from '../json';
import type { Json, MutableMap } from '../json';

/** RFC 7386. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isMap(patch)) return patch;
  const removed = Object.keys(patch).filter((key) => patch[key] === null);
  const merged: MutableMap = { ...without(isMap(target) ? target : {}, ...removed) };
  for (const [key, value] of Object.entries(patch)) {
    if (value !== null && value !== undefined) merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
