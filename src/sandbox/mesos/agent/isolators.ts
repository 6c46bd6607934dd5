import { Exit } from '../failure';
import type { FlagValues } from '../flags/load-flags';

const ISOLATORS: ReadonlySet<string> = new Set([
  ...['appc/runtime', 'disk/du', 'disk/xfs', 'docker/runtime', 'docker/volume', 'environment_secret'],
  ...['filesystem/linux', 'filesystem/posix', 'filesystem/shared', 'gpu/nvidia'],
  ...[
    'linux/capabilities',
    'linux/devices',
    'linux/nnp',
    'linux/seccomp',
    'namespaces/ipc',
    'namespaces/pid',
  ],
  ...['network/cni', 'network/port_mapping', 'network/ports', 'posix/cpu', 'posix/disk', 'posix/mem'],
  ...[
    'posix/rlimits',
    'volume/csi',
    'volume/host_path',
    'volume/image',
    'volume/sandbox_path',
    'volume/secret',
  ],
]);

const CGROUPS: ReadonlySet<string> = new Set([
  ...[
    'all',
    'blkio',
    'cpu',
    'cpuset',
    'devices',
    'hugetlb',
    'mem',
    'net_cls',
    'net_prio',
    'perf_event',
    'pids',
  ],
]);

/** What tasks may be run by and kept apart with. @throws Exit */
export function checkContainerizers(flags: FlagValues): void {
  const unknown = (flags.containerizers ?? 'mesos')
    .split(',')
    .find((name) => !['mesos', 'docker'].includes(name));
  if (unknown !== undefined) {
    throw new Exit(1, `Failed to create a containerizer: Unknown or unsupported containerizer: ${unknown}`);
  }
  for (const isolator of (flags.isolation ?? '').split(',').filter((name) => name !== '')) {
    const [group, name = ''] = isolator.split('/');
    const isCgroup = group === 'cgroups' && CGROUPS.has(name);
    if (isCgroup && flags.launcher !== 'linux') {
      throw new Exit(134, 'Check failed: flags.launcher == "linux" ');
    }
    if (!isCgroup && !ISOLATORS.has(isolator)) {
      throw new Exit(
        1,
        `Failed to create a containerizer: Could not create MesosContainerizer: Unknown or unsupported isolator '${isolator}'`,
      );
    }
  }
}
