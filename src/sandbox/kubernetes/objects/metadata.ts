import { textAt, without } from '../json';
import type { ApiObject, JsonMap, MutableMap } from '../json';
import type { SeededRandom } from '../../world/random';

/** RFC 3339 in seconds, as Kubernetes writes times. */
export function timestamp(milliseconds = Date.now()): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

/** With microseconds, as leases have it. */
export function microTimestamp(milliseconds = Date.now()): string {
  return `${new Date(milliseconds).toISOString().slice(0, 23)}000Z`;
}

export function newUid(random: SeededRandom): string {
  const hex = random.hex(32);
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Without vowels and what looks alike, so that no words come out. */
const suffixLetters = 'bcdfghjklmnpqrstvwxz2456789';

export function randomSuffix(random: SeededRandom, length = 5): string {
  return Array.from({ length }, () => suffixLetters[random.integer(suffixLetters.length)] ?? 'x').join('');
}

/** Longest that generateName may be, so that a suffix fits into a name. */
const mostGenerated = 63 - 5;

export function generatedName(prefix: string, random: SeededRandom): string {
  return prefix.slice(0, mostGenerated) + randomSuffix(random);
}

/** What the API server decides about an object's metadata, taken from what is there. */
const serverFields = [
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'selfLink',
] as const;

/** Puts the API server's own metadata in place of what a client sent. */
export function keepServerMetadata(sent: ApiObject, live: ApiObject): ApiObject {
  const metadata: MutableMap = { ...without(sent.metadata, ...serverFields) };
  for (const field of serverFields) {
    const kept = live.metadata[field];
    if (kept !== undefined) metadata[field] = kept;
  }
  metadata['name'] = live.metadata['name'];
  if (live.metadata['namespace'] !== undefined) metadata['namespace'] = live.metadata['namespace'];
  return { ...sent, metadata };
}

export function resourceVersionOf(object: JsonMap): string {
  return textAt(object, 'metadata', 'resourceVersion') ?? '';
}
