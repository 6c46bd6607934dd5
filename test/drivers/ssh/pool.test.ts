import { setTimeout as sleep } from 'node:timers/promises';
import {
  HostKeyMismatchError,
  SshAbortError,
  SshPool,
  SshUnreachableError,
  type SshTarget,
} from '../../../src/drivers/ssh';
import { failureOf } from './support/failure';
import { startFaultServer, type FaultServer, type Faults } from './support/fault-server';
import { makeKey } from './support/keys';

let server: FaultServer;
let pool: SshPool;
async function start(faults: Faults = {}): Promise<void> {
  server = await startFaultServer(faults);
  pool = new SshPool();
}
afterEach(async () => {
  await pool.closeAll();
  await server.stop();
});

test('everybody who asks for a host gets the same connection', async () => {
  await start();
  const connections = await Promise.all(Array.from({ length: 20 }, () => pool.acquire({ ...server.target })));
  expect(new Set([...connections, await pool.acquire(server.target)]).size).toBe(1);
  expect(server.connections()).toBe(1);
});

test('another user, credential or host key policy is another connection', async () => {
  await start();
  const first = await pool.acquire(server.target);
  const others = await Promise.all([
    pool.acquire({ ...server.target, user: 'deploy' }),
    pool.acquire({ ...server.target, hostKeys: { kind: 'trust-on-first-use' } }),
  ]);
  expect(new Set([first, ...others]).size).toBe(3);
  const wrong: SshTarget = { ...server.target, hostKeys: { kind: 'pinned', keys: [makeKey().public] } };
  await failureOf(HostKeyMismatchError, pool.acquire(wrong));
});

test('a dead connection is dialled again', async () => {
  await start();
  const first = await pool.acquire(server.target);
  server.cutAll();
  while (!first.closed) await sleep(10);
  const second = await pool.acquire(server.target);
  expect(second).not.toBe(first);
  expect((await second.run('echo again')).stdout).toBe('again\n');
});

test('one who aborts does not end the dial of the others', async () => {
  await start({ refuseLogins: 2 });
  const abort = new AbortController();
  const aborting = failureOf(SshAbortError, pool.acquire(server.target, { signal: abort.signal }));
  const staying = pool.acquire(server.target);
  abort.abort();
  await aborting;
  expect((await staying).closed).toBe(false);
  expect(server.connections()).toBe(3);
});

test('the last one who aborts ends the dial, and a new one can be started', async () => {
  await start({ silent: true });
  const abort = new AbortController();
  const waiting = [1, 2].map(() =>
    failureOf(SshAbortError, pool.acquire(server.target, { signal: abort.signal })),
  );
  while (server.connections() === 0) await sleep(10);
  abort.abort();
  await Promise.all(waiting);
  server.faults.silent = false;
  expect((await pool.acquire(server.target)).closed).toBe(false);
  expect(server.connections()).toBe(2);
});

test('one with patience goes on where one without gave up', async () => {
  await start({ resetConnections: 2 });
  const hasty = failureOf(SshUnreachableError, pool.acquire(server.target, { bootDeadlineMs: 0 }));
  const patient = pool.acquire(server.target, { bootDeadlineMs: 20_000 });
  await hasty;
  expect((await patient).closed).toBe(false);
});

test('closing ends connections and dials, and nothing is given out afterwards', async () => {
  await start();
  const connection = await pool.acquire(server.target);
  server.faults.silent = true;
  const dialling = failureOf(SshAbortError, pool.acquire({ ...server.target, user: 'other' }));
  await sleep(50);
  await pool.closeAll();
  await dialling;
  expect(connection.closed).toBe(true);
  await failureOf(SshAbortError, pool.acquire(server.target));
});
