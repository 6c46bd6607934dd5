import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

const known = new Map<string, string>();

/**
 * Terraform's `h1:` hash of a provider package that holds one file: the SHA-256 of the line
 * `<sha256 of the file>  <name>` in base64 (dirhash.Hash1 of Go's golang.org/x/mod/sumdb).
 */
export function packageHash(file: string, nameInPackage: string): string {
  const { mtimeMs, size } = statSync(file);
  const key = [file, nameInPackage, mtimeMs, size].join('\0');
  let hash = known.get(key);
  if (hash === undefined) {
    const content = createHash('sha256').update(readFileSync(file)).digest('hex');
    hash = `h1:${createHash('sha256').update(`${content}  ${nameInPackage}\n`).digest('base64')}`;
    known.set(key, hash);
  }
  return hash;
}
