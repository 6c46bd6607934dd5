import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  SshAbortError,
  SshAuthenticationError,
  SshConfigurationError,
  SshConnection,
  SshCredentialError,
  SshProtocolError,
  SshUnreachableError,
  isRetryable,
  type SshCredential,
  type SshTarget,
} from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { startFaultServer, type FaultServer } from './support/fault-server';
import { temporaryFolder } from './support/folder';
import { makeEncryptedKey, makeKey, writeKey } from './support/keys';
import { freePort, sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

const servers: FaultServer[] = [];
async function faulty(...parameters: Parameters<typeof startFaultServer>): Promise<FaultServer> {
  const server = await startFaultServer(...parameters);
  servers.push(server);
  return server;
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

describe('a machine that is booting', () => {
  test('is tried until something listens', async () => {
    const port = await freePort();
    const key = makeKey();
    const template = await faulty({}, key);
    const retries: string[] = [];
    let started: Promise<FaultServer> | undefined;
    const connection = await SshConnection.connect(
      { ...template.target, port },
      {
        onRetry: (reason) => {
          retries.push(reason);
          if (retries.length === 2) started = faulty({}, key, port);
        },
      },
    );
    expect(retries[0]).toContain('ECONNREFUSED');
    expect((await connection.run('echo up')).stdout).toBe('up\n');
    connection.close();
    await started;
  });

  test('is tried again when it drops connections and refuses logins', async () => {
    const server = await faulty({ resetConnections: 2, refuseLogins: 2 });
    const retries: string[] = [];
    const connection = await SshConnection.connect(server.target, {
      onRetry: (reason) => retries.push(reason),
    });
    connection.close();
    expect(retries).toHaveLength(4);
    expect(retries.at(-1)).toContain('refused the key');
    expect(server.connections()).toBe(5);
  });

  test('that never answers ends with the deadline', async () => {
    const server = await faulty({ silent: true });
    const error = await failureOf(
      SshUnreachableError,
      SshConnection.connect(server.target, { bootDeadlineMs: 1_000, attemptTimeoutMs: 200 }),
    );
    expect(error.message).toMatch(/did not answer in time.*\(tried \d+ times in 1 s\)/);
    expect(isRetryable(error)).toBe(true);
    expect(server.connections()).toBeGreaterThan(1);
  });

  test('that refuses to the end names the key it refused', async () => {
    const server = await faulty({ refuseLogins: 1_000 });
    const error = await failureOf(
      SshAuthenticationError,
      SshConnection.connect(server.target, { bootDeadlineMs: 500 }),
    );
    expect(error.message).toMatch(/refused the key ".*id_user" \(SHA256:.*authorized_keys/);
  });

  test('is not waited for with a deadline of 0', async () => {
    const target = { ...(await faulty()).target, port: await freePort() };
    const retries: string[] = [];
    await failureOf(
      SshUnreachableError,
      SshConnection.connect(target, { bootDeadlineMs: 0, onRetry: (reason) => retries.push(reason) }),
    );
    expect(retries).toEqual([]);
  });

  test.each([
    ['in the wait between attempts', {}, 300],
    ['during an attempt', { silent: true }, 300],
    ['before it starts', {}, 0],
  ])('is given up when the caller aborts %s', async (_name, faults, delay) => {
    const server = await faulty(faults);
    const target = 'silent' in faults ? server.target : { ...server.target, port: await freePort() };
    const signal = delay === 0 ? AbortSignal.abort() : AbortSignal.timeout(delay);
    const error = await failureOf(SshAbortError, SshConnection.connect(target, { signal }));
    expect(error.cause).toBe(signal.reason);
  });
});

describe('what waiting cannot repair fails at once', () => {
  const folder = temporaryFolder();
  afterAll(() => {
    folder.remove();
  });

  async function refusal(credential: SshCredential): Promise<SshCredentialError> {
    const server = await faulty();
    const error = await failureOf(
      SshCredentialError,
      SshConnection.connect({ ...server.target, credential }),
    );
    expect(server.connections()).toBe(0);
    return error;
  }

  test('a key file that does not exist', async () => {
    const error = await refusal({ kind: 'key-file', privateKeyFile: '~/no/such/key' });
    expect(error.message).toMatch(/private key file "\/.*\/no\/such\/key" for .*: it does not exist/);
  });

  test('a key file that is a folder', async () => {
    expect((await refusal({ kind: 'key-file', privateKeyFile: folder.path })).message).toContain(
      'it is a folder',
    );
  });

  test('a key file that holds something else', async () => {
    const privateKeyFile = join(folder.path, 'garbage');
    writeFileSync(privateKeyFile, 'not a key\n');
    expect((await refusal({ kind: 'key-file', privateKeyFile })).message).toContain(`"${privateKeyFile}"`);
  });

  test('the public half of a key', async () => {
    const path = writeKey(folder.path, 'id_public', makeKey());
    const error = await refusal({ kind: 'key-file', privateKeyFile: `${path}.pub` });
    expect(error.message).toContain('without ".pub"');
  });

  test('an encrypted key without and with a wrong passphrase, and not with the right one', async () => {
    const privateKeyFile = writeKey(folder.path, 'id_encrypted', makeEncryptedKey('right'));
    expect((await refusal({ kind: 'key-file', privateKeyFile })).message).toContain(
      'name the file that holds its passphrase',
    );

    const passphraseFile = join(folder.path, 'passphrase');
    writeFileSync(passphraseFile, 'wrong\n');
    const wrong = await refusal({ kind: 'key-file', privateKeyFile, passphraseFile });
    expect(wrong.message).toContain(`check the passphrase in "${passphraseFile}"`);

    writeFileSync(passphraseFile, 'right\n');
    const server = await faulty();
    const credential = { kind: 'key-file', privateKeyFile, passphraseFile } as const;
    const connection = await SshConnection.connect({ ...server.target, credential });
    connection.close();
  });

  test('an agent that is not there', async () => {
    const socket = join(folder.path, 'no-agent');
    expect((await refusal({ kind: 'agent', socket })).message).toContain(`"${socket}"`);
  });

  test('an agent that nothing names', async () => {
    const before = process.env.SSH_AUTH_SOCK;
    delete process.env.SSH_AUTH_SOCK;
    try {
      expect((await refusal({ kind: 'agent' })).message).toContain('SSH_AUTH_SOCK is not set');
    } finally {
      if (before !== undefined) process.env.SSH_AUTH_SOCK = before;
    }
  });

  test.each<[string, Partial<SshTarget>]>([
    ['an empty address', { address: '' }],
    ['an empty user', { user: '' }],
    ['a port out of range', { port: 70_000 }],
  ])('%s', async (_name, change) => {
    const server = await faulty();
    await failureOf(SshConfigurationError, SshConnection.connect({ ...server.target, ...change }));
  });

  test('a port where a protocol answers that is too old', async () => {
    const ancient = createServer((socket) => socket.end('SSH-1.5-ancient\r\n'));
    await new Promise<void>((resolve) => ancient.listen(0, '127.0.0.1', resolve));
    const address = ancient.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const target = { ...(await faulty()).target, port };
    await failureOf(SshProtocolError, SshConnection.connect(target));
    ancient.close();
  });
});

describeWith(sshd, 'a login', () => {
  let server: OpenSshServer;
  beforeAll(async () => {
    server = await startOpenSshServer();
  });
  afterAll(() => server.stop());

  test('works with a key of every kind', async () => {
    for (const kind of ['ecdsa', 'rsa'] as const) {
      const key = makeKey(kind);
      const privateKeyFile = writeKey(server.folder, `id_${kind}`, key);
      writeFileSync(join(server.folder, 'authorized_keys'), `${key.public}\n`, { flag: 'a' });
      const connection = await SshConnection.connect(
        { ...server.target, credential: { kind: 'key-file', privateKeyFile } },
        { bootDeadlineMs: 0 },
      );
      expect((await connection.run('echo in')).stdout).toBe('in\n');
      connection.close();
    }
  });

  test('is refused for a key that is not authorized', async () => {
    const privateKeyFile = writeKey(server.folder, 'id_stranger', makeKey());
    const error = await failureOf(
      SshAuthenticationError,
      SshConnection.connect(
        { ...server.target, credential: { kind: 'key-file', privateKeyFile } },
        { bootDeadlineMs: 0 },
      ),
    );
    expect(error.message).toContain('id_stranger');
  });

  describeWith(
    {
      name: 'ssh-agent',
      available: spawnSync('ssh-agent', ['-?']).error === undefined,
      howToEnable: 'install openssh-client and run the tests again',
    },
    'over an agent',
    () => {
      test('needs a key in it and then works', async () => {
        const socket = join(server.folder, 'agent.sock');
        const started = spawnSync('ssh-agent', ['-s', '-a', socket], { encoding: 'utf8' });
        const pid = Number(/SSH_AGENT_PID=(\d+)/.exec(started.stdout)?.[1]);
        try {
          const target: SshTarget = { ...server.target, credential: { kind: 'agent', socket } };
          const empty = await failureOf(SshCredentialError, SshConnection.connect(target));
          expect(empty.message).toContain('ssh-add');
          const environment = { ...process.env, SSH_AUTH_SOCK: socket };
          for (const key of [writeKey(server.folder, 'id_other', makeKey()), server.userKeyFile]) {
            expect(spawnSync('ssh-add', ['-q', key], { env: environment }).status).toBe(0);
          }
          const connection = await SshConnection.connect(target, { bootDeadlineMs: 0 });
          expect((await connection.run('echo agent')).stdout).toBe('agent\n');
          connection.close();
        } finally {
          process.kill(pid);
        }
      });
    },
  );
});
