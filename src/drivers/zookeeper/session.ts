import type { Duplex } from 'node:stream';
import { reasonOf } from '../abort';
import { answeredWith, ZookeeperError } from './errors';
import { AnswerReader, Frames, RequestWriter } from './wire';

const op = { remove: 2, get: 4, children: 8, auth: 100, close: -11 } as const;
/** Of an answer that no request has asked for: an event, a sign of life. */
const AUTH_XID = -4;
const ANY_VERSION = -1;

export interface SessionOptions {
  /** `user:password` of the URL. */
  readonly login?: string;
  /** For one request, in milliseconds. Default 10000. */
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

interface Waiting {
  readonly what: string;
  resolve(answer: AnswerReader): void;
  reject(error: Error): void;
}

/**
 * A short session with one server: long enough to look at nodes and to remove some. It watches nothing, and makes nothing
 * that would go with it.
 */
export class ZookeeperSession {
  private readonly waiting = new Map<number, Waiting>();
  private readonly frames = new Frames();
  private greeting: Waiting | undefined;
  private next = 1;
  private broken: Error | undefined;

  private constructor(
    private readonly socket: Duplex,
    private readonly options: SessionOptions,
  ) {
    socket.on('data', (chunk: Buffer) => {
      for (const frame of this.frames.push(chunk)) this.arrived(frame);
    });
    socket.on('error', (error) => {
      this.fail(error);
    });
    socket.on('close', () => {
      this.fail(new Error('the connection was closed'));
    });
  }

  /** @throws ZookeeperError when the server serves nobody */
  static async open(socket: Duplex, options: SessionOptions): Promise<ZookeeperSession> {
    const session = new ZookeeperSession(socket, options);
    try {
      await session.greet();
      if (options.login !== undefined) await session.authenticate(options.login);
      return session;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** Names of the nodes below a node. @throws ZookeeperError `no-node` */
  async children(path: string): Promise<readonly string[]> {
    const request = this.request(op.children).text(path).bool(false);
    return (await this.ask(request, `list ${path}`)).texts();
  }

  /** @throws ZookeeperError `no-node` */
  async get(path: string): Promise<string> {
    const request = this.request(op.get).text(path).bool(false);
    return (await this.ask(request, `read ${path}`)).text();
  }

  /** @throws ZookeeperError `no-node`, `not-empty` */
  async remove(path: string): Promise<void> {
    await this.ask(this.request(op.remove).text(path).int(ANY_VERSION), `remove ${path}`);
  }

  async close(): Promise<void> {
    await this.ask(this.request(op.close), 'close the session').catch(() => undefined);
    this.socket.destroy();
  }

  private greet(): Promise<AnswerReader> {
    const hello = new RequestWriter()
      .int(0)
      .long(0n)
      .int(10_000)
      .long(0n)
      .buffer(Buffer.alloc(16))
      .bool(false);
    return this.expect('open a session', (waiting) => {
      this.greeting = waiting;
      this.socket.write(hello.frame());
    });
  }

  private async authenticate(login: string): Promise<void> {
    const request = new RequestWriter().int(AUTH_XID).int(op.auth).int(0).text('digest').text(login);
    await this.expect('log in', (waiting) => {
      this.waiting.set(AUTH_XID, waiting);
      this.socket.write(request.frame());
    });
  }

  private request(type: number): RequestWriter {
    return new RequestWriter().int(this.next).int(type);
  }

  private ask(request: RequestWriter, what: string): Promise<AnswerReader> {
    const xid = this.next;
    this.next += 1;
    return this.expect(what, (waiting) => {
      this.waiting.set(xid, waiting);
      this.socket.write(request.frame());
    });
  }

  private expect(what: string, begin: (waiting: Waiting) => void): Promise<AnswerReader> {
    const { signal, timeoutMs = 10_000 } = this.options;
    signal.throwIfAborted();
    if (this.broken !== undefined) return Promise.reject(this.lost(what, this.broken));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.fail(new Error(`no answer within ${String(timeoutMs)} ms`));
      }, timeoutMs);
      const stop = (): void => {
        this.fail(reasonOf(signal));
      };
      signal.addEventListener('abort', stop, { once: true });
      const settle = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      };
      begin({
        what,
        resolve: (answer) => {
          settle();
          resolve(answer);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      });
    });
  }

  private arrived(frame: Buffer): void {
    const answer = new AnswerReader(frame);
    if (this.greeting !== undefined) {
      const { resolve } = this.greeting;
      this.greeting = undefined;
      resolve(answer);
      return;
    }
    const xid = answer.int();
    answer.long();
    const error = answer.int();
    const waiting = this.waiting.get(xid);
    if (waiting === undefined) return;
    this.waiting.delete(xid);
    if (error === 0) waiting.resolve(answer);
    else waiting.reject(answeredWith(error, waiting.what));
  }

  private fail(error: Error): void {
    this.broken ??= error;
    const all = [...this.waiting.values(), ...(this.greeting === undefined ? [] : [this.greeting])];
    this.waiting.clear();
    this.greeting = undefined;
    for (const one of all) one.reject(this.lost(one.what, error));
    this.socket.destroy();
  }

  private lost(what: string, cause: Error): ZookeeperError {
    return new ZookeeperError('unreachable', `zookeeper: ${what}: ${cause.message}`, { cause });
  }
}
