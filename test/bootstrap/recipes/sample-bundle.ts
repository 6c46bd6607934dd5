import type { BundleFile, BundleManifest, LoadedBundle } from '../../../src/bootstrap/bundle';

function file(kind: BundleFile['kind'], path: string, more: Partial<BundleFile> = {}): BundleFile {
  const sha256 = Buffer.from(path).toString('hex').padEnd(64, '0').slice(0, 64);
  return { kind, path, sha256, size: 1000, ...more };
}

function image(name: string, tag: string, roles?: BundleFile['roles']): BundleFile {
  return file('image', `images/${name}.tar`, {
    reference: `registry.k8s.io/${name === 'coredns' ? 'coredns/coredns' : name}:${tag}`,
    ...(roles === undefined ? {} : { roles }),
  });
}

export const sampleManifest: BundleManifest = {
  apiVersion: 'fleetwright.dev/bundle/v1',
  kubernetesVersion: '1.34.4',
  architecture: 'amd64',
  files: [
    ...['kubeadm', 'kubelet', 'kubectl'].map((name) => file('binary', `bin/${name}`)),
    ...['bridge', 'host-local', 'loopback', 'portmap'].map((name) => file('cni', `cni/${name}`)),
    image('kube-apiserver', 'v1.34.4', ['control-plane']),
    image('etcd', '3.6.5-0', ['control-plane']),
    image('kube-proxy', 'v1.34.4'),
    image('coredns', 'v1.12.1'),
    image('pause', '3.10.1'),
  ],
};

/** As above, with a container runtime: such a bundle needs nothing from the distribution. */
export const completeManifest: BundleManifest = {
  ...sampleManifest,
  files: [
    ...sampleManifest.files,
    ...['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc', 'crictl'].map((name) =>
      file('binary', `bin/${name}`),
    ),
  ],
};

function pushed(manifest: BundleManifest): LoadedBundle {
  return { manifest, source: 'bundle', folder: '/bundles/sample', baseUrl: null };
}

export const knownBundles = {
  sample: pushed(sampleManifest),
  complete: pushed(completeManifest),
  arm: pushed({ ...completeManifest, architecture: 'arm64' }),
  mirror: {
    manifest: sampleManifest,
    source: 'https://mirror.example/k8s',
    folder: null,
    baseUrl: 'https://mirror.example/k8s/',
  },
} as const satisfies Record<string, LoadedBundle>;
