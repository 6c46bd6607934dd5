import fc from 'fast-check';
import { fingerprintOf, generateHostKeyPair, parseConsoleHostKeys } from '../../../src/drivers/ec2';

const ed25519 = generateHostKeyPair().publicKey;
const nist = nistKey();

/** A key line of another type: what matters here is that its wire form is whole. */
function nistKey(): string {
  const field = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const parts = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), Buffer.alloc(65, 4)];
  return `ecdsa-sha2-nistp256 ${Buffer.concat(parts.map(field)).toString('base64')}`;
}

function console(keys: readonly string[], { prefix = '', host = 'ip-172-31-0-1' } = {}): string {
  const border = '#############################################################';
  const listed = keys.map((key) => `256 ${fingerprintOf(key)} root@${host} (${key.split(' ')[0] ?? ''})`);
  return [
    '[    0.000000] Linux version 6.1.0-cloud-amd64',
    ...['', border, '-----BEGIN SSH HOST KEY FINGERPRINTS-----', ...listed].map((line) => prefix + line),
    ...['-----END SSH HOST KEY FINGERPRINTS-----', border].map((line) => prefix + line),
    '-----BEGIN SSH HOST KEY KEYS-----',
    ...keys.map((key) => `${key} root@${host}`),
    '-----END SSH HOST KEY KEYS-----',
    `${host} login: `,
  ].join('\r\n');
}

describe('host keys on the console', () => {
  test('keys and fingerprints are found, the strongest type first', () => {
    expect(parseConsoleHostKeys(console([nist, ed25519]))).toEqual({
      keys: [ed25519, nist],
      fingerprints: [fingerprintOf(ed25519), fingerprintOf(nist)],
    });
  });

  test.each(['<14>Jan  1 00:00:00 ec2: ', '[   18.123456] cloud-init[812]: ', 'ec2: '])(
    'a prefix of the log is no part of it: %s',
    (prefix) => {
      expect(parseConsoleHostKeys(console([ed25519], { prefix }))?.keys).toEqual([ed25519]);
    },
  );

  test('fingerprints alone are enough', () => {
    const [block = ''] = console([ed25519]).split('-----BEGIN SSH HOST KEY KEYS-----');
    expect(parseConsoleHostKeys(block)).toEqual({ keys: [], fingerprints: [fingerprintOf(ed25519)] });
  });

  test('MD5 fingerprints are none', () => {
    const output = [
      '-----BEGIN SSH HOST KEY FINGERPRINTS-----',
      'ec2: 2048 1f:51:ae:28:bf:89:e9:d8:1f:25:5d:37:2d:7d:b8:ca root@host (RSA)',
      '-----END SSH HOST KEY FINGERPRINTS-----',
    ].join('\n');
    expect(parseConsoleHostKeys(output)).toBeUndefined();
  });

  test('of several boots the last complete one counts', () => {
    const before = generateHostKeyPair().publicKey;
    const interrupted = console([generateHostKeyPair().publicKey]).split(
      '-----END SSH HOST KEY FINGERPRINTS',
    )[0];
    const output = [console([before]), console([ed25519]), interrupted].join('\n');
    expect(parseConsoleHostKeys(output)?.keys).toEqual([ed25519]);
  });

  test('an output that was cut off anywhere never gives a key that is not in it', () => {
    const whole = console([ed25519, nist]);
    fc.assert(
      fc.property(fc.nat(whole.length), (length) => {
        const found = parseConsoleHostKeys(whole.slice(0, length));
        for (const key of found?.keys ?? []) expect([ed25519, nist]).toContain(key);
        const known = [ed25519, nist].map(fingerprintOf);
        for (const fingerprint of found?.fingerprints ?? []) expect(known).toContain(fingerprint);
      }),
    );
  });

  test('any other text has none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseConsoleHostKeys(text)).toBeUndefined();
      }),
    );
  });

  test('keys outside of a block are none', () => {
    expect(parseConsoleHostKeys(`user-data said ${ed25519}\n`)).toBeUndefined();
  });
});
