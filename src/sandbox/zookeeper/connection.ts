import { connect, type Socket } from 'node:net';
import { Frames, JuteReader, JuteWriter } from './jute';
import { OPERATIONS, XID_AUTH, XID_PING, XID_WATCH } from './protocol';

/** What a server gives to a client that comes for the first time, and gets back when it comes again. */
export interface SessionTicket {
  readonly id: bigint;
  readonly password: Buffer;
  readonly timeoutMs: number;
}

export const NO_SESSION: SessionTicket = { id: 0n, password: Buffer.alloc(16), timeoutMs: 0 };

export interface Reply {
  readonly xid: number;
  readonly error: number;
  readonly body: JuteReader;
}

/** What is watched of a node. */
export type WatchKind = 'data' | 'children';

/** What of a node an event is about, by its number. */
const WATCH_EVENTS: Readonly<Record<number, readonly WatchKind[]>> = {
  1: ['data'],
  2: ['data', 'children'],
  3: ['data'],
  4: ['children'],
};

export interface ConnectionEvents {
  /** The server knows the session; undefined when it has expired. */
  readonly onSession: (ticket: SessionTicket | undefined) => void;
  readonly onReply: (reply: Reply) => void;
  readonly onWatch: (path: string, kinds: readonly WatchKind[]) => void;
  readonly onClosed: () => void;
}

/** A server that has said nothing for so much of the timeout is gone; pings make it say something. */
const SILENT = 2 / 3;
const PING_EVERY = 1 / 3;

/** One TCP connection to one server, from the first word to the last. */
export class Connection {
  private readonly socket: Socket;
  private readonly frames = new Frames();
  private greeted = false;
  private closed = false;
  private pinging: NodeJS.Timeout | undefined;
  private silence: NodeJS.Timeout | undefined;

  constructor(
    server: { readonly host: string; readonly port: number },
    ticket: SessionTicket,
    lastZxid: bigint,
    wantedTimeoutMs: number,
    private readonly events: ConnectionEvents,
  ) {
    this.socket = connect(server);
    this.socket.setNoDelay(true);
    this.listen(wantedTimeoutMs);
    this.socket.once('connect', () => {
      this.socket.write(
        new JuteWriter()
          .int(0)
          .long(lastZxid)
          .int(wantedTimeoutMs)
          .long(ticket.id)
          .buffer(ticket.password)
          .bool(false)
          .frame(),
      );
    });
    this.socket.on('data', (chunk) => {
      for (const frame of this.frames.push(chunk)) this.read(frame);
    });
    // What is wrong shows in that it closes.
    this.socket.on('error', () => undefined);
    this.socket.once('close', () => {
      this.end();
    });
  }

  /** Of everything that it has told. */
  lastZxid = 0n;

  send(frame: Buffer): void {
    this.socket.write(frame);
  }

  authenticate(scheme: string, secret: string): void {
    this.send(
      new JuteWriter().int(XID_AUTH).int(OPERATIONS.auth).int(0).string(scheme).string(secret).frame(),
    );
  }

  destroy(): void {
    this.socket.destroy();
    this.end();
  }

  private read(frame: Buffer): void {
    const reader = new JuteReader(frame);
    if (!this.greeted) {
      this.greeted = true;
      this.greet(reader);
      return;
    }
    this.listen(this.timeoutMs);
    const xid = reader.int();
    const zxid = reader.long();
    const error = reader.int();
    if (zxid > this.lastZxid) this.lastZxid = zxid;
    if (xid === XID_PING || xid === XID_AUTH) return;
    if (xid === XID_WATCH) {
      const kinds = WATCH_EVENTS[reader.int()] ?? [];
      reader.int();
      this.events.onWatch(reader.string(), kinds);
      return;
    }
    this.events.onReply({ xid, error, body: reader });
  }

  private timeoutMs = 0;

  private greet(reader: JuteReader): void {
    reader.int();
    const timeoutMs = reader.int();
    const id = reader.long();
    const password = Buffer.from(reader.buffer());
    if (timeoutMs <= 0 || id === 0n) {
      this.events.onSession(undefined);
      this.destroy();
      return;
    }
    this.timeoutMs = timeoutMs;
    this.listen(timeoutMs);
    this.pinging = setInterval(() => {
      this.send(new JuteWriter().int(XID_PING).int(OPERATIONS.ping).frame());
    }, timeoutMs * PING_EVERY);
    this.events.onSession({ id, password, timeoutMs });
  }

  private listen(timeoutMs: number): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.destroy();
    }, timeoutMs * SILENT);
  }

  private end(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.pinging);
    clearTimeout(this.silence);
    this.events.onClosed();
  }
}
