import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { HostKeyPair } from './host-keys';

const type = 'ssh-ed25519';
/** The private part is padded to a multiple of this, as for a key without a passphrase (PROTOCOL.key of OpenSSH). */
const blockSize = 8;

/** A new Ed25519 host key in OpenSSH's own format: sshd reads no other one of that type everywhere. */
export function generateHostKeyPair(): HostKeyPair {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [publicPart, seed] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const publicBlob = fields(Buffer.from(type), publicPart);
  const check = randomBytes(4);
  const secret = Buffer.concat([
    check,
    check,
    publicBlob,
    fields(Buffer.concat([seed, publicPart]), Buffer.alloc(0)),
  ]);
  const padding = Buffer.from(
    Array.from({ length: (blockSize - (secret.length % blockSize)) % blockSize }, (_, index) => index + 1),
  );
  const one = Buffer.alloc(4);
  one.writeUInt32BE(1);
  const none = Buffer.from('none');
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    fields(none, none, Buffer.alloc(0)),
    one,
    fields(publicBlob, Buffer.concat([secret, padding])),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g) ?? [];
  return {
    privateKey: [
      '-----BEGIN OPENSSH PRIVATE KEY-----',
      ...lines,
      '-----END OPENSSH PRIVATE KEY-----',
      '',
    ].join('\n'),
    publicKey: `${type} ${publicBlob.toString('base64')}`,
  };
}

/** Strings of the SSH protocol: a length of four bytes, then the content (RFC 4251, 5). */
function fields(...contents: readonly Buffer[]): Buffer {
  return Buffer.concat(
    contents.flatMap((content) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(content.length);
      return [length, content];
    }),
  );
}
