import type { SeededRandom } from './random';

/** A UUID of version 4 that follows from the seed. */
export function randomUuid(random: SeededRandom): string {
  return formatUuid(random.hex(32));
}

/** 32 hexadecimal digits as a UUID, marked as one of version 4. */
export function formatUuid(hex: string): string {
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4] ?? '8';
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
