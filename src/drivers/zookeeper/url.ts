/** A ZooKeeper ensemble and a path in it: `zk://user:password@a:2181,b:2181/mesos`. */
export interface ZookeeperUrl {
  readonly servers: readonly { readonly host: string; readonly port: number }[];
  /** Begins with a slash. */
  readonly path: string;
  readonly login: string | undefined;
}

/** @throws Error when it is none */
export function parseZookeeperUrl(url: string): ZookeeperUrl {
  const match = /^zk:\/\/(?:([^@/]+)@)?([^/@]+)(\/.*)?$/.exec(url.trim());
  if (match === null) throw new Error(`"${url}" is no URL of a ZooKeeper, as in "zk://a:2181,b:2181/mesos"`);
  const [, login, servers = '', path = '/'] = match;
  return {
    servers: servers.split(',').map((server) => {
      const [, host = server, port] = /^(.*?):(\d+)$/.exec(server) ?? [];
      return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port ?? 2181) };
    }),
    path: path.length > 1 ? path.replace(/\/+$/, '') : path,
    login,
  };
}
