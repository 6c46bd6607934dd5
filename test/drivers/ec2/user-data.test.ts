import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parse } from 'yaml';
import {
  buildUserData,
  fingerprintOf,
  generateHostKeyPair,
  injectedHostKey,
  isUserDataOf,
  userDataLimit,
} from '../../../src/drivers/ec2';
import { describeWith } from '../../support/require-component';
import { findPython, parseMime } from './support/python-mime';

const hostKey = generateHostKeyPair();

describe('user data', () => {
  test('nothing stays nothing, and what is alone stays as it is', () => {
    expect(buildUserData({})).toBeUndefined();
    expect(buildUserData({ own: Buffer.alloc(0) })).toBeUndefined();
    const own = Buffer.from('<powershell>anything</powershell>');
    expect(buildUserData({ own })).toEqual(own);
  });

  test('a host key alone is cloud-config that installs it', () => {
    const text = buildUserData({ hostKey })?.toString() ?? '';
    expect(text.startsWith('#cloud-config\n')).toBe(true);
    expect(parse(text)).toEqual({
      ssh_deletekeys: true,
      ssh_keys: { ed25519_private: hostKey.privateKey, ed25519_public: hostKey.publicKey },
    });
  });

  test('the same parts give the same bytes', () => {
    const parts = { own: Buffer.from('#!/bin/sh\ntrue\n'), hostKey };
    expect(buildUserData(parts)).toEqual(buildUserData(parts));
  });

  test('a host key is read back, whatever it was combined with', () => {
    const large = Buffer.from(`#!/bin/sh\n${'# the same line again and again\n'.repeat(2_000)}`);
    for (const own of [undefined, Buffer.from('#cloud-config\npackages: [jq]\n'), large, gzipSync(large)]) {
      const built = buildUserData({ hostKey, ...(own === undefined ? {} : { own }) });
      expect(injectedHostKey(built ?? Buffer.alloc(0))).toEqual(hostKey);
    }
    expect(injectedHostKey(Buffer.from('#!/bin/sh\n'))).toBeUndefined();
  });

  test('user data is known again by its parts, whatever host key it was given', () => {
    const own = Buffer.from('#!/bin/sh\ntrue\n');
    const other = Buffer.from('#!/bin/sh\nfalse\n');
    const injected = buildUserData({ own, hostKey });
    expect(isUserDataOf(injected, { own, injectsHostKey: true })).toBe(true);
    expect(isUserDataOf(injected, { own: other, injectsHostKey: true })).toBe(false);
    expect(isUserDataOf(injected, { injectsHostKey: true })).toBe(false);
    expect(isUserDataOf(injected, { own, injectsHostKey: false })).toBe(false);
    expect(isUserDataOf(buildUserData({ own }), { own, injectsHostKey: true })).toBe(false);
    expect(isUserDataOf(buildUserData({ own }), { own, injectsHostKey: false })).toBe(true);
    expect(isUserDataOf(buildUserData({ hostKey }), { injectsHostKey: true })).toBe(true);
    expect(isUserDataOf(undefined, { injectsHostKey: false })).toBe(true);
    expect(isUserDataOf(undefined, { own, injectsHostKey: false })).toBe(false);
  });

  test('what is too large is compressed, and refused when that is not enough', () => {
    const compressible = Buffer.from(`#!/bin/sh\n${'echo again\n'.repeat(5_000)}`);
    const small = buildUserData({ own: compressible }) ?? Buffer.alloc(0);
    expect(small.length).toBeLessThanOrEqual(userDataLimit);
    expect(gunzipSync(small)).toEqual(compressible);
    const random = randomBytes(userDataLimit + 1);
    expect(() => buildUserData({ own: random })).toThrow(
      /has 16385 bytes, \d+ compressed, and EC2 takes 16384/,
    );
    expect(buildUserData({ own: random.subarray(1) })).toHaveLength(userDataLimit);
  });

  test('what nothing can be added to is refused, with what it begins with', () => {
    expect(() => buildUserData({ own: Buffer.from('<powershell>\nx'), hostKey })).toThrow(
      'begins with "<powershell>"',
    );
    expect(() => buildUserData({ own: Buffer.from('#cloud-config\nssh_keys: {}\n'), hostKey })).toThrow(
      /sets "ssh_keys"/,
    );
  });
});

describeWith(
  {
    name: 'python3',
    available: findPython() !== undefined,
    howToEnable: 'install python3 and run the tests again',
  },
  'user data as cloud-init reads it, by the same MIME parser',
  () => {
    const script = fc
      .array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 20 })
      .map((lines) => `#!/bin/sh\n${lines.join('\n')}`);
    const config = fc
      .dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string())
      .map((values) => `#cloud-config\n${JSON.stringify(values)}\n`);

    test('all parts arrive, in their order, as they were', () => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(script, config), { maxLength: 3 }),
          fc.oneof(script, config),
          (further, own) => {
            const built = buildUserData({
              own: Buffer.from(own),
              further: further.map((text) => Buffer.from(text)),
              hostKey,
            });
            const parts = parseMime(built ?? Buffer.alloc(0));
            expect(parts.map(({ content }) => content).slice(0, -1)).toEqual([...further, own]);
            expect(parts.map(({ type }) => type)).toEqual(
              [...further, own, '#cloud-config'].map((text) =>
                text.startsWith('#!') ? 'text/x-shellscript' : 'text/cloud-config',
              ),
            );
            expect(parse(parts.at(-1)?.content ?? '')).toHaveProperty(
              'ssh_keys.ed25519_public',
              hostKey.publicKey,
            );
          },
        ),
        { numRuns: 25 },
      );
    });

    test("the user's own archive is kept within ours", () => {
      const own = buildUserData({
        own: Buffer.from('#!/bin/sh\necho inner\n'),
        further: [Buffer.from('#cloud-config\npackages: [jq]\n')],
      });
      expect(own).toBeDefined();
      const parts = parseMime(buildUserData({ own: own ?? Buffer.alloc(0), hostKey }) ?? Buffer.alloc(0));
      expect(parts.map(({ content }) => content).slice(0, 2)).toEqual([
        '#cloud-config\npackages: [jq]\n',
        '#!/bin/sh\necho inner\n',
      ]);
      expect(parts).toHaveLength(3);
    });
  },
);

describeWith(
  {
    name: 'ssh-keygen',
    available: spawnSync('ssh-keygen', ['-?']).error === undefined,
    howToEnable: 'install openssh-client and run the tests again',
  },
  'a generated host key',
  () => {
    test('is one that OpenSSH reads', () => {
      const folder = mkdtempSync(join(tmpdir(), 'fleetwright-host-key-'));
      try {
        const file = join(folder, 'key');
        for (let round = 0; round < 5; round++) {
          const pair = generateHostKeyPair();
          writeFileSync(file, pair.privateKey, { mode: 0o600 });
          const told = execFileSync('ssh-keygen', ['-y', '-P', '', '-f', file], { encoding: 'utf8' });
          expect(told.trim().split(' ').slice(0, 2).join(' ')).toBe(pair.publicKey);
          const listed = execFileSync('ssh-keygen', ['-l', '-f', file], { encoding: 'utf8' });
          expect(listed.split(' ')[1]).toBe(fingerprintOf(pair.publicKey));
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  },
);
