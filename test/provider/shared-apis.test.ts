import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KubernetesApi } from '../../src/drivers/kubernetes';
import { SharedApis } from '../../src/provider/shared-apis';

/** An API server that knows its version and its kinds. */
class ApiServer {
  readonly asked: string[] = [];
  kinds: readonly string[] = ['ConfigMap'];
  private server: Server | undefined;
  private port = 0;

  async start(): Promise<void> {
    const server = createServer(({ url = '' }, response) => {
      this.asked.push(url);
      const resources = this.kinds.map((kind) => ({
        kind,
        name: `${kind.toLowerCase()}s`,
        namespaced: true,
      }));
      response.end(JSON.stringify(url === '/version' ? { major: '1' } : { resources }));
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  get kubeconfig(): string {
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        { name: 'c', cluster: { server: `http://127.0.0.1:${this.port}`, 'insecure-skip-tls-verify': true } },
      ],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    });
  }
}

describe('the APIs of clusters', () => {
  const { signal } = new AbortController();
  let server: ApiServer;
  let apis: SharedApis<KubernetesApi>;
  let connections = 0;
  const connect = (lasting: AbortSignal): Promise<KubernetesApi> => {
    connections += 1;
    return KubernetesApi.connect(
      { kubeconfig: server.kubeconfig, source: 'the test' },
      { signal: lasting, retryMs: 0 },
    );
  };

  beforeEach(async () => {
    connections = 0;
    server = new ApiServer();
    await server.start();
    apis = new SharedApis<KubernetesApi>();
  });
  afterEach(async () => {
    await apis.close();
    await server.stop();
  });

  test('are connected to once, however many ask at a time or later', async () => {
    const together = await Promise.all([1, 2, 3].map(() => apis.get('one', connect, 'change', signal)));
    const later = await apis.get('one', connect, 'change', signal);
    expect(new Set([...together, later]).size).toBe(1);
    expect(connections).toBe(1);
    expect(await apis.get({ another: 'cluster' }, connect, 'change', signal)).not.toBe(later);
    expect(connections).toBe(2);
  });

  test('are connected to anew when they do not answer any more', async () => {
    const before = await apis.get('one', connect, 'change', signal);
    await server.stop();
    await expect(apis.get('one', connect, 'change', signal)).rejects.toThrow('the test');
    // A refresh goes on without it at once, a change tries it.
    await expect(apis.get('one', connect, 'look', signal)).rejects.toThrow('the test');
    expect(connections).toBe(2);
    await server.start();
    expect(await apis.get('one', connect, 'change', signal)).not.toBe(before);
    expect(connections).toBe(3);
    await apis.get('one', connect, 'look', signal);
  });

  test("one caller's interrupt ends its wait and nobody else's", async () => {
    const interrupt = new AbortController();
    const one = apis.get('one', connect, 'change', interrupt.signal);
    const other = apis.get('one', connect, 'change', signal);
    interrupt.abort(new Error('enough'));
    await expect(one).rejects.toThrow('enough');
    await expect(other).resolves.toBeInstanceOf(KubernetesApi);
    expect(connections).toBe(1);
  });

  test('know a kind that was defined since they were asked', async () => {
    const api = await apis.get('one', connect, 'change', signal);
    expect(await api.resourceOf('v1', 'ConfigMap', signal)).toMatchObject({ plural: 'configmaps' });
    expect(await api.resourceOf('v1', 'Widget', signal)).toBeUndefined();
    server.kinds = ['ConfigMap', 'Widget'];
    expect(await api.resourceOf('v1', 'Widget', signal)).toMatchObject({ plural: 'widgets' });
    expect(await api.resourceOf('v1', 'ConfigMap', signal)).toMatchObject({ plural: 'configmaps' });
    // Once for what was known, and once for each look at what was not.
    expect(server.asked.filter((url) => url === '/api/v1')).toHaveLength(3);
  });
});
