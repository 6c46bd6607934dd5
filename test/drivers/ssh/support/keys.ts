import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils } from 'ssh2';

export interface KeyPair {
  /** OpenSSH private key. */
  readonly private: string;
  /** OpenSSH public key line. */
  readonly public: string;
}

export type KeyKind = 'ed25519' | 'ecdsa' | 'rsa';

export function makeKey(kind: KeyKind = 'ed25519'): KeyPair {
  switch (kind) {
    case 'ed25519':
      return wellFormed(() => utils.generateKeyPairSync('ed25519'));
    case 'ecdsa':
      return wellFormed(() => utils.generateKeyPairSync('ecdsa', { bits: 256 }));
    case 'rsa':
      return wellFormed(() => utils.generateKeyPairSync('rsa', { bits: 2048 }));
  }
}

export function makeEncryptedKey(passphrase: string): KeyPair {
  const options = { passphrase, cipher: 'aes256-ctr', rounds: 4 };
  return wellFormed(() => utils.generateKeyPairSync('ed25519', options), passphrase);
}

/** ssh2 1.17 writes about one key in 200 such that neither it nor OpenSSH can read it. */
function wellFormed(generate: () => KeyPair, passphrase?: string): KeyPair {
  for (;;) {
    const key = generate();
    if (!(utils.parseKey(key.private, passphrase) instanceof Error)) return key;
  }
}

/** Writes a private key as ssh wants it and returns its path. */
export function writeKey(folder: string, name: string, key: KeyPair): string {
  const path = join(folder, name);
  writeFileSync(path, key.private, { mode: 0o600 });
  writeFileSync(`${path}.pub`, `${key.public}\n`);
  return path;
}
