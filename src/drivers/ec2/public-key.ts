import { createHash, createPublicKey } from 'node:crypto';
import type { Ec2KeyPair } from './key-pair';

/** Whether EC2's key pair holds this public key: by the key itself where EC2 tells it, else by the fingerprint. */
export function isSameKey(pair: Ec2KeyPair, publicKeyLine: string): boolean {
  if (pair.publicKey !== undefined) return blobOf(pair.publicKey) === blobOf(publicKeyLine);
  return withoutPadding(pair.fingerprint ?? '') === withoutPadding(keyPairFingerprint(publicKeyLine));
}

/**
 * As EC2 computes it of imported keys: MD5 of the DER form for RSA, in hex with colons; SHA-256 of the wire form in base64
 * for Ed25519. @throws Error when the line is no public key of these types.
 */
export function keyPairFingerprint(publicKeyLine: string): string {
  const [type] = publicKeyLine.trim().split(/\s+/);
  const blob = Buffer.from(blobOf(publicKeyLine), 'base64');
  if (type === 'ssh-ed25519') return createHash('sha256').update(blob).digest('base64');
  if (type === 'ssh-rsa') {
    const digest = createHash('md5').update(rsaDer(blob)).digest('hex');
    return digest.match(/../g)?.join(':') ?? '';
  }
  throw new Error(
    `public key ${JSON.stringify(publicKeyLine.slice(0, 60))} is neither ssh-rsa nor ssh-ed25519, the types that EC2 takes`,
  );
}

function withoutPadding(fingerprint: string): string {
  return fingerprint.replace(/^SHA256:/, '').replace(/=+$/, '');
}

function blobOf(line: string): string {
  return line.trim().split(/\s+/)[1] ?? '';
}

function rsaDer(blob: Buffer): Buffer {
  const fields: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length;) {
    const length = blob.readUInt32BE(at);
    fields.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  const [, e = Buffer.alloc(0), n = Buffer.alloc(0)] = fields;
  const unsigned = (value: Buffer) => (value[0] === 0 ? value.subarray(1) : value).toString('base64url');
  const key = createPublicKey({ key: { kty: 'RSA', e: unsigned(e), n: unsigned(n) }, format: 'jwk' });
  return key.export({ type: 'spki', format: 'der' });
}
