import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  HostKeyMismatchError,
  HostKeyRevokedError,
  HostKeyUnknownError,
  SshConfigurationError,
  SshConnection,
  fingerprintOf,
  isRetryable,
  type HostKeyPolicy,
  type SshTarget,
} from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { startFaultServer } from './support/fault-server';
import { makeKey, type KeyKind } from './support/keys';
import { sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

async function hostKeyOf(target: SshTarget, hostKeys: HostKeyPolicy): Promise<string> {
  const connection = await SshConnection.connect({ ...target, hostKeys }, { bootDeadlineMs: 0 });
  connection.close();
  expect(connection.hostKeyFingerprint).toBe(fingerprintOf(connection.hostKey));
  return connection.hostKey;
}

const withoutComment = (line: string): string => line.split(' ').slice(0, 2).join(' ');

describeWith(sshd, 'a server with several host keys', () => {
  let server: OpenSshServer;
  beforeAll(async () => {
    server = await startOpenSshServer();
  });
  afterAll(() => server.stop());

  test.each<KeyKind>(['ed25519', 'ecdsa', 'rsa'])('presents the pinned %s key', async (kind) => {
    const key = server.hostKeys[kind].public;
    await expect(hostKeyOf(server.target, { kind: 'pinned', keys: [key] })).resolves.toBe(
      withoutComment(key),
    );
  });

  test.each<KeyKind>(['ed25519', 'ecdsa', 'rsa'])(
    'is found by the fingerprint of its %s key',
    async (kind) => {
      const key = server.hostKeys[kind].public;
      const keys = [fingerprintOf(key)];
      await expect(hostKeyOf(server.target, { kind: 'pinned', keys })).resolves.toBe(withoutComment(key));
    },
  );

  test('is accepted when one of several pinned keys fits', async () => {
    const keys = [fingerprintOf(makeKey().public), makeKey('ecdsa').public, server.hostKeys.rsa.public];
    const all = [...keys, fingerprintOf(server.hostKeys.rsa.public)];
    await expect(hostKeyOf(server.target, { kind: 'pinned', keys: all })).resolves.toMatch(/^ssh-rsa /);
  });

  test('is refused by a fingerprint of none of its keys, and all that it has are named', async () => {
    const wanted = fingerprintOf(makeKey().public);
    const error = await failureOf(
      HostKeyMismatchError,
      hostKeyOf(server.target, { kind: 'pinned', keys: [wanted] }),
    );
    expect(error.expected).toEqual([wanted]);
    const { ed25519, ecdsa, rsa } = server.hostKeys;
    expect(error.presented).toEqual([ed25519, ecdsa, rsa].map((key) => fingerprintOf(key.public)));
  });

  test('tells its key on first use', async () => {
    await expect(hostKeyOf(server.target, { kind: 'trust-on-first-use' })).resolves.toBe(
      withoutComment(server.hostKeys.ed25519.public),
    );
  });

  test.each([
    ['plain', (port: number, key: string) => `[127.0.0.1]:${port} ${key}\n`],
    ['wildcard', (port: number, key: string) => `[127.0.?.*]:${port},other ${key}\n`],
    [
      'of another type',
      (port: number, key: string) =>
        `[127.0.0.1]:${port} ssh-dss AAAAB3NzaC1kc3M=\n[127.0.0.1]:${port} ${key}\n`,
    ],
  ])('is known by a %s line of known_hosts', async (_name, write) => {
    const file = join(server.folder, 'known_hosts');
    writeFileSync(file, write(server.port, server.hostKeys.ecdsa.public));
    await expect(hostKeyOf(server.target, { kind: 'known-hosts', file })).resolves.toMatch(/^ecdsa-/);
  });

  test('is known by a line that ssh-keygen has hashed', async () => {
    const file = join(server.folder, 'known_hosts_hashed');
    writeFileSync(file, `[127.0.0.1]:${server.port} ${server.hostKeys.rsa.public}\n`);
    expect(spawnSync('ssh-keygen', ['-H', '-f', file]).status).toBe(0);
    await expect(hostKeyOf(server.target, { kind: 'known-hosts', file })).resolves.toMatch(/^ssh-rsa /);
  });

  test('is refused when known_hosts has revoked its key', async () => {
    const file = join(server.folder, 'known_hosts_revoked');
    const line = `[127.0.0.1]:${server.port} ${server.hostKeys.ed25519.public}`;
    writeFileSync(file, `${line}\n@revoked ${line.replace(/^\S+/, '*')}\n`);
    const error = await failureOf(
      HostKeyRevokedError,
      hostKeyOf(server.target, { kind: 'known-hosts', file }),
    );
    expect(error.message).toContain(fingerprintOf(server.hostKeys.ed25519.public));
  });
});

describe('a host whose key is not the expected one', () => {
  test('is refused at once, named with both fingerprints, and never tried again', async () => {
    const server = await startFaultServer();
    const expected = makeKey();
    const retries: string[] = [];
    const error = await failureOf(
      HostKeyMismatchError,
      SshConnection.connect(
        { ...server.target, hostKeys: { kind: 'pinned', keys: [expected.public] } },
        { onRetry: (reason) => retries.push(reason) },
      ),
    );
    expect(error.message).toContain(`root@127.0.0.1:${server.port}`);
    expect(error.message).toContain(fingerprintOf(expected.public));
    expect(error.message).toContain(fingerprintOf(server.hostKey.public));
    expect(isRetryable(error)).toBe(false);
    expect({ retries, connections: server.connections(), logins: server.logins() }).toEqual({
      retries: [],
      connections: 1,
      logins: 0,
    });
    await server.stop();
  });

  test('is refused by fingerprint after its only key was seen', async () => {
    const server = await startFaultServer();
    const hostKeys = { kind: 'pinned', keys: [fingerprintOf(makeKey().public)] } as const;
    const error = await failureOf(
      HostKeyMismatchError,
      SshConnection.connect({ ...server.target, hostKeys }),
    );
    expect(error.presented).toEqual([fingerprintOf(server.hostKey.public)]);
    expect(server.logins()).toBe(0);
    await server.stop();
  });

  test('is refused when the key changed between two connections', async () => {
    const before = await startFaultServer();
    const first = await SshConnection.connect(before.target);
    first.close();
    await before.stop();
    const after = await startFaultServer({}, makeKey(), before.port);
    // The first server's folder is gone, and with it its key file; any login will do.
    const target = { ...after.target, hostKeys: { kind: 'pinned', keys: [first.hostKey] } as const };
    await failureOf(HostKeyMismatchError, SshConnection.connect(target));
    await after.stop();
  });
});

describe('without a usable policy no packet is sent', () => {
  const target: SshTarget = {
    address: '127.0.0.1',
    port: 9,
    user: 'root',
    hostKeys: { kind: 'pinned', keys: [] },
    credential: { kind: 'key-file', privateKeyFile: '' },
  };
  let server: Awaited<ReturnType<typeof startFaultServer>>;
  beforeAll(async () => {
    server = await startFaultServer();
  });
  afterAll(async () => {
    expect(server.connections()).toBe(0);
    await server.stop();
  });
  const connect = (hostKeys: HostKeyPolicy): Promise<unknown> =>
    SshConnection.connect({ ...server.target, hostKeys });

  test('no pinned key', async () => {
    await failureOf(SshConfigurationError, connect(target.hostKeys));
  });

  test('a pinned key that is none', async () => {
    const error = await failureOf(
      SshConfigurationError,
      connect({ kind: 'pinned', keys: ['ssh-ed25519 AAAA'] }),
    );
    expect(error.message).toContain('"ssh-ed25519 AAAA"');
  });

  test('a policy left out by a caller without types', async () => {
    const { address, port, user, credential } = server.target;
    const incomplete = { address, port, user, credential } as SshTarget;
    const error = await failureOf(SshConfigurationError, SshConnection.connect(incomplete));
    expect(error.message).toContain('no host key policy');
  });

  test('a known_hosts file that is missing', async () => {
    const error = await failureOf(
      HostKeyUnknownError,
      connect({ kind: 'known-hosts', file: '/nonexistent/hosts' }),
    );
    expect(error.message).toContain('"/nonexistent/hosts"');
    expect(error.message).toContain('does not exist');
  });

  test('a known_hosts file without the host', async () => {
    const error = await failureOf(HostKeyUnknownError, connect({ kind: 'known-hosts', file: '/dev/null' }));
    expect(error.message).toContain(`ssh-keyscan -p ${server.port} 127.0.0.1`);
  });
});
