import { a, defineSchema } from '../../tfplugin';
import { ec2ResourceAttributes } from '../attributes/ec2';

export const ec2KeyPairSchema = defineSchema({
  version: 0,
  description: 'A public key that instances admit, by name. The private key never leaves where it is.',
  attributes: {
    ...ec2ResourceAttributes,
    name: a.string({
      required: true,
      forceNew: true,
      validate: (value) =>
        value !== '' && value.length <= 255 && /^[\x20-\x7e]+$/.test(value) && value.trim() === value
          ? undefined
          : `must be 1 to 255 ASCII characters without spaces around them, is ${JSON.stringify(value)}`,
      description: 'Name, unique in the region.',
    }),
    public_key: a.string({
      required: true,
      validate: validatePublicKey,
      description:
        'OpenSSH public key line, RSA or Ed25519: `file("~/.ssh/id_ed25519.pub")`. Another key replaces the pair; another comment does not.',
    }),
    id: a.string({ computed: true, description: '`key-…`.' }),
    fingerprint: a.string({
      computed: true,
      description: 'As EC2 computes it: MD5 of an RSA key, SHA-256 in base64 of an Ed25519 key.',
    }),
  },
});

function validatePublicKey(value: string): string | undefined {
  if (value.includes('PRIVATE KEY'))
    return 'is a private key; give the public one, the file that ends in .pub';
  return /^(ssh-rsa|ssh-ed25519) [A-Za-z0-9+/]+={0,3}( .*)?$/.test(value.trim())
    ? undefined
    : `must be an OpenSSH public key, "ssh-ed25519 AAAA…" or "ssh-rsa AAAA…", is ${JSON.stringify(value)}`;
}
