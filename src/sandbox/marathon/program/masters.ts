import type { ZooKeeper, ZooKeeperSession } from '../../zookeeper/zookeeper';
import { asMap } from '../json';
import { parseZooKeeperUrl } from './zookeeper-url';

const sessionTimeout = 10;
const candidates = 'json.info_';

export interface MasterLocator {
  /** `host:port`; undefined while none leads. */
  leading(): Promise<string | undefined>;
  close(): Promise<void>;
}

/**
 * How the leading master is found: the candidate that has stood longest in ZooKeeper, or the one that is named.
 * @param master `zk://host:2181/mesos` or `host:port`
 */
export function masterLocator(master: string, zookeeper: (servers: string) => ZooKeeper): MasterLocator {
  if (!master.startsWith('zk://')) {
    const named = master.includes(':') ? master : `${master}:5050`;
    return { leading: () => Promise.resolve(named), close: () => Promise.resolve() };
  }
  const { servers, path } = parseZooKeeperUrl('master', master);
  const ensemble = zookeeper(servers);
  let session: ZooKeeperSession | undefined;
  const leading = async (): Promise<string | undefined> => {
    if (session === undefined || session.state === 'expired' || session.state === 'closed') {
      session = ensemble.connect(sessionTimeout);
    }
    const names = await session.children(path).catch(() => [] as readonly string[]);
    const [first] = names.filter((name) => name.startsWith(candidates)).sort();
    if (first === undefined) return undefined;
    const address = asMap(asMap(JSON.parse(await session.get(`${path}/${first}`)))['address']);
    return `${String(address['ip'] ?? address['hostname'])}:${String(address['port'])}`;
  };
  return {
    leading,
    close: async () => {
      await session?.close();
    },
  };
}
