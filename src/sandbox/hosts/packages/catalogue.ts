import { mesosDebianPackages } from './mesos-packages';
import { debian, type Package } from './package';

const containerdUnit = `[Unit]
Description=containerd container runtime
Documentation=https://containerd.io
After=network.target local-fs.target

[Service]
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/containerd
Type=notify
Delegate=yes
KillMode=process
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
`;

const kubeletUnit = `[Unit]
Description=kubelet: The Kubernetes Node Agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/local/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

const kubeletDropIn = `[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;

const iptablesPrograms = ['iptables', 'ip6tables'].flatMap((name) => [
  name,
  `${name}-save`,
  `${name}-restore`,
]);

/** Packages of Debian 12, with the versions it was released with, that machines of clusters ask for. */
const debianPackages: readonly Package[] = [
  debian('apt', '2.6.1'),
  debian('base-files', '12.4+deb12u5'),
  debian('bash', '5.2.15-2+b2'),
  debian('ca-certificates', '20230311'),
  debian('cloud-init', '22.4.2-1+deb12u1'),
  debian('conntrack', '1:1.4.7-1+b2', { programs: ['conntrack'] }),
  debian('containerd', '1.6.20~ds1-1+b1', {
    depends: ['runc'],
    programs: ['containerd', 'containerd-shim-runc-v2', 'ctr'],
    units: { 'containerd.service': containerdUnit },
    starts: ['containerd.service'],
    files: { '/etc/containerd/config.toml': 'version = 2\n' },
  }),
  debian('coreutils', '9.1-1'),
  debian('curl', '7.88.1-10+deb12u5'),
  debian('dpkg', '1.21.22'),
  debian('ethtool', '1:6.1-1', { programs: ['ethtool'] }),
  debian('gpg', '2.2.40-1.1'),
  debian('gnupg', '2.2.40-1.1', { depends: ['gpg'] }),
  debian('apt-transport-https', '2.6.1'),
  debian('iproute2', '6.1.0-3'),
  debian('iptables', '1.8.9-2', { programs: iptablesPrograms }),
  debian('kmod', '30+20221128-1'),
  debian('openssh-server', '1:9.2p1-2+deb12u2'),
  debian('runc', '1.1.5+ds1-1+b1', { programs: ['runc'] }),
  debian('socat', '1.7.4.4-2', { programs: ['socat'] }),
  debian('sudo', '1.9.13p3-1+deb12u1'),
  debian('systemd', '252.22-1~deb12u1'),
  debian('util-linux', '2.38.1-5+b1'),
  ...mesosDebianPackages,
];

const installed = [
  'apt',
  'base-files',
  'bash',
  'ca-certificates',
  'cloud-init',
  'coreutils',
  'curl',
  'dpkg',
  'gpg',
  'iproute2',
  'kmod',
  'openssh-server',
  'sudo',
  'systemd',
  'util-linux',
];

/** What is installed on a fresh machine. */
export function basePackages(): readonly Package[] {
  return debianPackages.filter(({ name }) => installed.includes(name));
}

export function debianPackage(name: string): Package | undefined {
  return debianPackages.find((one) => one.name === name);
}

/** Names of the packages of a Kubernetes repository. */
export const kubernetesPackageNames: readonly string[] = [
  'kubeadm',
  'kubelet',
  'kubectl',
  'kubernetes-cni',
  'cri-tools',
];

/**
 * A package of the Kubernetes repository of one minor version. Every patch release that is asked for exists; without
 * one the first is given.
 * @param minor `1.34`
 */
export function kubernetesPackage(name: string, minor: string, patch: string): Package | undefined {
  const version = `${minor}.${patch}-1.1`;
  switch (name) {
    case 'kubeadm':
      return debian(name, version, { depends: ['cri-tools'], programs: ['kubeadm'] });
    case 'kubectl':
      return debian(name, version, { programs: ['kubectl'] });
    case 'kubelet':
      return debian(name, version, {
        depends: ['iptables', 'iproute2', 'kubernetes-cni'],
        programs: ['kubelet'],
        units: { 'kubelet.service': kubeletUnit, 'kubelet.service.d/10-kubeadm.conf': kubeletDropIn },
      });
    case 'kubernetes-cni':
      return debian(name, '1.7.1-1.1', { files: cniPlugins() });
    case 'cri-tools':
      return debian(name, `${minor}.0-1.1`, { programs: ['crictl'] });
    default:
      return undefined;
  }
}

/** No pod has a network of its own, so that nothing calls a plugin; one that is called says so. */
function cniPlugins(): Record<string, string> {
  const names = ['bridge', 'firewall', 'host-local', 'loopback', 'portmap'];
  const text = '#!/bin/sh\necho "the sandbox has no pod networks: this plugin does nothing" >&2\nexit 1\n';
  return Object.fromEntries(names.map((name) => [`/opt/cni/bin/${name}`, text]));
}
