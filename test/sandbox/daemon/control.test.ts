import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { order } from '../../../src/sandbox/daemon/control-client';
import { listenForOrders } from '../../../src/sandbox/daemon/control-server';
import { scratchFolder } from '../../support/scratch';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

const orders = {
  'GET /status': () => ({ up: true }),
  'POST /echo': (body: unknown) => Promise.resolve(body),
  'DELETE /faults/*': (id: unknown) => ({ id }),
  'POST /fail': () => {
    throw new Error('it does not work');
  },
};

async function listen(socket = join(scratchFolder(), 'socket')): Promise<string> {
  servers.push(await listenForOrders(socket, orders));
  return socket;
}

test('orders are answered', async () => {
  const socket = await listen();
  expect(await order(socket, 'GET', '/status')).toEqual({ answer: { up: true } });
  expect(await order(socket, 'POST', '/echo', { a: ['ä'] })).toEqual({ answer: { a: ['ä'] } });
  expect(await order(socket, 'DELETE', '/faults/a%2Fb')).toEqual({ answer: { id: 'a/b' } });
});

test('an order that fails says why', async () => {
  const socket = await listen();
  await expect(order(socket, 'POST', '/fail')).rejects.toThrow('it does not work');
  await expect(order(socket, 'GET', '/nonsense')).rejects.toThrow('there is no "GET /nonsense"');
});

test('nobody answers where nobody listens', async () => {
  expect(await order(join(scratchFolder(), 'socket'), 'GET', '/status')).toBeUndefined();
});

test('a socket whose owner died is taken over', async () => {
  const socket = join(scratchFolder(), 'socket');
  const dead = createServer();
  await new Promise<void>((resolve) => dead.listen(socket, resolve));
  // Closed behind Node's back, which would remove the file.
  const handle = (dead as unknown as { _handle: { close(): void } })._handle;
  handle.close();
  if (existsSync(socket)) expect(await order(socket, 'GET', '/status')).toBeUndefined();
  expect(await order(await listen(socket), 'GET', '/status')).toEqual({ answer: { up: true } });
});

test('a socket whose owner lives is not', async () => {
  const socket = await listen();
  await expect(listenForOrders(socket, orders)).rejects.toThrow('another sandbox listens');
  expect(await order(socket, 'GET', '/status')).toEqual({ answer: { up: true } });
});
