import { spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { fingerprintOf, knownHostKeys, parseKnownHosts, validateHostKey } from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { makeKey, type KeyKind } from './support/keys';

const key = makeKey().public;

describe('host key texts', () => {
  test.each<KeyKind>(['ed25519', 'ecdsa', 'rsa'])(
    'a public key of type %s, with and without comment',
    (kind) => {
      const line = makeKey(kind).public;
      expect(validateHostKey(line)).toBeUndefined();
      expect(validateHostKey(`${line} root@node-1\n`)).toBeUndefined();
      expect(validateHostKey(fingerprintOf(line))).toBeUndefined();
      expect(validateHostKey(`${fingerprintOf(line)}=`)).toBeUndefined();
    },
  );

  test.each([
    ['', 'neither'],
    ['ssh-ed25519', 'neither'],
    [key.split(' ')[1] ?? '', 'neither'],
    [key.replace('ssh-ed25519', 'ssh-rsa'), 'neither'],
    [`10.0.0.1 ${key}`, 'neither'],
    ['SHA256:short', '43 base64 characters'],
    ['MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48', 'neither'],
    [publicLine('ssh-dss'), 'not supported'],
    [publicLine('sk-ssh-ed25519@openssh.com'), 'not supported'],
  ])('%p is refused', (text, reason) => {
    expect(validateHostKey(text)).toContain(reason);
  });

  test('any text is judged without an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(typeof validateHostKey(text)).toBe('string');
      }),
    );
  });
});

describeWith(
  {
    name: 'ssh-keygen',
    available: spawnSync('ssh-keygen', ['-?']).error === undefined,
    howToEnable: 'install openssh-client and run the tests again',
  },
  'fingerprints',
  () => {
    test.each<KeyKind>(['ed25519', 'ecdsa', 'rsa'])('are what ssh-keygen prints for %s', (kind) => {
      const line = makeKey(kind).public;
      const printed = spawnSync('ssh-keygen', ['-lf', '-'], { input: `${line}\n`, encoding: 'utf8' }).stdout;
      expect(printed.split(' ')[1]).toBe(fingerprintOf(line));
    });
  },
);

describe('known_hosts', () => {
  const trusted = (text: string, address: string, port = 22): string[] =>
    knownHostKeys(parseKnownHosts(text), address, port).trusted;

  test('skips comments, empty, malformed and unknown lines', () => {
    const text = `# comment\n\n  \nonly-a-host\nhost ssh-ed25519\n@other host ssh-ed25519 AAAA\nhost ssh-ed25519 AAAA root@host\r\n`;
    expect(parseKnownHosts(text)).toEqual([{ hosts: 'host', keyType: 'ssh-ed25519', key: 'AAAA', line: 7 }]);
  });

  test.each([
    ['node-1', 'node-1', 22, true],
    ['NODE-1', 'node-1', 22, true],
    ['node-1,10.0.0.1', '10.0.0.1', 22, true],
    ['node-1', 'node-1', 2222, false],
    ['[node-1]:2222', 'node-1', 2222, true],
    ['[node-1]:2222', 'node-1', 22, false],
    ['*.example.com', 'a.example.com', 22, true],
    ['*.example.com', 'example.com', 22, false],
    ['*.example.com,!b.example.com', 'b.example.com', 22, false],
    ['10.0.0.?', '10.0.0.7', 22, true],
    ['10.0.0.?', '10.0.0.17', 22, false],
    ['10.0.0.1', '10a0b0c1', 22, false],
    ['fd00::1', 'fd00::1', 22, true],
  ])('%s names %s at port %d: %p', (hosts, address, port, expected) => {
    expect(trusted(`${hosts} ${key}`, address, port).length === 1).toBe(expected);
  });

  test('a hashed name matches only its host', () => {
    const salt = randomBytes(20);
    const hash = createHmac('sha1', salt).update('[node-1]:2222').digest('base64');
    const line = `|1|${salt.toString('base64')}|${hash} ${key}`;
    expect(trusted(line, 'node-1', 2222)).toHaveLength(1);
    expect(trusted(line, 'node-1', 22)).toEqual([]);
    expect(trusted(line, 'node-2', 2222)).toEqual([]);
  });

  test('revoked keys are told apart and certificate authorities are not host keys', () => {
    const entries = parseKnownHosts(`@revoked * ${key}\n@cert-authority *.example.com ${key}\n`);
    expect(knownHostKeys(entries, 'a.example.com', 22)).toEqual({
      trusted: [],
      revoked: [key.split(' ').slice(0, 2).join(' ')],
    });
  });
});

/** A line whose key names its type and holds nothing else of use. */
function publicLine(type: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return `${type} ${Buffer.concat([length, Buffer.from(type), randomBytes(40)]).toString('base64')}`;
}
