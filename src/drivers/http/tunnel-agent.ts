import * as http from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import * as tls from 'node:tls';
import { asError } from '../abort';

/** Opens a byte stream to a host and port, for instance through SSH. */
export type OpenSocket = (host: string, port: number) => Promise<Duplex>;

/** Sockets to one server at a time: more are waited for. */
export const maxSockets = 8;

/** Plain or verified TLS inside a byte stream that somebody else opens. */
export class TunnelAgent extends http.Agent {
  constructor(
    private readonly openSocket: OpenSocket,
    /** Undefined for plain HTTP. */
    private readonly secrets: tls.ConnectionOptions | undefined,
  ) {
    super({ keepAlive: true, maxSockets });
    // A plain agent refuses https requests; this one does its own TLS.
    if (secrets !== undefined) Object.assign(this, { protocol: 'https:', defaultPort: 443 });
    // An agent asks sockets to probe their peer and not to keep the process; a stream in a tunnel can do neither. Only one
    // that is read while nobody uses it tells that the server has closed it: a request on it would not be answered.
    Object.assign(this, {
      keepSocketAlive: (stream: Duplex) => {
        stream.resume();
        return true;
      },
    });
  }

  override createConnection(
    options: http.ClientRequestArgs,
    callback: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    const failed = callback as (error: Error) => void;
    const host = (options.host ?? 'localhost').replace(/^\[|\]$/g, '');
    this.openSocket(host, Number(options.port)).then(
      (stream) => {
        stream.once('end', () => stream.destroy());
        if (this.secrets === undefined) {
          // Asked of sockets when they are used again.
          callback(null, 'ref' in stream ? stream : Object.assign(stream, { ref: () => stream }));
          return;
        }
        const secure = tls.connect({
          socket: stream,
          host,
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...this.secrets,
        });
        const refuse = (error: Error) => {
          stream.destroy();
          failed(error);
        };
        secure.once('error', refuse);
        secure.once('secureConnect', () => {
          secure.removeListener('error', refuse);
          callback(null, secure);
        });
      },
      (error: unknown) => {
        failed(asError(error));
      },
    );
  }
}
