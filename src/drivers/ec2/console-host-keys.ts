import { createHash } from 'node:crypto';
import type { ConsoleHostKeys } from './host-keys';

/** Strongest first; types that are not among them are not used. */
const keyTypes = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'ssh-rsa',
] as const;

/**
 * Host keys as cloud-init writes them to the console at the end of a machine's first boot. Lines may have a prefix (the
 * system log's, the kernel's) and lines of others between them. Of several blocks, one per boot, the last complete one
 * counts. Undefined while there is none.
 */
export function parseConsoleHostKeys(output: string): ConsoleHostKeys | undefined {
  const lines = output.split(/\r?\n|\r/);
  const keys = keysIn(lastBlock(lines, 'KEYS'));
  const fingerprints = new Set([
    ...keys.map(fingerprintOf),
    ...lastBlock(lines, 'FINGERPRINTS').flatMap(
      (line) => /SHA256:[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/])/.exec(line)?.[0] ?? [],
    ),
  ]);
  return fingerprints.size === 0 ? undefined : { keys, fingerprints: [...fingerprints] };
}

/** `SHA256:…` as `ssh-keygen -l` prints it. */
export function fingerprintOf(keyLine: string): string {
  const blob = Buffer.from(keyLine.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

function lastBlock(lines: readonly string[], name: 'KEYS' | 'FINGERPRINTS'): string[] {
  let block: string[] = [];
  let open: string[] | undefined;
  for (const line of lines) {
    if (line.includes(`-----BEGIN SSH HOST KEY ${name}-----`)) open = [];
    else if (line.includes(`-----END SSH HOST KEY ${name}-----`)) {
      block = open ?? block;
      open = undefined;
    } else open?.push(line);
  }
  return block;
}

function keysIn(lines: readonly string[]): string[] {
  const keys = lines.flatMap((line) => {
    const [, type, blob] =
      /(?:^|\s)(ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp\d+) ([A-Za-z0-9+/]+={0,2})(?=\s|$)/.exec(line) ?? [];
    if (type === undefined || blob === undefined || typeInside(blob) !== type) return [];
    const rank = keyTypes.findIndex((known) => known === type);
    return rank < 0 ? [] : [{ rank, line: `${type} ${blob}` }];
  });
  return [...new Set(keys.sort((a, b) => a.rank - b.rank).map(({ line }) => line))];
}

/** The type that a key's wire form names in its first string (RFC 4253, 6.6): a line cut short has another, or none. */
function typeInside(base64: string): string | undefined {
  const blob = Buffer.from(base64, 'base64');
  const fields: Buffer[] = [];
  let at = 0;
  while (at + 4 <= blob.length) {
    const length = blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return at === blob.length ? fields[0]?.toString('latin1') : undefined;
}
