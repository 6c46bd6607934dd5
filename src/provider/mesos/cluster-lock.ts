import { withHostLocks } from '../../bootstrap';
import type { HostReference, Session } from '../session';

/** What is to be changed by one run at a time, and by whom. */
export interface ClusterLock {
  /** Which lock of the hosts. */
  readonly name: 'zookeeper' | 'mesos-masters' | 'mesos-agents' | 'marathon';
  /**
   * Hosts that every run has in common. One that is to be cleaned cannot be among them. Those that are dead give no lock
   * and stand in nobody's way.
   */
  readonly hosts: readonly HostReference[];
  /** What for, as another operator understands it: `update fleetwright_mesos_master`. */
  readonly purpose: string;
}

/**
 * Runs `work` while this run of Terraform, and no other, changes a cluster. Turns keep apart what one run does; this keeps
 * apart two runs of two people. It is had from the hosts and not from ZooKeeper, which is not there yet when a cluster is made,
 * and may be what has to be repaired.
 *
 * @param work must stop when its signal is aborted: by `signal`, or because the lock was lost
 * @throws HostLockError when another run has it for ten minutes
 */
export async function withClusterLock<T>(
  session: Session,
  { name, hosts, purpose }: ClusterLock,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const placeOf = ({ address, port }: HostReference) => `${address} ${String(port)}`;
  const inOrder = [...new Map(hosts.map((host) => [placeOf(host), host] as const))].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const shells = await Promise.all(
    inOrder.map(async ([, host]) => {
      try {
        return (await session.reach(host, 'running', signal)).shell;
      } catch (error) {
        if (signal.aborted) throw error;
        return undefined;
      }
    }),
  );
  return withHostLocks(
    shells.filter((shell) => shell !== undefined),
    { owner: session.operator, purpose, name, signal },
    work,
  );
}
