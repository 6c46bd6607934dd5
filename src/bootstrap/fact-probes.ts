/** Commands whose presence recipes ask for. */
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

/** Kernel modules that a container network needs. */
export const probedModules = ['overlay', 'br_netfilter'] as const;
export type ProbedModule = (typeof probedModules)[number];

/** Kernel settings that a container network needs. */
export const probedSysctls = [
  'net.ipv4.ip_forward',
  'net.bridge.bridge-nf-call-iptables',
  'net.bridge.bridge-nf-call-ip6tables',
  'vm.swappiness',
] as const;
export type ProbedSysctl = (typeof probedSysctls)[number];
