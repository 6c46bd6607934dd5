import { createPath, type ZooKeeper, ZooKeeperError, type ZooKeeperSession } from '../../zookeeper/zookeeper';
import { messageOf } from '../failure';

export interface Member {
  /** The number that ZooKeeper gave it. */
  readonly sequence: number;
  readonly data: string;
}

export interface GroupOptions {
  readonly zookeeper: ZooKeeper;
  /** As in `/mesos`. */
  readonly path: string;
  /** What the members' names begin with, as in `json.info_`; also empty. */
  readonly prefix: string;
  readonly timeoutSeconds: number;
  readonly log: (line: string) => void;
  /** The members in order; undefined when that cannot be known any more. */
  readonly onMembers?: (members: readonly Member[] | undefined) => void;
  /** The session in which this program had joined has expired. */
  readonly onLost?: () => void;
}

/** Programs that know of each other by ephemeral nodes under one path. */
export class Group {
  private session: ZooKeeperSession;
  private data: string | undefined;
  private ended = false;
  /** Resolves when it is a member for the first time. */
  readonly joined: Promise<void>;
  private hasJoined = (): void => undefined;

  constructor(private readonly options: GroupOptions) {
    this.joined = new Promise((resolve) => {
      this.hasJoined = resolve;
    });
    this.session = this.connect();
  }

  /** Becomes a member, now and in every later session. */
  join(data: string): void {
    this.data = data;
    this.attempt((again) => this.enter(this.session, data, again));
  }

  /** The program ends without a word: others learn of it when the session expires. */
  abandon(): void {
    this.ended = true;
    this.session.abandon();
  }

  async leave(): Promise<void> {
    this.ended = true;
    await this.session.close();
  }

  private connect(): ZooKeeperSession {
    const session = this.options.zookeeper.connect(this.options.timeoutSeconds);
    session.onState((state) => {
      if (state !== 'expired' || this.ended) return;
      this.options.onMembers?.(undefined);
      if (this.data !== undefined) this.options.onLost?.();
      this.renew();
    });
    if (this.options.onMembers !== undefined) this.attempt(() => this.watch(session));
    return session;
  }

  private renew(): void {
    if (this.hasEnded()) return;
    this.session = this.connect();
    if (this.data !== undefined) this.join(this.data);
  }

  /** Whether whoever was told of the loss has ended it. */
  private hasEnded(): boolean {
    return this.ended;
  }

  /** @param again when it is not known whether it has worked before */
  private async enter(session: ZooKeeperSession, data: string, again: boolean): Promise<void> {
    const { path, prefix } = this.options;
    await createPath(session, path);
    const isThere = again && (await this.membersIn(session)).some((member) => member.data === data);
    if (!isThere) {
      await session.create(`${path === '/' ? '' : path}/${prefix}`, data, {
        ephemeral: true,
        sequential: true,
      });
    }
    this.hasJoined();
  }

  private async watch(session: ZooKeeperSession): Promise<void> {
    const { path, onMembers } = this.options;
    await createPath(session, path);
    const members = await this.membersIn(session, () => {
      this.attempt(() => this.watch(session));
    });
    if (this.ended || session !== this.session) return;
    onMembers?.(members);
  }

  private async membersIn(session: ZooKeeperSession, changed?: () => void): Promise<readonly Member[]> {
    const { path, prefix } = this.options;
    const names = await session.children(path, changed);
    const members = await Promise.all(
      names
        .filter((name) => name.startsWith(prefix) && /^\d{10}$/.test(name.slice(prefix.length)))
        .map(async (name): Promise<Member[]> => {
          try {
            const data = await session.get(`${path === '/' ? '' : path}/${name}`);
            return [{ sequence: Number(name.slice(prefix.length)), data }];
          } catch (error) {
            // It has left in between; the watch tells.
            if (error instanceof ZooKeeperError && error.code === 'NO_NODE') return [];
            throw error;
          }
        }),
    );
    return members.flat().sort((a, b) => a.sequence - b.sequence);
  }

  /** Again where the connection was lost: what it came to is not known then. */
  private attempt(action: (again: boolean) => Promise<void>, again = false): void {
    action(again).catch((error: unknown) => {
      if (this.ended) return;
      const code = error instanceof ZooKeeperError ? error.code : undefined;
      if (code === 'CONNECTION_LOSS') this.attempt(action, true);
      else if (code !== 'SESSION_EXPIRED')
        this.options.log(`group ${this.options.path}: ${messageOf(error)}`);
    });
  }
}
