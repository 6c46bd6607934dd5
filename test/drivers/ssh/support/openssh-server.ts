import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SshTarget } from '../../../../src/drivers/ssh';
import type { Component } from '../../../support/require-component';
import { temporaryFolder } from './folder';
import { makeKey, writeKey, type KeyKind, type KeyPair } from './keys';

const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((path) => existsSync(path));

export const sshd: Component = {
  name: 'sshd',
  available: SSHD !== undefined,
  howToEnable: 'install openssh-server and run the tests again',
};

export const hasSudo = spawnSync('sudo', ['-V']).status === 0;

export interface OpenSshServer {
  readonly port: number;
  readonly folder: string;
  readonly hostKeys: Readonly<Record<KeyKind, KeyPair>>;
  /** Private key file that the server lets in. */
  readonly userKeyFile: string;
  readonly userKey: KeyPair;
  /** The current user on this server, host key pinned. */
  readonly target: SshTarget;
  stop(): Promise<void>;
}

/** OpenSSH's own server on a free port of the loopback, with keys made now, for any user of this machine. */
export async function startOpenSshServer(extraConfig: readonly string[] = []): Promise<OpenSshServer> {
  const temporary = temporaryFolder();
  const folder = temporary.path;
  const hostKeys = { ed25519: makeKey('ed25519'), ecdsa: makeKey('ecdsa'), rsa: makeKey('rsa') };
  const userKey = makeKey();
  const userKeyFile = writeKey(folder, 'id_user', userKey);
  // Another user's login must be able to read it, and sshd only trusts a path that no one else can write to.
  const authorizedKeys = join(folder, 'authorized_keys');
  writeFileSync(authorizedKeys, `${userKey.public}\n`, { mode: 0o644 });
  const port = await freePort();
  const config = join(folder, 'sshd_config');
  writeFileSync(
    config,
    [
      // The first value of a setting counts, so what a test asks for goes first.
      ...extraConfig,
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      ...Object.entries(hostKeys).map(([name, key]) => `HostKey ${writeKey(folder, `host_${name}`, key)}`),
      `AuthorizedKeysFile ${authorizedKeys}`,
      `PidFile ${join(folder, 'sshd.pid')}`,
      'PasswordAuthentication no',
      'StrictModes no',
      'UsePAM no',
      // Start-up files of whoever runs the tests would slow down every command.
      `SetEnv HOME=${folder}`,
      'LogLevel VERBOSE',
      '',
    ].join('\n'),
  );
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  if (SSHD === undefined) throw new Error('sshd is not installed');
  const child = spawn(SSHD, ['-D', '-e', '-f', config], { stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  await listening(port, child, () => log);
  return {
    port,
    folder,
    hostKeys,
    userKeyFile,
    userKey,
    target: {
      address: '127.0.0.1',
      port,
      user: userInfo().username,
      hostKeys: { kind: 'pinned', keys: [hostKeys.ed25519.public] },
      credential: { kind: 'key-file', privateKeyFile: userKeyFile },
    },
    stop: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await exited;
      temporary.remove();
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else reject(new Error('no port'));
      });
    });
  });
}

async function listening(port: number, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`sshd did not start: ${log()}`);
    const connected = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    if (connected) return;
    await sleep(20);
  }
}
