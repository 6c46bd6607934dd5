import { buildGoRelease, type GoRelease } from './go-build';

export const kubernetesVersion = '1.34.4';

const [major, minor] = kubernetesVersion.split('.');
const versionFlags = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
  `-X ${path}.gitVersion=v${kubernetesVersion}`,
  `-X ${path}.gitMajor=${major ?? ''}`,
  `-X ${path}.gitMinor=${minor ?? ''}`,
  `-X ${path}.gitTreeState=clean`,
]);

const kubernetesPrograms = [
  ...['kubeadm', 'kubelet', 'kubectl'],
  ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy'],
];

export const kubernetes: GoRelease = {
  name: 'kubernetes',
  version: kubernetesVersion,
  modules: ['k8s.io/kubernetes'],
  programs: Object.fromEntries(kubernetesPrograms.map((name) => [name, `k8s.io/kubernetes/cmd/${name}`])),
  linkerFlags: versionFlags.join(' '),
  // The staging modules of Kubernetes 1.X.Y are published as 0.X.Y.
  staging: { prefix: 'k8s.io/', version: `0.${kubernetesVersion.slice(2)}` },
};

/** The minor version that kubeadm of this Kubernetes expects; kubeadm names the image `<version>-0`. */
export const etcd: GoRelease = {
  name: 'etcd',
  version: '3.6.5',
  modules: ['go.etcd.io/etcd/server/v3', 'go.etcd.io/etcd/etcdctl/v3'],
  programs: { etcd: 'go.etcd.io/etcd/server/v3', etcdctl: 'go.etcd.io/etcd/etcdctl/v3' },
};

export const coredns: GoRelease = {
  name: 'coredns',
  version: '1.12.1',
  modules: ['github.com/coredns/coredns'],
  programs: { coredns: 'github.com/coredns/coredns' },
};

export const cniPlugins: GoRelease = {
  name: 'cni-plugins',
  version: '1.9.1',
  modules: ['github.com/containernetworking/plugins'],
  programs: {
    bridge: 'github.com/containernetworking/plugins/plugins/main/bridge',
    loopback: 'github.com/containernetworking/plugins/plugins/main/loopback',
    'host-local': 'github.com/containernetworking/plugins/plugins/ipam/host-local',
    portmap: 'github.com/containernetworking/plugins/plugins/meta/portmap',
  },
};

/** The pause image that kubeadm of this Kubernetes names. */
export const pauseVersion = '3.10.1';

/** Folders of plain binaries, built when they are not in the cache: kube-apiserver and its like, and etcd with etcdctl. */
export async function ensureBinaries(): Promise<{ kubernetes: string; etcd: string }> {
  return { kubernetes: await buildGoRelease(kubernetes), etcd: await buildGoRelease(etcd) };
}
