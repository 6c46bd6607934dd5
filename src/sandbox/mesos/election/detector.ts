import type { Surroundings } from '../surroundings';
import { isObject } from '../values/json';
import { Group, type Member } from './group';
import { type MasterInfo, masterInfo } from './master-info';
import { parseZooKeeperUrl } from './zookeeper-url';

/** Calls back with the leading master, at every change. */
export type OnLeader = (leader: MasterInfo | undefined) => void;

export interface Detector {
  /** The program ends without a word. */
  abandon(): void;
}

export const CANDIDATES = 'json.info_';

/**
 * Watches who leads: through ZooKeeper (`zk://…`), or the master at an address, as in `10.0.0.1:5050`.
 * @throws Error "Failed to parse '…'"
 */
export function detect(
  master: string,
  sessionTimeoutSeconds: number,
  { zookeeper, log }: Pick<Surroundings, 'zookeeper' | 'log'>,
  onLeader: OnLeader,
): Detector {
  if (!master.startsWith('zk://')) {
    const leader = standalone(master);
    setImmediate(() => {
      onLeader(leader);
    });
    return { abandon: () => undefined };
  }
  const { servers, path } = parseZooKeeperUrl(master);
  let known: string | undefined;
  return new Group({
    zookeeper: zookeeper(servers),
    path,
    prefix: CANDIDATES,
    timeoutSeconds: sessionTimeoutSeconds,
    log,
    onMembers: (members) => {
      const leader = leaderOf(members);
      if (leader?.id === known) return;
      known = leader?.id;
      log(
        leader === undefined
          ? 'No leading master is detected'
          : `A new leading master (UPID=${leader.pid}) is detected`,
      );
      onLeader(leader);
    },
  });
}

/** Who has been there the longest. */
export function leaderOf(members: readonly Member[] | undefined): MasterInfo | undefined {
  const [first] = members ?? [];
  if (first === undefined) return undefined;
  const info: unknown = JSON.parse(first.data);
  return isObject(info) ? (info as unknown as MasterInfo) : undefined;
}

function standalone(master: string): MasterInfo {
  const match = /^(?:master@)?([^:@/\s]+):(\d+)$/.exec(master.trim());
  if (match === null) throw new Error(`Failed to parse '${master}'`);
  const [, ip = '', port = ''] = match;
  return masterInfo('', { ip: ip === 'localhost' ? '127.0.0.1' : ip, port: Number(port) }, ip);
}
