import { Status, StatusError } from '../grpc/status';
import type { Call, Handlers } from '../grpc/server';
import { healthCheckRequest, healthCheckResponse, ServingStatus } from '../wire/health-messages';
import { decode, encode } from '../wire/protobuf';

/** The name under which a plugin host asks for the plugin's health. */
const healthNames: ReadonlySet<string> = new Set(['', 'plugin']);

/** What a plugin host expects beside the service it is there for: health, standard output and shutting down. */
export function hostServices(shutDown: () => void): Handlers {
  return {
    unary: {
      '/grpc.health.v1.Health/Check': async (request) => {
        const { service } = decode(healthCheckRequest, request);
        if (healthNames.has(service)) return encode(healthCheckResponse, { status: ServingStatus.SERVING });
        throw new StatusError(Status.NOT_FOUND, `there is no service "${service}" here`);
      },
      '/plugin.GRPCController/Shutdown': async () => {
        setImmediate(shutDown);
        return new Uint8Array();
      },
    },
    streaming: {
      '/grpc.health.v1.Health/Watch': async function* (request, call) {
        const known = healthNames.has(decode(healthCheckRequest, request).service);
        const status = known ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN;
        yield encode(healthCheckResponse, { status });
        await ended(call);
      },
      // Nothing is ever written to standard output after the handshake, so there is nothing to send.
      // eslint-disable-next-line require-yield
      '/plugin.GRPCStdio/StreamStdio': async function* (_request, call) {
        await ended(call);
      },
    },
  };
}

function ended({ signal }: Call): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
