/** What went wrong with a request to a ZooKeeper. */
export type ZookeeperErrorKind =
  /** No connection, or it was lost, or a server that takes part in no quorum. */
  | 'unreachable'
  | 'no-node'
  | 'not-empty'
  /** The node belongs to somebody else, or the login is not the one it was made with. */
  | 'no-auth'
  | 'other';

export class ZookeeperError extends Error {
  override readonly name = 'ZookeeperError';

  constructor(
    readonly kind: ZookeeperErrorKind,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

/** https://github.com/apache/zookeeper/blob/master/zookeeper-server/src/main/java/org/apache/zookeeper/KeeperException.java */
const kinds: Readonly<Record<number, ZookeeperErrorKind>> = {
  [-4]: 'unreachable',
  [-101]: 'no-node',
  [-102]: 'no-auth',
  [-111]: 'not-empty',
};

export function answeredWith(code: number, what: string): ZookeeperError {
  const kind = kinds[code] ?? 'other';
  return new ZookeeperError(kind, `zookeeper: ${what}: ${kind === 'other' ? `error ${String(code)}` : kind}`);
}

export function isNoNode(error: unknown): boolean {
  return error instanceof ZookeeperError && error.kind === 'no-node';
}
