import type { MachineContext } from '../machine-context';
import { type ProgramCall, ProgramError } from '../programs/program-call';
import { PROGRAMS } from '../packages/package-manager';
import type { Registration } from './kubeadm-config';
import { kubernetesPaths as paths } from './kubernetes-paths';

const MIB = 1024 ** 2;
/** kubeadm's own: fewer processors or less memory is refused for a control plane. */
const CONTROL_PLANE_CPUS = 2;
const CONTROL_PLANE_BYTES = 1700 * MIB;

/** The checks of kubeadm that can fail on a machine of the sandbox. @throws ProgramError with kubeadm's words */
export function preflight(
  call: ProgramCall,
  machine: MachineContext,
  role: 'init' | 'control-plane' | 'worker',
  registration: Registration,
): void {
  const { spec, files, services } = machine;
  const problems: [check: string, text: string][] = [];
  const add = (check: string, text: string): void => {
    problems.push([check, text]);
  };
  if (call.user !== 'root') add('IsPrivilegedUser', 'user is not running as root');
  if (role !== 'worker' && spec.cpus < CONTROL_PLANE_CPUS) {
    add(
      'NumCPU',
      `the number of available CPUs ${String(spec.cpus)} is less than the required ${String(CONTROL_PLANE_CPUS)}`,
    );
  }
  if (role !== 'worker' && spec.memoryBytes < CONTROL_PLANE_BYTES) {
    const has = String(Math.floor(spec.memoryBytes / MIB));
    add('Mem', `the system RAM (${has} MB) is less than the minimum ${String(CONTROL_PLANE_BYTES / MIB)} MB`);
  }
  if (services.state('containerd.service') !== 'active') {
    add(
      'CRI',
      'could not connect to the container runtime: dial unix /run/containerd/containerd.sock: connect: no such file or directory',
    );
  }
  if (machine.kernelSetting('net/ipv4/ip_forward') !== '1') {
    add(
      'FileContent--proc-sys-net-ipv4-ip_forward',
      '/proc/sys/net/ipv4/ip_forward contents are not set to 1',
    );
  }
  for (const program of ['conntrack', 'iptables']) {
    if (!files.exists(`${PROGRAMS}/${program}`)) {
      add(`FileExisting-${program}`, `${program} not found in system path`);
    }
  }
  if (role === 'init') {
    for (const name of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']) {
      const path = `${paths.manifests}/${name}.yaml`;
      if (files.exists(path))
        add(`FileAvailable--etc-kubernetes-manifests-${name}.yaml`, `${path} already exists`);
    }
  } else {
    for (const path of [paths.kubeletConf, paths.caCertificate]) {
      if (files.exists(path)) add(`FileAvailable-${path.replaceAll('/', '-')}`, `${path} already exists`);
    }
  }
  if (role !== 'worker' && files.list(paths.etcd).length > 0)
    add('DirAvailable--var-lib-etcd', `${paths.etcd} is not empty`);
  const ignored = [...registration.ignoredChecks, ...ignoredByFlag(call)];
  const fatal = problems.filter(
    ([check]) => !ignored.includes('all') && !ignored.includes(check.toLowerCase()),
  );
  for (const [check, text] of problems) {
    if (!fatal.some(([other]) => other === check)) call.err(`\t[WARNING ${check}]: ${text}\n`);
  }
  if (fatal.length === 0) return;
  const lines = fatal.map(([check, text]) => `\t[ERROR ${check}]: ${text}`);
  throw new ProgramError(
    `error execution phase preflight: [preflight] Some fatal errors occurred:\n${lines.join('\n')}\n[preflight] If you know what you are doing, you can make a check non-fatal with \`--ignore-preflight-errors=...\``,
  );
}

function ignoredByFlag({ args }: ProgramCall): readonly string[] {
  const flag = args.find((word) => word.startsWith('--ignore-preflight-errors='));
  return (flag?.split('=')[1] ?? '').toLowerCase().split(',');
}
