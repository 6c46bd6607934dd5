import http2 from 'node:http2';
import type { AddressInfo, ListenOptions } from 'node:net';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { frame, readSingleMessage } from './framing';
import { encodeStatusMessage, Status, StatusError } from './status';
import type { StatusCode } from './status';

/** Aborted when the client cancels the call, its deadline passes or its connection ends. */
export interface Call {
  readonly signal: AbortSignal;
}

export type UnaryHandler = (request: Uint8Array, call: Call) => Promise<Uint8Array>;

export type StreamingHandler = (request: Uint8Array, call: Call) => AsyncIterable<Uint8Array>;

export interface Handlers {
  /** By path: `/package.Service/Method`. */
  readonly unary: Readonly<Record<string, UnaryHandler>>;
  readonly streaming: Readonly<Record<string, StreamingHandler>>;
}

export interface Credentials {
  /** PEM. */
  readonly key: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM of the only certificate a client may present. */
  readonly clientCertificate: string;
}

export interface ServerOptions {
  /** Mutual TLS 1.2 or newer; plain HTTP/2 without. */
  readonly credentials?: Credentials;
  /** Resolved when the first call arrives, so that what handles calls is not loaded before it is needed. */
  readonly handlers: () => Promise<Handlers>;
  /** Told what goes wrong with a connection. */
  readonly onConnectionError: (error: Error) => void;
}

/** What Terraform's own side accepts and sends at most. */
const longestMessage = 2 ** 31 - 1;

const streamWindow = 4 * 2 ** 20;
const sessionWindow = 16 * 2 ** 20;

/** Milliseconds that calls have for their answer when the server closes. */
const lastAnswers = 300;

const trailerCode = 'grpc-status';
const trailerMessage = 'grpc-message';

/**
 * A gRPC server on Node's own HTTP/2: unary and server-streaming calls, no compression. It is here because
 * loading a general one takes longer than everything else a provider does before its handshake.
 */
export class GrpcServer {
  private readonly server: http2.Http2Server | http2.Http2SecureServer;
  private readonly sessions = new Set<http2.ServerHttp2Session>();
  private readonly calls = new Set<AbortController>();
  private handlers: Promise<Handlers> | undefined;

  constructor(private readonly options: ServerOptions) {
    const shared = { maxSessionMemory: 2 ** 20, settings: { initialWindowSize: streamWindow } };
    const { credentials } = options;
    this.server =
      credentials === undefined
        ? http2.createServer(shared)
        : http2.createSecureServer({
            ...shared,
            key: credentials.key,
            cert: credentials.certificate,
            ca: credentials.clientCertificate,
            requestCert: true,
            rejectUnauthorized: true,
            minVersion: 'TLSv1.2',
          });
    this.server.on('session', (session: http2.ServerHttp2Session) => this.track(session));
    this.server.on('stream', (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => {
      stream.on('error', options.onConnectionError);
      void this.answer(stream, headers).catch(options.onConnectionError);
    });
    this.server.on('tlsClientError', options.onConnectionError);
    this.server.on('sessionError', options.onConnectionError);
  }

  /** Starts listening; returns the path of the socket or `host:port`. */
  async listen(where: ListenOptions): Promise<string> {
    this.server.listen(where);
    await once(this.server, 'listening');
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') return String(address);
    return `${address.address}:${address.port}`;
  }

  /** Serves a connection that somebody else listened for. Without TLS only. */
  accept(socket: Duplex): void {
    this.server.emit('connection', socket);
  }

  /** Connections that are open now. */
  get connections(): number {
    return this.sessions.size;
  }

  /** Aborts all calls, lets them answer for a moment, then ends all connections. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const call of this.calls) call.abort(new Error('the server is closing'));
    for (const session of this.sessions) session.close();
    const force = setTimeout(() => {
      for (const session of this.sessions) session.destroy();
    }, lastAnswers);
    await closed;
    clearTimeout(force);
  }

  private track(session: http2.ServerHttp2Session): void {
    this.sessions.add(session);
    session.on('close', () => this.sessions.delete(session));
    session.on('error', this.options.onConnectionError);
    session.setLocalWindowSize(sessionWindow);
  }

  private async answer(stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders): Promise<void> {
    if (!(headers['content-type'] ?? '').startsWith('application/grpc')) {
      stream.respond({ ':status': 415 }, { endStream: true });
      return;
    }
    const aborter = new AbortController();
    this.calls.add(aborter);
    stream.once('close', () => aborter.abort(new Error('the client ended the call')));
    const timer = this.startDeadline(stream, headers, aborter);
    try {
      await this.dispatch(stream, String(headers[':path']), aborter.signal);
    } catch (error) {
      this.fail(stream, error);
    } finally {
      clearTimeout(timer);
      this.calls.delete(aborter);
    }
  }

  private async dispatch(stream: http2.ServerHttp2Stream, path: string, signal: AbortSignal): Promise<void> {
    const handlers = await (this.handlers ??= this.options.handlers());
    const unary = Object.hasOwn(handlers.unary, path) ? handlers.unary[path] : undefined;
    const streaming = Object.hasOwn(handlers.streaming, path) ? handlers.streaming[path] : undefined;
    if (unary === undefined && streaming === undefined) {
      throw new StatusError(Status.UNIMPLEMENTED, `this server does not implement ${path}`);
    }
    const request = await readSingleMessage(stream, longestMessage);
    if (unary !== undefined) {
      const response = await unary(request, { signal });
      this.begin(stream);
      await this.send(stream, response);
    } else if (streaming !== undefined) {
      this.begin(stream);
      for await (const response of streaming(request, { signal })) await this.send(stream, response);
    }
    this.end(stream, Status.OK, '');
  }

  private startDeadline(
    stream: http2.ServerHttp2Stream,
    headers: http2.IncomingHttpHeaders,
    aborter: AbortController,
  ): NodeJS.Timeout | undefined {
    const timeout = parseTimeout(headers['grpc-timeout']);
    if (timeout === undefined) return undefined;
    return setTimeout(() => {
      aborter.abort(new Error('the deadline of the call has passed'));
      this.fail(stream, new StatusError(Status.DEADLINE_EXCEEDED, 'the deadline of the call has passed'));
    }, timeout);
  }

  private begin(stream: http2.ServerHttp2Stream): void {
    if (stream.closed || stream.destroyed || stream.headersSent) return;
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  }

  private async send(stream: http2.ServerHttp2Stream, message: Uint8Array): Promise<void> {
    if (stream.closed || stream.destroyed || stream.writableEnded) return;
    if (!stream.write(frame(message))) {
      await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
    }
  }

  private end(stream: http2.ServerHttp2Stream, code: StatusCode, message: string): void {
    if (stream.closed || stream.destroyed || stream.writableEnded) return;
    const trailers: http2.OutgoingHttpHeaders = { [trailerCode]: String(code) };
    if (message !== '') trailers[trailerMessage] = encodeStatusMessage(message);
    if (stream.headersSent) {
      stream.once('wantTrailers', () => stream.sendTrailers(trailers));
      stream.end();
      return;
    }
    stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...trailers }, { endStream: true });
  }

  private fail(stream: http2.ServerHttp2Stream, error: unknown): void {
    const status =
      error instanceof StatusError
        ? error
        : new StatusError(Status.INTERNAL, error instanceof Error ? error.message : String(error));
    this.end(stream, status.code, status.message);
  }
}

const timeoutUnits: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

/** Milliseconds of a `grpc-timeout` header. */
function parseTimeout(header: string | string[] | undefined): number | undefined {
  const match = /^(\d{1,8})([HMSmun])$/.exec(String(header));
  if (match === null) return undefined;
  const milliseconds = Number(match[1]) * (timeoutUnits[match[2] ?? ''] ?? 0);
  return Math.min(milliseconds, 2 ** 31 - 1);
}
