import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeTransport, RequestTimeout } from '../../../src/drivers/http';
import { SshConnection } from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { sshd, startOpenSshServer, type OpenSshServer } from '../ssh/support/openssh-server';

describeWith(sshd, 'HTTP through a tunnel', () => {
  let ssh: OpenSshServer;
  let connection: SshConnection;
  beforeAll(async () => {
    ssh = await startOpenSshServer();
    connection = await SshConnection.connect(ssh.target);
  });
  let stop = () => Promise.resolve();
  afterEach(() => stop());
  afterAll(async () => {
    connection.close();
    await ssh.stop();
  });

  /** A server, how to ask it through the tunnel, and how many tunnels that took. */
  async function through(answer: RequestListener, keepAliveTimeout = 60_000) {
    const server = createServer(answer);
    server.keepAliveTimeout = keepAliveTimeout;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    let tunnels = 0;
    const transport = new NodeTransport({
      openSocket: (host, at) => {
        tunnels++;
        return connection.openTunnel(host, at);
      },
    });
    stop = async () => {
      await transport.close();
      server.closeAllConnections();
      server.close();
    };
    return {
      tunnels: () => tunnels,
      ask: (timeoutMs: number, signal = new AbortController().signal) =>
        transport.send({
          method: 'GET',
          url: `http://127.0.0.1:${String(port)}/`,
          headers: {},
          body: undefined,
          timeoutMs,
          signal,
        }),
    };
  }

  test('a connection that the server has closed while nothing was asked is not used again', async () => {
    const { ask, tunnels } = await through((_, response) => response.end('hello'), 100);
    expect((await ask(10_000)).body).toBe('hello');
    // Node's servers add a second to it.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await ask(10_000)).body).toBe('hello');
    expect(tunnels()).toBe(2);
  });

  test('one that is still open is used again', async () => {
    const { ask, tunnels } = await through((_, response) => response.end('hello'));
    for (let count = 0; count < 3; count++) expect((await ask(10_000)).body).toBe('hello');
    expect(tunnels()).toBe(1);
  });

  test('that no answer came in time is said as that', async () => {
    const { ask } = await through(() => undefined);
    await expect(ask(300)).rejects.toThrow(RequestTimeout);
  });

  test('a request that was interrupted fails with why', async () => {
    const { ask } = await through(() => undefined);
    const why = new Error('interrupted');
    await expect(ask(10_000, abortedLater(why))).rejects.toBe(why);
  });
});

function abortedLater(why: Error): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => {
    controller.abort(why);
  }, 300);
  return controller.signal;
}
