import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

/** How a Marathon reaches hosts. */
export type Connect = (host: string, port: number) => Socket;

export interface HttpProbe {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly timeoutSeconds: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** Asks tasks whether they are well. */
export interface Prober {
  /** @throws Error with the cause as Marathon tells it */
  http(probe: HttpProbe): Promise<HttpAnswer>;
  /** @throws Error */
  tcp(host: string, port: number, timeoutSeconds: number): Promise<void>;
}

const longestBody = 10_000;

/** Over the network. */
export function networkProber(connect: Connect): Prober {
  return {
    http({ scheme, host, port, path, timeoutSeconds }) {
      return new Promise((resolve, reject) => {
        const ask = scheme === 'https' ? httpsRequest : httpRequest;
        const outgoing = ask(
          {
            host,
            port,
            path: path.startsWith('/') ? path : `/${path}`,
            headers: { host: `${host}:${String(port)}`, connection: 'close' },
            // Tasks have certificates of their own making.
            rejectUnauthorized: false,
            ...(scheme === 'http' ? { createConnection: () => connect(host, port) } : {}),
            signal: AbortSignal.timeout(Math.max(timeoutSeconds, 0.001) * 1000),
          },
          (answer) => {
            let body = '';
            answer.setEncoding('utf8');
            answer.on('data', (part: string) => {
              if (body.length < longestBody) body += part;
            });
            answer.on('error', reject);
            answer.on('end', () => {
              resolve({
                status: answer.statusCode ?? 0,
                contentType: answer.headers['content-type'] ?? '',
                body,
              });
            });
          },
        );
        outgoing.on('error', (error) => {
          reject(new Error(`${error.name}: ${error.message}`));
        });
        outgoing.end();
      });
    },
    tcp(host, port, timeoutSeconds) {
      return new Promise((resolve, reject) => {
        const socket = connect(host, port);
        const fail = (message: string): void => {
          socket.destroy();
          reject(new Error(message));
        };
        socket.setTimeout(Math.max(timeoutSeconds, 0.001) * 1000, () => {
          fail('connection timed out');
        });
        socket.once('error', (error) => {
          fail(error.message);
        });
        socket.once('connect', () => {
          socket.destroy();
          resolve();
        });
      });
    },
  };
}
