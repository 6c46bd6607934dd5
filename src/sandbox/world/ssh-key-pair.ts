import { utils } from 'ssh2';

export interface SshKeyPair {
  /** In OpenSSH's format. */
  readonly private: string;
  /** The line for authorized_keys. */
  readonly public: string;
}

/** A new key pair for SSH. What ssh2 makes is malformed once in some hundred times, so that it is read before it is used. */
export function makeSshKeyPair(type: 'ed25519' | 'ecdsa', comment = ''): SshKeyPair {
  for (;;) {
    const made =
      type === 'ecdsa'
        ? utils.generateKeyPairSync('ecdsa', { bits: 256, comment })
        : utils.generateKeyPairSync('ed25519', { comment });
    if (![made.private, made.public].some((text) => utils.parseKey(text) instanceof Error)) return made;
  }
}
