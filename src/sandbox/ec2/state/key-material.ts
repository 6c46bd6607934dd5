import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { utils as sshKeys } from 'ssh2';
import { makeSshKeyPair } from '../../world/ssh-key-pair';
import { ApiError } from '../errors';

export interface KeyMaterial {
  readonly type: 'rsa' | 'ed25519';
  /** As it stands in authorized_keys, without a comment. */
  readonly publicKey: string;
  readonly fingerprint: string;
}

const RSA_BITS = [1024, 2048, 3072, 4096];

/**
 * Reads a public key as ImportKeyPair takes it: an OpenSSH line, or PEM. EC2's fingerprints are of three kinds:
 * MD5 of the DER form for imported RSA keys, SHA-1 of the private key's for RSA keys it made itself, and SHA-256
 * as OpenSSH has it for ED25519.
 */
export function readPublicKey(material: Buffer): KeyMaterial {
  const text = material.toString('utf8').trim();
  const line = text.startsWith('-----BEGIN') ? opensshLine(text) : text;
  const parsed = sshKeys.parseKey(line);
  if (parsed instanceof Error || parsed.isPrivateKey()) throw badFormat();
  const blob = parsed.getPublicSSH();
  if (parsed.type === 'ssh-ed25519') {
    return {
      type: 'ed25519',
      publicKey: `ssh-ed25519 ${blob.toString('base64')}`,
      fingerprint: sha256(blob),
    };
  }
  if (parsed.type !== 'ssh-rsa') throw badFormat();
  const key = createPublicKey(parsed.getPublicPEM());
  if (!RSA_BITS.includes(key.asymmetricKeyDetails?.modulusLength ?? 0)) throw badFormat();
  const der = key.export({ type: 'spki', format: 'der' });
  const fingerprint = colons(createHash('md5').update(der).digest('hex'));
  return { type: 'rsa', publicKey: `ssh-rsa ${blob.toString('base64')}`, fingerprint };
}

/** A new key pair, and its private key in PEM: nobody keeps that here. */
export function makeKeyPair(type: 'rsa' | 'ed25519'): KeyMaterial & { readonly privateKey: string } {
  if (type === 'ed25519') {
    const made = makeSshKeyPair('ed25519');
    return { ...readPublicKey(Buffer.from(made.public)), privateKey: made.private };
  }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const sha1 = createHash('sha1').update(privateKey.export({ type: 'pkcs8', format: 'der' }));
  return { ...readPublicKey(pemOf(publicKey)), fingerprint: colons(sha1.digest('hex')), privateKey: pem };
}

function pemOf(key: KeyObject): Buffer {
  return Buffer.from(key.export({ type: 'spki', format: 'pem' }));
}

/** ssh2 reads PEM of private keys only; the DER inside of a public one is simple. */
function opensshLine(pem: string): string {
  try {
    const jwk = createPublicKey(pem).export({ format: 'jwk' });
    if (jwk.kty !== 'RSA' || jwk.e === undefined || jwk.n === undefined) throw badFormat();
    const parts = [
      Buffer.from('ssh-rsa'),
      mpint(Buffer.from(jwk.e, 'base64url')),
      mpint(Buffer.from(jwk.n, 'base64url')),
    ];
    const blob = Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]));
    return `ssh-rsa ${blob.toString('base64')}`;
  } catch {
    throw badFormat();
  }
}

/** A number whose first bit is set would be negative without a zero before it (RFC 4251). */
function mpint(value: Buffer): Buffer {
  return (value[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.of(0), value]) : value;
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

function sha256(blob: Buffer): string {
  return createHash('sha256').update(blob).digest('base64');
}

function colons(hex: string): string {
  return (hex.match(/../g) ?? []).join(':');
}

function badFormat(): ApiError {
  return new ApiError('InvalidKeyPair.Format', 'Key is not in valid OpenSSH public key format');
}
