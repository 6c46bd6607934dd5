import * as http from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { Duplex } from 'node:stream';
import { NodeTransport, RequestTimeout } from '../../../src/drivers/http';

const signal = new AbortController().signal;
let server: http.Server;
let url: string;
let connections = 0;

beforeAll(async () => {
  server = http.createServer((request, response) => {
    if (request.url === '/never') return;
    if (request.url === '/redirect') {
      response.writeHead(307, { location: '//elsewhere:1/x' }).end();
      return;
    }
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      response.end(JSON.stringify({ method: request.method, body, host: request.headers.host }));
    });
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function get(transport: NodeTransport, path: string, options: object = {}) {
  return transport.send({
    method: 'GET',
    url: url + path,
    headers: {},
    timeoutMs: 30_000,
    signal,
    ...options,
  });
}

test('sends what it is given, over connections that are kept', async () => {
  const transport = new NodeTransport();
  connections = 0;
  await get(transport, '/one');
  const { status, body } = await get(transport, '/two', { method: 'POST', body: 'ä' });
  await transport.close();
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ method: 'POST', body: 'ä' });
  expect(connections).toBe(1);
});

test('leaves redirects to whoever asks', async () => {
  const transport = new NodeTransport();
  const { status, headers } = await get(transport, '/redirect');
  await transport.close();
  expect({ status, location: headers['location'] }).toEqual({ status: 307, location: '//elsewhere:1/x' });
});

test('dials as it is told, and names the host it was asked for', async () => {
  const dialled: string[] = [];
  const { port } = server.address() as AddressInfo;
  const transport = new NodeTransport({
    openSocket: (host, asked) => {
      dialled.push(`${host}:${String(asked)}`);
      return Promise.resolve(connect(port, '127.0.0.1'));
    },
  });
  const { body } = await get(transport, '', { url: 'http://marathon.example:8080/v2/info' });
  await transport.close();
  expect(dialled).toEqual(['marathon.example:8080']);
  expect(JSON.parse(body)).toMatchObject({ host: 'marathon.example:8080' });
});

test('keeps a stream alive that is no socket, as a channel of SSH is none', async () => {
  let dialled = 0;
  const { port } = server.address() as AddressInfo;
  const transport = new NodeTransport({
    openSocket: () => {
      dialled++;
      const socket = connect(port, '127.0.0.1');
      return Promise.resolve(Duplex.from({ readable: socket, writable: socket }));
    },
  });
  const statuses = [(await get(transport, '/')).status, (await get(transport, '/')).status];
  await transport.close();
  expect({ statuses, dialled }).toEqual({ statuses: [200, 200], dialled: 1 });
});

test('leaves nothing on a stream that is used again', async () => {
  const streams: Duplex[] = [];
  const transport = new NodeTransport({
    openSocket: () => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      const stream = Duplex.from({ readable: socket, writable: socket });
      streams.push(stream);
      return Promise.resolve(stream);
    },
  });
  await get(transport, '/first');
  const before = streams[0]?.listenerCount('error');
  for (let count = 0; count < 5; count += 1) await get(transport, '/again');
  expect(streams).toHaveLength(1);
  expect(streams[0]?.listenerCount('error')).toBe(before);
  await transport.close();
});

test('a dial that fails is the error of the request', async () => {
  const transport = new NodeTransport({ openSocket: () => Promise.reject(new Error('no route')) });
  await expect(get(transport, '/')).rejects.toThrow('no route');
});

test('gives up after its time, and at once when it is interrupted', async () => {
  const transport = new NodeTransport();
  await expect(get(transport, '/never', { timeoutMs: 50 })).rejects.toThrow(RequestTimeout);
  const interrupt = new AbortController();
  const asked = get(transport, '/never', { signal: interrupt.signal });
  interrupt.abort(new Error('stopped by the user'));
  await expect(asked).rejects.toThrow('stopped by the user');
  await transport.close();
});
