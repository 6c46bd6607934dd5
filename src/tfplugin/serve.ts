import { setTimeout as delay } from 'node:timers/promises';
import type { ListenOptions } from 'node:net';
import { GrpcServer } from './grpc/server';
import type { ServerOptions } from './grpc/server';
import { makeCertificate } from './grpc/certificate';
import { loadHandlers } from './load-handlers';
import { StderrLogger } from './log';
import { handshakeLine, HandshakeError, readHost } from './plugin/handshake';
import type { Host } from './plugin/handshake';
import { guardProcess } from './plugin/process-guards';
import type { Provider } from './provider';
import { Redactor } from './redactor';
import type { Schema } from './schema/schema';
import { Session } from './session';
import type { AnyProvider } from './session';

/** The host kills a plugin that is still there two seconds after it asked it to shut down. */
const closingTime = 1500;

const orphanCheckInterval = 2000;

/** How long what is under way may take to get to a safe point when nobody waits for it any more. */
const orphanTime = 120_000;

/**
 * Serves the provider to the Terraform that started this process, until Terraform closes it; the process
 * exits then. Run by hand, the process explains itself and exits with 1, or serves as {@link serveDebug} does when its
 * only argument is `-debug`. Nothing but the handshake is written to standard output; what resources need is loaded
 * after it.
 */
export async function serve<Data, S extends Schema>(provider: Provider<Data, S>): Promise<void> {
  if (process.argv[2] === '-debug') {
    const { serveDebug } = await import('./serve-debug.js');
    return serveDebug(provider);
  }
  const host = readHostOrExit(provider);
  const redactor = new Redactor();
  const log = new StderrLogger(`provider.${provider.name}`, redactor);
  const session = new Session(provider as unknown as AnyProvider, log, redactor);
  const guards = guardProcess(log, (reason) => session.stop.abort(reason));

  const identity = host.clientCertificate === undefined ? undefined : makeCertificate();
  const server = new GrpcServer({
    handlers: () => loadHandlers(session, () => void shutDown(session, server)),
    onConnectionError: (error) => log.debug('connection error', { error }),
    ...(identity === undefined || host.clientCertificate === undefined
      ? {}
      : {
          credentials: {
            key: identity.key,
            certificate: identity.certificate,
            clientCertificate: host.clientCertificate,
          },
        }),
  } satisfies ServerOptions);
  const { where, address } = await listen(server, host.listen);
  await guards.writeLine(handshakeLine(where, address, identity?.der));
  watchParent(session, server);
}

function readHostOrExit(provider: { readonly name: string; readonly version: string }): Host {
  try {
    return readHost(process.env, process.platform, provider);
  } catch (error) {
    if (!(error instanceof HandshakeError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

async function listen(
  server: GrpcServer,
  places: readonly ListenOptions[],
): Promise<{ where: ListenOptions; address: string }> {
  let problem: unknown;
  for (const where of places) {
    try {
      return { where, address: await server.listen(where) };
    } catch (error) {
      problem = error;
    }
  }
  throw new Error('there is nowhere to listen', { cause: problem });
}

async function shutDown(session: Session, server: GrpcServer): Promise<void> {
  session.stop.abort(new Error('Terraform closed the provider'));
  const closing = session.close().catch((error: unknown) => session.log.warn('closing failed', { error }));
  await Promise.race([closing, delay(closingTime)]);
  await server.close();
  process.exit(0);
}

/** A Terraform that was killed cannot ask for a shutdown; its plugins must not stay behind. */
function watchParent(session: Session, server: GrpcServer): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent || server.connections > 0) return;
    clearInterval(timer);
    session.log.warn('Terraform is gone');
    session.stop.abort(new Error('Terraform is gone'));
    void Promise.race([session.idle(), delay(orphanTime)]).then(() => shutDown(session, server));
  }, orphanCheckInterval);
}
