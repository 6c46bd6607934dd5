import { createHmac } from 'node:crypto';

/** One line of a `known_hosts` file; format: sshd(8), section SSH_KNOWN_HOSTS FILE FORMAT. */
export interface KnownHostEntry {
  readonly marker?: 'revoked' | 'cert-authority';
  /** Comma-separated patterns or one hashed name, as written. */
  readonly hosts: string;
  /** `ssh-ed25519` and so on. */
  readonly keyType: string;
  /** Base64 as written. */
  readonly key: string;
  /** From 1. */
  readonly line: number;
}

/** Reads every well-formed line; comments, empty and malformed lines are skipped as OpenSSH does. */
export function parseKnownHosts(text: string): KnownHostEntry[] {
  const entries: KnownHostEntry[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const fields = raw.trim().split(/\s+/);
    if (fields[0] === undefined || fields[0] === '' || fields[0].startsWith('#')) continue;
    const marker = fields[0].startsWith('@') ? fields.shift()?.slice(1) : undefined;
    if (marker !== undefined && marker !== 'revoked' && marker !== 'cert-authority') continue;
    const [hosts, keyType, key] = fields;
    if (hosts === undefined || keyType === undefined || key === undefined) continue;
    entries.push({ ...(marker === undefined ? {} : { marker }), hosts, keyType, key, line: index + 1 });
  }
  return entries;
}

/** Public key lines (`ssh-ed25519 AAAA…`) that the entries hold for one host. */
export function knownHostKeys(
  entries: readonly KnownHostEntry[],
  address: string,
  port: number,
): { readonly trusted: string[]; readonly revoked: string[] } {
  const name = (port === 22 ? address : `[${address}]:${port}`).toLowerCase();
  const trusted: string[] = [];
  const revoked: string[] = [];
  for (const entry of entries) {
    if (entry.marker === 'cert-authority' || !matchesHost(entry.hosts, name)) continue;
    (entry.marker === 'revoked' ? revoked : trusted).push(`${entry.keyType} ${entry.key}`);
  }
  return { trusted, revoked };
}

function matchesHost(hosts: string, name: string): boolean {
  if (hosts.startsWith('|1|')) {
    const [salt, hash] = hosts.slice(3).split('|');
    if (salt === undefined || hash === undefined) return false;
    return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash;
  }
  let matched = false;
  for (const pattern of hosts.toLowerCase().split(',')) {
    if (pattern.startsWith('!')) {
      if (wildcard(pattern.slice(1)).test(name)) return false;
    } else if (wildcard(pattern).test(name)) {
      matched = true;
    }
  }
  return matched;
}

function wildcard(pattern: string): RegExp {
  const source = pattern.replace(/[.+^${}()|[\]\\*?]/g, (character) => {
    if (character === '*') return '.*';
    return character === '?' ? '.' : `\\${character}`;
  });
  return new RegExp(`^${source}$`);
}
