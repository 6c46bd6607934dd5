import { createServer, type AddressInfo } from 'node:net';
import { SshConnection, SshTunnelError } from '../../../src/drivers/ssh';
import { describeWith } from '../../support/require-component';
import { failureOf } from './support/failure';
import { freePort, sshd, startOpenSshServer, type OpenSshServer } from './support/openssh-server';

describeWith(sshd, 'a tunnel', () => {
  let server: OpenSshServer;
  let connection: SshConnection;
  beforeAll(async () => {
    server = await startOpenSshServer();
    connection = await SshConnection.connect(server.target);
  });
  afterAll(async () => {
    connection.close();
    await server.stop();
  });

  test('carries bytes both ways, more than sessions are allowed', async () => {
    const echo = createServer((socket) => socket.pipe(socket));
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const { port } = echo.address() as AddressInfo;
    const answers = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const stream = await connection.openTunnel('127.0.0.1', port);
        stream.end(`hello ${index}`);
        const chunks: Buffer[] = [];
        for await (const chunk of stream) chunks.push(chunk as Buffer);
        return Buffer.concat(chunks).toString();
      }),
    );
    expect(answers).toEqual(answers.map((_, index) => `hello ${index}`));
    echo.close();
  });

  test('to a port where nothing listens says so', async () => {
    const port = await freePort();
    const error = await failureOf(SshTunnelError, connection.openTunnel('127.0.0.1', port));
    expect(error.message).toContain(`127.0.0.1:${port}`);
  });
});
