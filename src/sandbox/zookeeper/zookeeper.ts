/**
 * One session with a ZooKeeper, as clients have it. It connects by itself, and again when the connection is lost, until it
 * expires: then what was ephemeral is gone, and nothing works any more.
 */
export interface ZooKeeperSession {
  readonly state: SessionState;
  /** Calls back at every change. Gives what ends that. */
  onState(listener: (state: SessionState) => void): () => void;
  /** Gives the path, with the number when it is sequential. @throws ZooKeeperError NODE_EXISTS, NO_NODE */
  create(path: string, data: string, kind?: NodeKind): Promise<string>;
  /** @param changed called once, when they change or the node is gone @throws ZooKeeperError NO_NODE */
  children(path: string, changed?: () => void): Promise<readonly string[]>;
  /** @throws ZooKeeperError NO_NODE */
  get(path: string, changed?: () => void): Promise<string>;
  exists(path: string, changed?: () => void): Promise<boolean>;
  /** @throws ZooKeeperError NO_NODE */
  set(path: string, data: string): Promise<void>;
  /** @throws ZooKeeperError NO_NODE, NOT_EMPTY */
  remove(path: string): Promise<void>;
  /** Ends the session in good order: what was ephemeral is gone at once. */
  close(): Promise<void>;
  /** Ends as a process that is killed does: the session lives on until it expires. */
  abandon(): void;
}

export type SessionState = 'connecting' | 'connected' | 'expired' | 'closed';

export interface NodeKind {
  readonly ephemeral?: boolean;
  readonly sequential?: boolean;
}

export type ZooKeeperErrorCode =
  | 'CONNECTION_LOSS'
  | 'SESSION_EXPIRED'
  | 'NO_NODE'
  | 'NODE_EXISTS'
  | 'NOT_EMPTY'
  | 'NO_CHILDREN_FOR_EPHEMERALS'
  | 'NO_AUTH'
  | 'BAD_VERSION'
  | 'UNKNOWN';

export class ZooKeeperError extends Error {
  constructor(
    readonly code: ZooKeeperErrorCode,
    path: string,
  ) {
    super(`${code} for ${path}`);
  }
}

/** Opens sessions with one ensemble. */
export interface ZooKeeper {
  /** @param timeoutSeconds after how long without a sign of life the session expires */
  connect(timeoutSeconds: number): ZooKeeperSession;
}

/** Makes a node and those above it, where they are missing. */
export async function createPath(session: ZooKeeperSession, path: string): Promise<void> {
  const parts = path.split('/').filter((part) => part !== '');
  for (const depth of parts.keys()) {
    const above = `/${parts.slice(0, depth + 1).join('/')}`;
    try {
      if (!(await session.exists(above))) await session.create(above, '');
    } catch (error) {
      if (!(error instanceof ZooKeeperError) || error.code !== 'NODE_EXISTS') throw error;
    }
  }
}
