import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubernetesApi } from '../../../src/drivers/kubernetes';
import type { RequestOptions } from '../../../src/drivers/kubernetes';

const { signal } = new AbortController();
type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const status =
  (code: number, body: unknown = {}, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response.writeHead(code, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
const reset: Answer = (request) => void request.socket.resetAndDestroy();
const cut: Answer = (request, response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{"half":');
  setTimeout(() => request.socket.destroy(), 20);
};
const silence: Answer = () => undefined;
const ok = status(200, { fine: true });

/** A server that gives one scripted answer after the other, as an API server behind a failing proxy might. */
describe('an API server with faults', () => {
  let server: Server;
  let api: KubernetesApi;
  let answers: Answer[];
  let asked: string[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
      (answers.shift() ?? ok)(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const kubeconfig = JSON.stringify({
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      clusters: [
        {
          name: 'c',
          cluster: { server: `http://127.0.0.1:${String(port)}/base`, 'insecure-skip-tls-verify': true },
        },
      ],
      users: [{ name: 'u', user: { token: 'secret-token' } }],
    });
    [answers, asked] = [[], []];
    api = await KubernetesApi.connect({ kubeconfig, source: 'cluster "lab"' }, { signal });
  });

  beforeEach(() => {
    [answers, asked] = [[], []];
  });

  afterAll(async () => {
    await api.close();
    server.closeAllConnections();
    server.close();
  });

  const get = (options: Partial<RequestOptions> = {}) =>
    api.request('GET', '/api/v1/pods', undefined, { signal, ...options });

  test('lost connections, half answers, overload and restarts pass', async () => {
    answers = [reset, cut, status(503), status(500, { reason: 'InternalError' }), status(429), ok];
    expect(await get()).toEqual({ fine: true });
    expect(asked).toHaveLength(6);
    expect(asked[0]).toBe('GET /base/api/v1/pods');
  });

  test('the pause that the API server asks for is kept', async () => {
    answers = [status(429, {}, { 'retry-after': '60' }), ok];
    await expect(get({ retryMs: 5_000 })).rejects.toMatchObject({ status: 429, retryAfterMs: 60_000 });
    expect(asked).toHaveLength(1);
  });

  test('silence is a timeout of the attempt', async () => {
    answers = [silence, ok];
    expect(await get({ timeoutMs: 200 })).toEqual({ fine: true });
    answers = [silence];
    await expect(get({ timeoutMs: 200, retryMs: 0 })).rejects.toMatchObject({
      reason: 'Timeout',
      status: undefined,
    });
  });

  test.each([400, 401, 403, 404, 405, 409, 422])('%d is not tried again', async (code) => {
    const refusal = {
      kind: 'Status',
      reason: 'Because',
      message: 'no',
      details: { causes: [{ message: 'x' }] },
    };
    answers = Array.from({ length: 3 }, () => status(code, refusal));
    await expect(get()).rejects.toMatchObject({ status: code, reason: 'Because', detail: 'no' });
    // Credentials are asked for once more when they are refused.
    expect(asked).toHaveLength(code === 401 ? 2 : 1);
  });

  test('what is sent with POST is sent once', async () => {
    answers = [status(503), ok];
    await expect(api.request('POST', '/api/v1/namespaces', {}, { signal })).rejects.toMatchObject({
      status: 503,
    });
    expect(asked).toHaveLength(1);
  });

  test('an answer that is not JSON is an error with its text, and no message has the token', async () => {
    answers = [status(502, '<html>bad gateway</html>')];
    const failure: unknown = await get({ retryMs: 0 }).catch((error: unknown) => error);
    expect(String(failure)).toBe(
      'KubernetesApiError: cluster "lab": GET /api/v1/pods: 502 Http502: <html>bad gateway</html>',
    );
    answers = [status(200, 'welcome')];
    await expect(get({ retryMs: 0 })).rejects.toThrow('welcome');
  });

  test('an interrupt ends a pause and a request at once', async () => {
    for (const answer of [silence, status(503, {}, { 'retry-after': '20' })]) {
      const stop = new AbortController();
      answers = [answer];
      const pending = get({ signal: stop.signal });
      setTimeout(() => {
        stop.abort(new Error('interrupted'));
      }, 100);
      await expect(pending).rejects.toThrow('interrupted');
    }
  });

  test('kinds are asked for once, again after a failure, and 503 is not "unknown"', async () => {
    answers = [status(503, {}, { 'retry-after': '60' })];
    await expect(api.resourceOf('late.test/v1', 'Thing', signal)).rejects.toMatchObject({ status: 503 });
    answers = [status(200, { resources: [{ name: 'things', kind: 'Thing', namespaced: true }] })];
    const thing = { plural: 'things', namespaced: true };
    expect(await api.resourceOf('late.test/v1', 'Thing', signal)).toEqual(thing);
    expect(await api.resourceOf('late.test/v1', 'Thing', signal)).toEqual(thing);
    expect(asked).toHaveLength(2);
    answers = [status(404, { reason: 'NotFound' })];
    expect(await api.resourceOf('none.test/v1', 'Thing', signal)).toBeUndefined();
  });
});
