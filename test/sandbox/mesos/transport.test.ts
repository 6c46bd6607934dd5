import { once } from 'node:events';
import { Agent, request, type IncomingMessage } from 'node:http';
import { HttpTransport } from '../../../src/sandbox/mesos';
import { freePort } from '../../support/test-marathon';

test('a connection may be silent for as long as it likes: what is sent over one that is just closed is lost', async () => {
  const transport = new HttpTransport();
  const address = { ip: '127.0.0.1', port: await freePort() };
  const close = await transport.listen(address, {
    receive: () => undefined,
    handle: () => Promise.resolve({ status: 200, headers: {}, body: 'well' }),
  });
  const agent = new Agent({ keepAlive: true });
  const asked = request({ host: address.ip, port: address.port, path: '/state', agent }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  agent.destroy();
  await close();
  expect(answer.statusCode).toBe(200);
  expect(answer.headers.connection).toBe('keep-alive');
  expect(answer.headers).not.toHaveProperty('keep-alive');
});
