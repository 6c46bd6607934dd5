/** What the console of an instance said about its SSH host keys. At least one of both is not empty. */
export interface ConsoleHostKeys {
  /** OpenSSH public key lines without comment, strongest type first. */
  readonly keys: readonly string[];
  /** `SHA256:…`, of the keys above and of others that are known by fingerprint only. */
  readonly fingerprints: readonly string[];
}

/** A host key made here, to be handed to the machine by its user data. */
export interface HostKeyPair {
  /** In OpenSSH's own PEM format. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA…`. */
  readonly publicKey: string;
}
