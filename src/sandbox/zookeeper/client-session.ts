import { Connection, NO_SESSION, type WatchKind, type Reply, type SessionTicket } from './connection';
import { type JuteReader, JuteWriter } from './jute';
import { ANY_VERSION, EPHEMERAL, errorCode, EVERYTHING, OPERATIONS, SEQUENTIAL } from './protocol';
import {
  type NodeKind,
  type SessionState,
  ZooKeeperError,
  type ZooKeeperErrorCode,
  type ZooKeeperSession,
} from './zookeeper';

export interface Server {
  readonly host: string;
  readonly port: number;
}

interface Waiting {
  readonly path: string;
  readonly operation: number;
  readonly frame: Buffer;
  /** Begins before anything else is read: the event may be right behind the answer. */
  readonly watch: (() => void) | undefined;
  readonly resolve: (body: JuteReader) => void;
  readonly reject: (error: Error) => void;
}

const RECONNECT_MS = 300;

/** A session with a real ensemble. */
export class ClientSession implements ZooKeeperSession {
  private current: SessionState = 'connecting';
  private readonly listeners = new Set<(state: SessionState) => void>();
  private readonly watches = new Map<string, Set<() => void>>();
  private readonly pending = new Map<number, Waiting>();
  private unsent: Waiting[] = [];
  private connection: Connection | undefined;
  private ticket: SessionTicket = NO_SESSION;
  private lastZxid = 0n;
  private nextXid = 1;
  private nextServer: number;
  private expiry: NodeJS.Timeout | undefined;
  private reconnecting: NodeJS.Timeout | undefined;

  constructor(
    private readonly servers: readonly Server[],
    private readonly timeoutMs: number,
    private readonly credentials: string | undefined,
  ) {
    this.nextServer = Math.floor(Math.random() * servers.length);
    this.awaitExpiry();
    this.connect();
  }

  get state(): SessionState {
    return this.current;
  }

  onState(listener: (state: SessionState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async create(path: string, data: string, { ephemeral, sequential }: NodeKind = {}): Promise<string> {
    const flags = (ephemeral === true ? EPHEMERAL : 0) + (sequential === true ? SEQUENTIAL : 0);
    const acl: readonly [number, string, string][] =
      this.credentials === undefined
        ? [[EVERYTHING, 'world', 'anyone']]
        : [
            [1, 'world', 'anyone'],
            [EVERYTHING, 'auth', ''],
          ];
    const body = await this.ask(path, OPERATIONS.create, (writer) => {
      writer.string(path).buffer(Buffer.from(data, 'utf8')).int(acl.length);
      for (const [permissions, scheme, id] of acl) writer.int(permissions).string(scheme).string(id);
      writer.int(flags);
    });
    return body.string();
  }

  async children(path: string, changed?: () => void): Promise<readonly string[]> {
    const body = await this.askWatching(path, OPERATIONS.getChildren, 'children', changed);
    return body.strings();
  }

  async get(path: string, changed?: () => void): Promise<string> {
    const body = await this.askWatching(path, OPERATIONS.getData, 'data', changed);
    return body.string();
  }

  async exists(path: string, changed?: () => void): Promise<boolean> {
    try {
      await this.askWatching(path, OPERATIONS.exists, 'data', changed);
      return true;
    } catch (error) {
      if (!(error instanceof ZooKeeperError) || error.code !== 'NO_NODE') throw error;
      return false;
    }
  }

  async set(path: string, data: string): Promise<void> {
    await this.ask(path, OPERATIONS.setData, (writer) => {
      writer.string(path).buffer(Buffer.from(data, 'utf8')).int(ANY_VERSION);
    });
  }

  async remove(path: string): Promise<void> {
    await this.ask(path, OPERATIONS.delete, (writer) => {
      writer.string(path).int(ANY_VERSION);
    });
  }

  async close(): Promise<void> {
    if (this.current === 'connected') {
      await this.ask('/', OPERATIONS.close, () => undefined).catch(() => undefined);
    }
    this.end('closed');
  }

  abandon(): void {
    this.listeners.clear();
    this.watches.clear();
    this.end('closed');
  }

  private connect(): void {
    const server = this.servers[this.nextServer % this.servers.length];
    this.nextServer += 1;
    if (server === undefined || this.over) return;
    const connection = new Connection(server, this.ticket, this.lastZxid, this.timeoutMs, {
      onSession: (ticket) => {
        if (ticket === undefined) this.end('expired');
        else this.connected(connection, ticket);
      },
      onReply: (reply) => {
        this.answer(reply);
      },
      onWatch: (path, kinds) => {
        for (const kind of kinds) this.fire(keyOf(kind, path));
      },
      onClosed: () => {
        this.disconnected(connection);
      },
    });
    this.connection = connection;
  }

  private connected(connection: Connection, ticket: SessionTicket): void {
    const again = this.ticket.id !== 0n;
    this.ticket = ticket;
    clearTimeout(this.expiry);
    if (this.credentials !== undefined) connection.authenticate('digest', this.credentials);
    this.changeTo('connected');
    const { unsent } = this;
    this.unsent = [];
    for (const waiting of unsent) this.send(waiting);
    // What has changed in the meantime nobody has told.
    if (again) for (const key of [...this.watches.keys()]) this.fire(key);
  }

  private disconnected(connection: Connection): void {
    if (connection.lastZxid > this.lastZxid) this.lastZxid = connection.lastZxid;
    if (this.over || connection !== this.connection) return;
    this.connection = undefined;
    this.failPending('CONNECTION_LOSS');
    if (this.current === 'connected') this.awaitExpiry();
    this.changeTo('connecting');
    this.reconnecting = setTimeout(() => {
      this.connect();
    }, RECONNECT_MS);
  }

  /** Nobody can say any more whether the servers still know it: better to believe that they do not. */
  private awaitExpiry(): void {
    clearTimeout(this.expiry);
    // One that has never been there cannot expire.
    if (this.ticket.id === 0n) return;
    this.expiry = setTimeout(() => {
      this.end('expired');
    }, this.ticket.timeoutMs);
  }

  private end(state: 'expired' | 'closed'): void {
    if (this.over) return;
    clearTimeout(this.expiry);
    clearTimeout(this.reconnecting);
    this.changeTo(state);
    this.connection?.destroy();
    this.connection = undefined;
    this.failPending('SESSION_EXPIRED');
    for (const { path, reject } of this.unsent) reject(new ZooKeeperError('SESSION_EXPIRED', path));
    this.unsent = [];
    this.watches.clear();
  }

  private get over(): boolean {
    return this.current === 'expired' || this.current === 'closed';
  }

  private askWatching(
    path: string,
    operation: number,
    kind: WatchKind,
    changed: (() => void) | undefined,
  ): Promise<JuteReader> {
    return this.ask(
      path,
      operation,
      (writer) => {
        writer.string(path).bool(changed !== undefined);
      },
      changed === undefined
        ? undefined
        : () => {
            const key = keyOf(kind, path);
            this.watches.set(key, new Set([...(this.watches.get(key) ?? []), changed]));
          },
    );
  }

  private ask(
    path: string,
    operation: number,
    write: (writer: JuteWriter) => void,
    watch?: () => void,
  ): Promise<JuteReader> {
    if (this.over) return Promise.reject(new ZooKeeperError('SESSION_EXPIRED', path));
    return new Promise((resolve, reject) => {
      const xid = this.nextXid++;
      const writer = new JuteWriter().int(xid).int(operation);
      write(writer);
      const waiting: Waiting = { path, operation, frame: writer.frame(), watch, resolve, reject };
      if (this.current === 'connected') this.send(waiting);
      else this.unsent.push(waiting);
    });
  }

  private send(waiting: Waiting): void {
    this.pending.set(waiting.frame.readInt32BE(4), waiting);
    this.connection?.send(waiting.frame);
  }

  private answer({ xid, error, body }: Reply): void {
    const waiting = this.pending.get(xid);
    this.pending.delete(xid);
    if (waiting === undefined) return;
    const code = error === 0 ? undefined : errorCode(error);
    // What is not there is watched all the same where it is asked whether it is: it may come to be.
    if (code === undefined || (code === 'NO_NODE' && waiting.operation === OPERATIONS.exists))
      waiting.watch?.();
    if (code === undefined) waiting.resolve(body);
    else waiting.reject(new ZooKeeperError(code, waiting.path));
  }

  private failPending(code: ZooKeeperErrorCode): void {
    const failed = [...this.pending.values()];
    this.pending.clear();
    for (const { path, reject } of failed) reject(new ZooKeeperError(code, path));
  }

  private fire(key: string): void {
    const fired = this.watches.get(key) ?? [];
    this.watches.delete(key);
    for (const changed of fired) changed();
  }

  private changeTo(state: SessionState): void {
    if (this.current === state) return;
    this.current = state;
    for (const listener of [...this.listeners]) listener(state);
  }
}

function keyOf(kind: WatchKind, path: string): string {
  return `${kind} ${path}`;
}
