import type { Tags } from './configuration';
import type { Ownership } from './ownership';

export interface KeyPairRequest {
  readonly owner: Ownership;
  /** Unique in the region. */
  readonly name: string;
  /** OpenSSH public key line, RSA or Ed25519. */
  readonly publicKey: string;
  readonly tags: Tags;
}

export interface Ec2KeyPair {
  readonly id: string;
  readonly name: string;
  /** `rsa` or `ed25519`. */
  readonly type: string | undefined;
  /** As EC2 computes it: MD5 of the DER form for RSA, SHA-256 in base64 for Ed25519. */
  readonly fingerprint: string | undefined;
  /** OpenSSH public key line, where EC2 tells it. */
  readonly publicKey: string | undefined;
  /** Without those that start with `aws:`, and without `marks`. */
  readonly tags: Tags;
  /** Tags that this driver keeps for itself. */
  readonly marks: Tags;
}
