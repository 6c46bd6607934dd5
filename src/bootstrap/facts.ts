import type { HostShell } from './host-shell';

/** What a host is, read in one round trip without changing anything. */
export interface HostFacts {
  readonly hostname: string;
  /** Null when the host knows no domain of its own. */
  readonly fqdn: string | null;
  readonly os: OperatingSystem;
  /** `uname -r`. */
  readonly kernel: string;
  /** As Debian and Go call it: `amd64`, `arm64`; what is not known stays as `uname -m` says it. */
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** `/etc/machine-id`; empty when there is none. */
  readonly machineId: string;
  /** `systemd` where it runs as init, otherwise the name of process 1. */
  readonly initSystem: string;
  readonly packageManager: PackageManager | null;
  /** How the connection's user becomes root; `none` means that no operation can be applied. */
  readonly privilege: 'root' | 'sudo' | 'none';
  readonly swap: { readonly enabled: boolean; readonly entries: readonly SwapEntry[] };
  readonly cgroupVersion: 1 | 2;
  readonly addresses: readonly HostAddress[];
  /** Source address of the default route, without prefix; null when there is no default route. */
  readonly defaultAddress: string | null;
  /** Paths of the commands of `probedCommands` that the host has. */
  readonly commands: Readonly<Partial<Record<ProbedCommand, string>>>;
  readonly kernelModules: Readonly<Record<ProbedModule, KernelModuleState>>;
  /** Values of `probedSysctls`; one the kernel does not have is not in here. */
  readonly sysctls: Readonly<Partial<Record<ProbedSysctl, string>>>;
  readonly kubernetes: KubernetesFacts;
}

export interface OperatingSystem {
  /** `ID` of os-release: `debian`, `ubuntu`. */
  readonly id: string;
  readonly versionId: string;
  readonly idLike: readonly string[];
  readonly codename: string;
  readonly prettyName: string;
}

export type PackageManager = 'apt' | 'dnf' | 'yum' | 'zypper' | 'apk' | 'pacman';

export interface SwapEntry {
  readonly path: string;
  readonly sizeBytes: number;
}

export interface HostAddress {
  readonly interface: string;
  readonly address: string;
  readonly prefix: number;
}

/** `absent` means: neither in the kernel nor loaded; `modprobe` may still find it. */
export type KernelModuleState = 'builtin' | 'loaded' | 'absent';

export interface KubernetesFacts {
  /** `/etc/kubernetes/admin.conf` exists: the host is a control-plane host. */
  readonly adminConf: boolean;
  /** `/etc/kubernetes/kubelet.conf` exists: the host has joined a cluster. */
  readonly kubeletConf: boolean;
  /** The name under which it joined; null when it has not. */
  readonly nodeName: string | null;
}

export const probedCommands = [
  'apt-get',
  'curl',
  'wget',
  'iptables',
  'nft',
  'conntrack',
  'ip',
  'kubeadm',
  'kubelet',
  'kubectl',
  'containerd',
  'runc',
  'ctr',
  'crictl',
  'ethtool',
  'socat',
  'systemctl',
  'sha256sum',
  'flock',
  'timeout',
  'java',
] as const;
export type ProbedCommand = (typeof probedCommands)[number];

export const probedModules = ['overlay', 'br_netfilter'] as const;
export type ProbedModule = (typeof probedModules)[number];

export const probedSysctls = [
  'net.ipv4.ip_forward',
  'net.bridge.bridge-nf-call-iptables',
  'net.bridge.bridge-nf-call-ip6tables',
  'vm.swappiness',
] as const;
export type ProbedSysctl = (typeof probedSysctls)[number];

export interface GatherFactsOptions {
  readonly signal?: AbortSignal;
}

export async function gatherFacts(shell: HostShell, options: GatherFactsOptions = {}): Promise<HostFacts> {
  void shell;
  void options;
  throw new Error('facts cannot be read yet');
}
