import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { BundleError } from './manifest';

/** @throws BundleError when the file at `path` is not the one that `source` should be */
export async function verifyFile(path: string, expected: string, source: string): Promise<void> {
  const actual = await sha256Of(path);
  if (actual !== expected) {
    throw new BundleError(
      `"${source}" has the SHA-256 ${actual}, not ${expected}; it is damaged or another one`,
    );
  }
}

/** SHA-256 in hex. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** SHA-256 of a file in hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
