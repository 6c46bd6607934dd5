import { Agent, createServer, type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { isObject } from '../values/json';
import { accepted, plain, type Reply, type Request, type Sink } from './http';
import { type Address, AddressInUse, type Message, type Node, parsePid, type Transport } from './transport';

/** A message is posted to its actor under its name. */
const MESSAGE = /^\/([^/]+)\/mesos\.internal\.(\w+)$/;
/** A request that is answered as long as the program runs. */
const LINK = '/__link__';

/** Shorter bodies are not worth it. */
const LEAST_TO_COMPRESS = 1024;

/** Programs that reach each other over TCP. */
export class HttpTransport implements Transport {
  /** One connection per address keeps messages in order. */
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** @param log where it says what it could not answer */
  constructor(private readonly log: (line: string) => void = () => undefined) {}

  async listen(address: Address, node: Node): Promise<() => Promise<void>> {
    // Programs stay connected: what is sent just when an idle connection is closed would be lost.
    const server = createServer({ requestTimeout: 0, keepAliveTimeout: 0 }, (request, response) => {
      this.answer(node, request, response).catch((error: unknown) => {
        this.log(`${request.url ?? ''}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
        response.destroy();
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'EADDRINUSE' ? new AddressInUse(address) : error);
      });
      server.listen(address.port, address.ip, resolve);
    });
    return () => {
      server.closeAllConnections();
      return new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
      });
    };
  }

  send({ from, to, name, body }: Message): void {
    const { name: actor, address } = parsePid(to);
    const text = JSON.stringify(body);
    const request = send({
      host: address.ip,
      port: address.port,
      method: 'POST',
      path: `/${encodeURIComponent(actor)}/mesos.internal.${name}`,
      headers: {
        'User-Agent': `libprocess/${from}`,
        'Libprocess-From': from,
        'Content-Length': Buffer.byteLength(text),
      },
      agent: this.agent,
    });
    request.on('response', (response) => response.resume());
    // It is lost, as nobody listens.
    request.on('error', () => undefined);
    request.end(text);
  }

  link(to: string, onExited: () => void): () => void {
    const { address } = parsePid(to);
    let watched = true;
    const exited = (): void => {
      if (!watched) return;
      watched = false;
      onExited();
    };
    const request = send({ host: address.ip, port: address.port, path: LINK, agent: false });
    request.on('response', (response) => {
      response.resume();
      response.on('close', exited);
    });
    request.on('error', exited);
    request.end();
    return () => {
      watched = false;
      request.destroy();
    };
  }

  private async answer(node: Node, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(`http://localhost${incoming.url ?? '/'}`);
    const path = decodeURIComponent(url.pathname);
    if (path === LINK) {
      response.writeHead(200).flushHeaders();
      return;
    }
    const body = await readBody(incoming);
    const message = MESSAGE.exec(path);
    const from = incoming.headers['libprocess-from'];
    if (message !== null && typeof from === 'string') {
      const [, actor = '', name = ''] = message;
      const parsed: unknown = JSON.parse(body);
      const { localAddress = '', localPort = 0 } = incoming.socket;
      const to = `${actor}@${localAddress}:${String(localPort)}`;
      if (isObject(parsed)) node.receive({ from, to, name, body: parsed });
      reply(incoming, response, isObject(parsed) ? accepted() : plain(400));
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
    );
    const request: Request = {
      method: incoming.method ?? 'GET',
      path,
      query: url.searchParams,
      headers,
      body,
    };
    reply(incoming, response, await node.handle(request));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  if (typeof body === 'function') {
    response.writeHead(status, headers);
    response.flushHeaders();
    body(sinkOf(response));
    return;
  }
  const plainBody = Buffer.from(body ?? '');
  const compress =
    plainBody.length >= LEAST_TO_COMPRESS &&
    /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  const bytes = compress ? gzipSync(plainBody) : plainBody;
  response.writeHead(status, {
    ...headers,
    ...(compress ? { 'Content-Encoding': 'gzip' } : {}),
    'Content-Length': bytes.length,
  });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function sinkOf(response: ServerResponse): Sink {
  return {
    write: (chunk) => {
      if (!response.destroyed) response.write(chunk);
    },
    end: () => {
      response.end();
    },
    onClosed: (action) => {
      response.once('close', action);
    },
  };
}
