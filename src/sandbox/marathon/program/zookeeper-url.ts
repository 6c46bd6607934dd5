import { FlagError } from './load-flags';

/** `zk://user:password@a:2181,b:2181/marathon` */
export interface ZooKeeperUrl {
  /** `a:2181,b:2181` */
  readonly servers: string;
  /** `/marathon` */
  readonly path: string;
}

/** @throws FlagError naming the flag */
export function parseZooKeeperUrl(flag: string, url: string): ZooKeeperUrl {
  const match = /^zk:\/\/(?:[^@/]*@)?((?:[^:/,]+(?::\d+)?)(?:,[^:/,]+(?::\d+)?)*)(\/.+)$/.exec(url);
  if (match === null) {
    throw new FlagError(
      `Bad arguments for option '${flag}': '${url}' - expected zk://host1:port1,host2:port2,.../path`,
    );
  }
  const [, servers = '', path = ''] = match;
  return {
    servers: servers
      .split(',')
      .map((server) => (server.includes(':') ? server : `${server}:2181`))
      .join(','),
    path: path.replace(/\/+$/, ''),
  };
}
