import { parseZookeeperUrl, ZookeeperSession } from '../../drivers/zookeeper';
import { messageOf } from '../../tfplugin';
import { dialThrough } from '../hosts/tunnels';
import type { HostReference, Session } from '../session';
import { UnreachableClusterError } from '../unreachable';

/**
 * Opens a session with the first server of a `zk://` URL that serves, over SSH to one of the hosts, and closes it.
 * @throws UnreachableClusterError when none serves
 */
export async function withZookeeper<T>(
  session: Session,
  hosts: readonly HostReference[],
  url: string,
  signal: AbortSignal,
  work: (zookeeper: ZookeeperSession, path: string) => Promise<T>,
): Promise<T> {
  const { servers, path, login } = parseZookeeperUrl(url);
  const reasons: string[] = [];
  for (const { host, port } of servers) {
    let zookeeper: ZookeeperSession;
    try {
      const socket = await dialThrough(session, hosts, host, port, signal);
      zookeeper = await ZookeeperSession.open(socket, {
        signal,
        ...(login === undefined ? {} : { login }),
      });
    } catch (error) {
      if (signal.aborted) throw error;
      reasons.push(messageOf(error));
      continue;
    }
    try {
      return await work(zookeeper, path);
    } finally {
      await zookeeper.close();
    }
  }
  throw new UnreachableClusterError('no ZooKeeper serves', reasons.join('\n'), ['zookeeper']);
}
