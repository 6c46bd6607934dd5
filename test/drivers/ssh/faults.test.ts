import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ChecksumMismatchError,
  SshConnection,
  SshLinkLostError,
  isRetryable,
} from '../../../src/drivers/ssh';
import { failureOf } from './support/failure';
import { startFaultServer, type FaultServer, type Faults } from './support/fault-server';
import { temporaryFolder } from './support/folder';

const folder = temporaryFolder();
let server: FaultServer;
let connection: SshConnection;

async function start(faults: Faults): Promise<void> {
  server = await startFaultServer(faults);
  connection = await SshConnection.connect(server.target, { keepaliveIntervalMs: 200 });
}

afterEach(async () => {
  connection.close();
  await server.stop();
});
afterAll(() => {
  folder.remove();
});

describe('a link that is cut', () => {
  test('during a script leaves its outcome open', async () => {
    await start({ cutOnOutput: 'half' });
    const marker = join(folder.path, 'second-half');
    const error = await failureOf(
      SshLinkLostError,
      connection.run(`echo half; sleep 0.3; touch ${marker}`, { timeoutMs: 10_000 }),
    );
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain('look at the host');
    expect(isRetryable(error)).toBe(false);
    expect(connection.closed).toBe(true);
  });

  test('without a word, by a host that hangs, is noticed', async () => {
    await start({ hangOnOutput: 'half' });
    const error = await failureOf(SshLinkLostError, connection.run('echo half; sleep 5'));
    expect(error.outcome).toBe('unknown');
    expect(error.message).toContain('Keepalive timeout');
    expect(connection.closed).toBe(true);
  });

  test('makes later calls fail as not started', async () => {
    await start({});
    server.cutAll();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const error = await failureOf(SshLinkLostError, connection.run('true'));
    expect(error.outcome).toBe('not-started');
    expect(isRetryable(error)).toBe(true);
    await failureOf(
      SshLinkLostError,
      connection.upload({ kind: 'content', data: 'x' }, '/tmp/x', { mode: '0600' }),
    );
    await expect(connection.openTunnel('127.0.0.1', 1)).rejects.toThrow('the connection is closed');
  });

  test('ends every script that runs and every one that waits', async () => {
    await start({});
    const runs = Array.from({ length: 12 }, (_, index) =>
      failureOf(SshLinkLostError, connection.run(`echo ${index}; sleep 5`)),
    );
    await connection.run('true', { signal: AbortSignal.timeout(300) }).catch(() => undefined);
    server.cutAll();
    const outcomes = (await Promise.all(runs)).map((error) => error.outcome);
    expect(outcomes.slice(0, 8)).toEqual(Array.from({ length: 8 }, () => 'unknown'));
    expect(outcomes.slice(8)).toEqual(Array.from({ length: 4 }, () => 'not-started'));
  });

  test('by this side ends what runs', async () => {
    await start({});
    const running = failureOf(SshLinkLostError, connection.run('sleep 5'));
    await connection.run('true');
    connection.close();
    expect((await running).outcome).toBe('unknown');
  });

  test('before the script arrived whole does not run a part of it', async () => {
    await start({});
    const marker = join(folder.path, 'part');
    await connection.run('true');
    const command = server.commands[0] ?? '';
    // The same command line, fed with a script that lacks its end.
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      input: `touch ${marker}\nrm -rf /somewhere/else`,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'the script did not arrive whole\n' });
    expect(existsSync(marker)).toBe(false);
  });

  test('during an upload leaves the old file and nothing beside it', async () => {
    await start({});
    const home = temporaryFolder();
    const path = join(home.path, 'kubelet');
    writeFileSync(path, 'old');
    const upload = connection.upload({ kind: 'content', data: Buffer.alloc(64 * 1024 * 1024) }, path, {
      mode: '0755',
      onProgress: (sent) => {
        if (sent > 4 * 1024 * 1024) server.cutAll();
      },
    });
    await failureOf(SshLinkLostError, upload);
    for (let tries = 0; readdirSync(home.path).length > 1 && tries < 100; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(readdirSync(home.path)).toEqual(['kubelet']);
    expect(readFileSync(path, 'utf8')).toBe('old');
    home.remove();
  });
});

test('an upload that arrives changed is refused, and the next one works', async () => {
  await start({ corruptStdinOf: 'sha256sum' });
  const home = temporaryFolder();
  const path = join(home.path, 'kubelet');
  writeFileSync(path, 'old');
  const upload = (): Promise<void> =>
    connection.upload({ kind: 'content', data: 'new content' }, path, { mode: '0755' });
  const error = await failureOf(ChecksumMismatchError, upload());
  expect(error.expected).not.toBe(error.actual);
  expect(isRetryable(error)).toBe(true);
  expect(readdirSync(home.path)).toEqual(['kubelet']);
  expect(readFileSync(path, 'utf8')).toBe('old');
  await upload();
  expect(readFileSync(path, 'utf8')).toBe('new content');
  home.remove();
});
