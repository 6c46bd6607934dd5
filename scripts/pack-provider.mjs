import { strToU8, zipSync } from 'fflate';
import { createHash } from 'node:crypto';

/** Zip keeps no dates before this one; the same code gives the same bytes. */
const mtime = new Date('1980-01-01T12:00:00');
const unix = 3;

/**
 * The provider as the package Terraform knows from its registries: an archive with one executable. Node asks the
 * nearest package.json whether a script without an extension is CommonJS, so that one is in it, too.
 *
 * @param {string} code
 * @param {string} version
 * @returns {{ archive: Uint8Array, hash: string }} The archive, and Terraform's `h1:` hash of what is in it: SHA-256
 * over the sorted lines `<sha256 of the file>  <name>` in base64 (dirhash.Hash1 of Go's golang.org/x/mod/sumdb).
 */
export function packProvider(code, version) {
  const files = {
    'package.json': { content: strToU8('{ "type": "commonjs" }\n'), mode: 0o644 },
    [`terraform-provider-fleetwright_v${version}`]: { content: strToU8(code), mode: 0o755 },
  };
  const entries = Object.entries(files).map(([name, { content, mode }]) => [
    name,
    [content, { level: 9, mtime, os: unix, attrs: (0o100000 | mode) << 16 }],
  ]);
  const lines = Object.keys(files)
    .sort()
    .map((name) => `${sha256(files[name].content).toString('hex')}  ${name}\n`);
  return {
    archive: zipSync(Object.fromEntries(entries)),
    hash: `h1:${sha256(lines.join('')).toString('base64')}`,
  };
}

function sha256(content) {
  return createHash('sha256').update(content).digest();
}
