import { ClientSession, type Server } from './client-session';
import type { ZooKeeper, ZooKeeperSession } from './zookeeper';

const DEFAULT_PORT = 2181;

/** Opens sessions with a real ensemble over TCP. */
export class ZooKeeperClient implements ZooKeeper {
  private readonly servers: readonly Server[];
  private readonly credentials: string | undefined;

  /** @param servers as in `a:2181,b:2181`, also with `user:password@` before them */
  constructor(servers: string) {
    const at = servers.lastIndexOf('@');
    this.credentials = at < 0 ? undefined : servers.slice(0, at);
    this.servers = servers
      .slice(at + 1)
      .split(',')
      .map((server) => {
        const colon = server.lastIndexOf(':');
        return colon < 0
          ? { host: server, port: DEFAULT_PORT }
          : { host: server.slice(0, colon), port: Number(server.slice(colon + 1)) };
      });
  }

  connect(timeoutSeconds: number): ZooKeeperSession {
    return new ClientSession(this.servers, timeoutSeconds * 1000, this.credentials);
  }
}
