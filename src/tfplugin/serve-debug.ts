import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GrpcServer } from './grpc/server';
import { loadHandlers } from './load-handlers';
import { StderrLogger } from './log';
import type { Provider } from './provider';
import { Redactor } from './redactor';
import type { Schema } from './schema/schema';
import { Session } from './session';
import type { AnyProvider } from './session';

/** As in the handshake, which does not take place. */
const protocolVersion = 6;

/**
 * Serves the provider until the process is told to end, to every Terraform that has what it prints in its environment:
 * https://developer.hashicorp.com/terraform/plugin/debugging#starting-a-provider-in-debug-mode. Nothing is read from
 * other users' connections: the socket is in a folder of this user's own.
 *
 * What Terraform takes for a process of its own is a connection here, with a session that ends with it, so that nothing
 * is remembered from one command to the next.
 */
export async function serveDebug<Data, S extends Schema>(provider: Provider<Data, S>): Promise<void> {
  const redactor = new Redactor();
  const log = new StderrLogger(`provider.${provider.name}`, redactor);
  const sessions = new Set<Session>();
  process.on('uncaughtException', (error) => log.error('uncaught error', { error }));
  process.on('unhandledRejection', (error) => log.error('unhandled rejection', { error }));
  const server = createServer((socket) => void serveConnection(socket));

  const serveConnection = async (socket: Socket): Promise<void> => {
    const session = new Session(provider as unknown as AnyProvider, log, redactor);
    sessions.add(session);
    const grpc = new GrpcServer({
      handlers: () => loadHandlers(session, () => socket.end()),
      onConnectionError: (error) => log.debug('connection error', { error }),
    });
    socket.on('error', (error) => log.debug('connection error', { error }));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    grpc.accept(socket);
    await closed;
    session.stop.abort(new Error('Terraform closed the provider'));
    await session.idle();
    await session.close().catch((error: unknown) => log.warn('closing failed', { error }));
    sessions.delete(session);
  };

  const folder = mkdtempSync(join(tmpdir(), `${provider.name}-`));
  const path = join(folder, 'plugin');
  server.listen(path);
  await once(server, 'listening');
  const end = async (): Promise<void> => {
    for (const { stop } of sessions) stop.abort(new Error('the provider was asked to terminate'));
    await Promise.all([...sessions].map((session) => session.idle()));
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());

  const reattach = {
    [provider.address]: {
      Protocol: 'grpc',
      ProtocolVersion: protocolVersion,
      Pid: process.pid,
      Test: true,
      Addr: { Network: 'unix', String: path },
    },
  };
  process.stdout.write(
    `The provider runs until it is interrupted. For each Terraform that is to use it, set:\n\n` +
      `  TF_REATTACH_PROVIDERS='${JSON.stringify(reattach)}'\n`,
  );
}
