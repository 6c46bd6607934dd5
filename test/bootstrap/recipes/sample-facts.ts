import type { HostFacts } from '../../../src/bootstrap';

/** A Debian 12 machine with nothing on it but sshd and curl. */
export const bareDebian: HostFacts = {
  hostname: 'rack-1',
  fqdn: null,
  os: {
    id: 'debian',
    versionId: '12',
    idLike: [],
    codename: 'bookworm',
    prettyName: 'Debian GNU/Linux 12 (bookworm)',
  },
  kernel: '6.1.0-18-amd64',
  architecture: 'amd64',
  cpus: 2,
  memoryBytes: 4_294_967_296,
  machineId: '0123456789abcdef0123456789abcdef',
  initSystem: 'systemd',
  packageManager: 'apt',
  privilege: 'root',
  swap: { enabled: false, entries: [] },
  cgroupVersion: 2,
  addresses: [{ interface: 'eth0', address: '10.0.0.11', prefix: 24 }],
  defaultAddress: '10.0.0.11',
  commands: {
    'apt-get': '/usr/bin/apt-get',
    curl: '/usr/bin/curl',
    ip: '/usr/sbin/ip',
    systemctl: '/usr/bin/systemctl',
  },
  kernelModules: { overlay: 'builtin', br_netfilter: 'absent' },
  sysctls: {},
  kubernetes: { adminConf: false, kubeletConf: false, nodeName: null, owner: null },
  services: {},
};

/** The same machine after a converge: every command is there. */
export const preparedDebian: HostFacts = {
  ...bareDebian,
  commands: {
    ...bareDebian.commands,
    iptables: '/usr/sbin/iptables',
    conntrack: '/usr/sbin/conntrack',
    ethtool: '/usr/sbin/ethtool',
    socat: '/usr/bin/socat',
    containerd: '/usr/bin/containerd',
    ctr: '/usr/bin/ctr',
    runc: '/usr/sbin/runc',
  },
  kernelModules: { overlay: 'builtin', br_netfilter: 'loaded' },
};

/** A distribution that neither we nor Kubernetes has packages for. */
export const fedora: HostFacts = {
  ...preparedDebian,
  hostname: 'rack-f',
  os: { id: 'fedora', versionId: '41', idLike: [], codename: '', prettyName: 'Fedora Linux 41' },
  packageManager: 'dnf',
};

export const knownFacts = { bareDebian, preparedDebian, fedora } as const;
