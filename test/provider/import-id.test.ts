import fc from 'fast-check';
import { generateKeyPairSync } from 'node:crypto';
import { parseHostImportId } from '../../src/provider/import-id';
import { makeKey } from '../drivers/ssh/support/keys';

const KEY = makeKey().public;
const FINGERPRINT = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPu/';

function idOf(
  address: string,
  port: number | undefined,
  user: string,
  credential: string,
  key: string,
): string {
  const host = address.includes(':') ? `[${address}]` : address;
  const query = `credential=${encodeURIComponent(credential)}&host_key=${encodeURIComponent(key)}`;
  return `ssh://${encodeURIComponent(user)}@${host}${port === undefined ? '' : `:${port}`}?${query}`;
}

describe('what was written is what is read', () => {
  const ipv6 = fc.ipV6().filter((address) => !address.includes('.'));
  const address = fc.oneof(fc.ipV4(), fc.domain(), ipv6);
  const user = fc.stringMatching(/^[a-z_][a-z0-9_.@+-]{0,20}$/);
  const credential = fc.string({ minLength: 1 });
  const fingerprint = fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => `SHA256:${Buffer.from(bytes).toString('base64').replace(/=+$/, '')}`);
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => {
    const type = Buffer.from('ssh-ed25519');
    const field = (content: Uint8Array) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(content.length);
      return Buffer.concat([length, content]);
    };
    return `ssh-ed25519 ${Buffer.concat([field(type), field(bytes)]).toString('base64')}`;
  });
  const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined });

  test('percent-encoded', () => {
    fc.assert(
      fc.property(address, port, user, credential, fc.oneof(fingerprint, key), (a, p, u, c, k) => {
        expect(parseHostImportId(idOf(a, p, u, c, k))).toEqual({
          address: canonical(a),
          port: p ?? 22,
          user: u,
          credential: c,
          host_key: k,
        });
      }),
    );
  });

  test('with a key as it is, whose "+" must not become a space', () => {
    fc.assert(
      fc.property(fc.oneof(fingerprint, key), (k) => {
        const raw = `ssh://root@10.0.0.11?credential=default&host_key=${k}`;
        expect(parseHostImportId(raw).host_key).toBe(k);
        expect(parseHostImportId(raw.replace(' ', '%20')).host_key).toBe(k);
      }),
    );
  });

  test('the comment of a key stays apart from it', () => {
    const commented = `${KEY} root@rack 1`;
    expect(parseHostImportId(idOf('10.0.0.11', 22, 'root', 'default', commented)).host_key).toBe(commented);
  });

  /** An address has one way of writing in a URL. */
  function canonical(text: string): string {
    return text.includes(':') ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text;
  }
});

test.each([
  '10.0.0.11',
  'https://root@10.0.0.11?credential=a&host_key=b',
  `ssh://10.0.0.11?credential=a&host_key=${FINGERPRINT}`,
  `ssh://root@10.0.0.11?host_key=${FINGERPRINT}`,
  'ssh://root@10.0.0.11?credential=a',
  `ssh://root@10.0.0.11:99999?credential=a&host_key=${FINGERPRINT}`,
  `ssh://root@10.0.0.11:0?credential=a&host_key=${FINGERPRINT}`,
  `ssh://%zz@10.0.0.11?credential=a&host_key=${FINGERPRINT}`,
  '',
])('%j names no host', (id) => {
  expect(() => parseHostImportId(id)).toThrow(`import id ${JSON.stringify(id)} names no host`);
  expect(() => parseHostImportId(id)).toThrow('ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY');
});

test('a key that is none is refused with the reason', () => {
  const { publicKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  for (const key of ['md5:aa:bb', 'SHA256:short', publicKey])
    expect(() => parseHostImportId(idOf('10.0.0.11', 22, 'root', 'default', key))).toThrow(/host key/);
});
