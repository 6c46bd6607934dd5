/** A machine as it is reached over SSH. */
export interface SshTarget {
  /** Host name or IP address. */
  readonly address: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly user: string;
  /** How the host proves who it is; there is no way to connect without. */
  readonly hostKeys: HostKeyPolicy;
  readonly credential: SshCredential;
}

/** How the user proves who they are. Paths may start with `~`. */
export type SshCredential =
  | {
      readonly kind: 'key-file';
      /** OpenSSH or PEM private key. */
      readonly privateKeyFile: string;
      /** File that holds the passphrase of an encrypted key; one trailing line break is ignored. */
      readonly passphraseFile?: string;
    }
  | {
      readonly kind: 'agent';
      /** Path of the agent's socket, by default `SSH_AUTH_SOCK`. */
      readonly socket?: string;
    };

export type HostKeyPolicy =
  | {
      readonly kind: 'pinned';
      /** OpenSSH public key lines (`ssh-ed25519 AAAA…`) or fingerprints (`SHA256:…`); any one of them is accepted. */
      readonly keys: readonly string[];
    }
  | {
      readonly kind: 'known-hosts';
      /** File in the format of OpenSSH's `known_hosts`; `~` is expanded. */
      readonly file: string;
    }
  /** Accepts whatever key is presented: only for a first contact whose key is pinned afterwards. */
  | { readonly kind: 'trust-on-first-use' };

/** `user@address:port`, as errors name a host. */
export function describeTarget(target: Pick<SshTarget, 'address' | 'port' | 'user'>): string {
  const address = target.address.includes(':') ? `[${target.address}]` : target.address;
  return `${target.user}@${address}:${target.port}`;
}
