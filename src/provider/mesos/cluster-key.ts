import { parseZookeeperUrl } from '../../drivers/zookeeper';

/**
 * What a cluster is known by within one run, from the `zk://` URL of one of its resources: the path, and the server that
 * sorts first, which stays the same in all but odd cases while an ensemble grows or shrinks.
 */
export function clusterKey(zookeeper: string): string {
  const { servers, path } = parseZookeeperUrl(zookeeper);
  const [first = ''] = servers.map(({ host, port }) => `${host}:${String(port)}`).sort();
  return `${first}${path}`;
}
