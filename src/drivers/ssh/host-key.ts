import { createHash } from 'node:crypto';

/** Types of host keys that are accepted, strongest first; SHA-1 signatures (`ssh-rsa` as an algorithm) are not. */
const ALGORITHMS_BY_TYPE = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
} as const;

export type HostKeyType = keyof typeof ALGORITHMS_BY_TYPE;
export type HostKeyAlgorithm = (typeof ALGORITHMS_BY_TYPE)[HostKeyType][number];

export const HOST_KEY_TYPES = Object.keys(ALGORITHMS_BY_TYPE) as readonly HostKeyType[];

export function algorithmsOf(types: readonly HostKeyType[]): HostKeyAlgorithm[] {
  return types.flatMap((type) => [...ALGORITHMS_BY_TYPE[type]]);
}

/** What a host may be recognised by: a whole key, or only its fingerprint, which does not tell the key's type. */
export interface HostKeyIdentity {
  readonly fingerprint: string;
  readonly type?: HostKeyType;
}

/** `SHA256:…` as `ssh-keygen -l` prints it, of a public key line or of the key's wire form. */
export function fingerprintOf(key: string | Buffer): string {
  const blob = typeof key === 'string' ? blobOf(key) : key;
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** `ssh-ed25519 AAAA…` of a key's wire form. */
export function publicKeyLine(blob: Buffer): string {
  return `${typeInside(blob) ?? 'unknown'} ${blob.toString('base64')}`;
}

export function hostKeyTypeOf(blob: Buffer): HostKeyType | undefined {
  const type = typeInside(blob);
  return HOST_KEY_TYPES.find((known) => known === type);
}

/** Why the text is neither an OpenSSH public key line nor a `SHA256:` fingerprint; `undefined` when it is one. */
export function validateHostKey(text: string): string | undefined {
  try {
    parseHostKey(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @throws Error that quotes the text when it is neither a public key line nor a fingerprint. */
export function parseHostKey(text: string): HostKeyIdentity {
  const trimmed = text.trim();
  if (trimmed.startsWith('SHA256:')) {
    const digest = trimmed.slice('SHA256:'.length).replace(/=+$/, '');
    if (!/^[A-Za-z0-9+/]{43}$/.test(digest)) {
      throw new Error(
        `host key fingerprint ${quoted(trimmed)} is not "SHA256:" and 43 base64 characters; ` +
          'print it with: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
      );
    }
    return { fingerprint: `SHA256:${digest}` };
  }
  const blob = blobOf(trimmed);
  const type = hostKeyTypeOf(blob);
  if (type === undefined) {
    throw new Error(
      `host key ${quoted(trimmed)} has a type that is not supported; use one of ${HOST_KEY_TYPES.join(', ')}`,
    );
  }
  return { fingerprint: fingerprintOf(blob), type };
}

function blobOf(line: string): Buffer {
  const [type, encoded] = line.trim().split(/\s+/);
  const blob =
    encoded !== undefined && /^[A-Za-z0-9+/]+={0,2}$/.test(encoded)
      ? Buffer.from(encoded, 'base64')
      : undefined;
  if (blob === undefined || type === undefined || typeInside(blob) !== type) {
    throw new Error(
      `host key ${quoted(line)} is neither an OpenSSH public key ("ssh-ed25519 AAAA…") nor a fingerprint ` +
        '("SHA256:…"); take the content of /etc/ssh/ssh_host_ed25519_key.pub on the host',
    );
  }
  return blob;
}

/** The type that a key's wire form names in its first string (RFC 4253, 6.6). */
function typeInside(blob: Buffer): string | undefined {
  if (blob.length < 4) return undefined;
  const length = blob.readUInt32BE(0);
  return length > 0 && 4 + length < blob.length ? blob.toString('latin1', 4, 4 + length) : undefined;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}…` : text);
}
