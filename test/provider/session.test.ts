import type { HostReference, Session } from '../../src/provider/session';
import { DiagnosticError } from '../../src/tfplugin';
import { failureOf } from '../drivers/ssh/support/failure';
import { startFaultServer, type FaultServer } from '../drivers/ssh/support/fault-server';
import { keyFile, sessionOf } from './support/session';

const { signal } = new AbortController();
const host: HostReference = {
  address: '127.0.0.1',
  port: 1,
  user: 'root',
  credential: 'nobody',
  host_key: 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPu8',
};

describe('a credential', () => {
  test.each(['nobody', 'constructor', '__proto__', 'toString'])(
    'that is not configured is named: %s',
    async (name) => {
      const session = sessionOf({ ssh_credentials: { rack: keyFile('/k'), spare: keyFile('/s') } });
      const failure = await failureOf(
        DiagnosticError,
        session.reach({ ...host, credential: name }, 'running', signal),
      );
      expect(failure.summary).toBe(`no SSH credential is named "${name}"`);
      expect(failure.detail).toBe('the provider block\'s ssh_credentials has "rack", "spare"');
    },
  );

  test('is to be added where there is none', async () => {
    const failure = await failureOf(DiagnosticError, sessionOf({}).reach(host, 'running', signal));
    expect(failure.detail).toContain(
      'add ssh_credentials = { nobody = { private_key_file = "~/.ssh/id_ed25519" } } to the provider block',
    );
  });
});

describe('a host that answers', () => {
  let server: FaultServer;
  let session: Session;

  beforeAll(async () => {
    server = await startFaultServer();
    const { credential } = server.target;
    if (credential.kind !== 'key-file') throw new Error('the server lets a key in');
    session = sessionOf({ ssh_credentials: { key: keyFile(credential.privateKeyFile) } });
  });
  afterAll(async () => {
    await session.close();
    await server.stop();
  });

  test('is dialled once, however many ask for it', async () => {
    const reference = { ...host, port: server.port, credential: 'key', host_key: server.hostKey.public };
    const reached = await Promise.all([1, 2, 3].map(() => session.reach(reference, 'running', signal)));
    expect(server.connections()).toBe(1);
    for (const { shell } of reached) expect((await shell.run('echo here', { signal })).stdout).toBe('here\n');
    expect(server.connections()).toBe(1);
  });
});

test('closing what never connected is fine', async () => {
  await expect(sessionOf({}).close()).resolves.toBeUndefined();
});
