import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { order } from './control-client';

/** What an order is answered with; what it throws, the one who gave it gets as an error. */
export type OrderHandler = (body: unknown) => unknown;

/** By method and path, as in `GET /status`. A path ending in `/*` takes anything there, as the body. */
export type Orders = Readonly<Record<string, OrderHandler>>;

/** Takes orders on a Unix socket that only this user may open. */
export async function listenForOrders(socket: string, orders: Orders): Promise<Server> {
  const server = createServer((request, response) => {
    answer(orders, request).then(
      ({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      },
      (error: unknown) => {
        response.destroy(error as Error);
      },
    );
  });
  if ((await listen(server, socket)) === 'taken') {
    if ((await order(socket, 'GET', '/ping')) !== undefined) {
      throw new Error(`another sandbox listens on "${socket}"`);
    }
    // Its owner has died without taking it away.
    rmSync(socket, { force: true });
    if ((await listen(server, socket)) === 'taken') throw new Error(`"${socket}" is in use`);
  }
  return server;
}

async function answer(
  orders: Orders,
  request: IncomingMessage,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const url = request.url ?? '/';
  const wanted = `${request.method ?? 'GET'} ${url}`;
  const parent = wanted.slice(0, wanted.lastIndexOf('/'));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    const text = Buffer.concat(chunks).toString('utf8');
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    if (wanted === 'GET /ping') return { status: 200, body: {} };
    const handler = orders[wanted];
    if (handler !== undefined) return { status: 200, body: (await handler(body)) ?? {} };
    const family = orders[`${parent}/*`];
    if (family === undefined) return { status: 404, body: { error: `there is no "${wanted}"` } };
    return {
      status: 200,
      body: (await family(decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)))) ?? {},
    };
  } catch (error) {
    return { status: 500, body: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function listen(server: Server, socket: string): Promise<'listening' | 'taken'> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      if (error.code === 'EADDRINUSE') resolve('taken');
      else reject(error);
    };
    server.once('error', onError);
    server.listen(socket, () => {
      server.off('error', onError);
      resolve('listening');
    });
  });
}
