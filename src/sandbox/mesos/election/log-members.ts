import type { ZooKeeper } from '../../zookeeper/zookeeper';
import { type Members, REPLICA } from '../log/log-network';
import { type Address, type Pid, pid } from '../transport/transport';
import { Group } from './group';

/** The replicas of the log that ZooKeeper knows, this one among them. */
export class LogMembers implements Members {
  pids: readonly Pid[];
  private readonly listeners = new Set<() => void>();
  private readonly group: Group;
  /** Resolves when ZooKeeper knows this one. */
  readonly joined: Promise<void>;

  constructor(
    zookeeper: ZooKeeper,
    path: string,
    timeoutSeconds: number,
    address: Address,
    log: (line: string) => void,
  ) {
    const self = pid(REPLICA, address);
    this.pids = [self];
    this.group = new Group({
      zookeeper,
      path: `${path === '/' ? '' : path}/log_replicas`,
      prefix: '',
      timeoutSeconds,
      log,
      onMembers: (members) => {
        // This replica is there for itself, whatever ZooKeeper says.
        this.pids = [...new Set([self, ...(members ?? []).map(({ data }) => data)])];
        for (const listener of [...this.listeners]) listener();
      },
    });
    this.joined = this.group.joined;
    this.group.join(self);
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  abandon(): void {
    this.group.abandon();
  }
}

/** A log in one copy only. */
export function onlyMember(address: Address): Members {
  return { pids: [pid(REPLICA, address)], onChange: () => () => undefined };
}
