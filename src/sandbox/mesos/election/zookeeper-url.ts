/** A ZooKeeper ensemble and a path in it. */
export interface ZooKeeperUrl {
  /** As in `a:2181,b:2181`, also with `user:password@` before them. */
  readonly servers: string;
  /** As in `/mesos`. */
  readonly path: string;
}

/** @throws Error with the words of Mesos' own parser */
export function parseZooKeeperUrl(url: string): ZooKeeperUrl {
  const text = url.trim();
  if (!text.startsWith('zk://')) throw new Error("Expecting 'zk://' at the beginning of the URL");
  const rest = text.slice('zk://'.length);
  const slash = rest.indexOf('/');
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '/' : rest.slice(slash);
  return {
    servers: authority,
    path: path.length > 1 ? path.replace(/\/+$/, '') : path,
  };
}
