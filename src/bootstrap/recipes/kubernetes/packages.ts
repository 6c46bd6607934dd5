import type { Operation } from '../../operation';
import { baseName } from '../../bundle/manifest';
import type { BundleFile, LoadedBundle } from '../../bundle';
import { aptRepository } from '../apt-repository';
import { searchPath } from '../script';
import { bundledBinary, bundleFilesFor, bundleTransfer, imageTarPath } from './bundle-files';
import type { NodeParams, NodeRole, PackageSource } from './params';
import { paths } from './paths';
import { parseVersion } from './version';

const tools = ['kubeadm', 'kubelet', 'kubectl'] as const;

/** kubeadm, kubelet, kubectl and the CNI plugins, from the official repository or from a bundle. */
export function kubernetesPackages(params: NodeParams, role: NodeRole): readonly Operation[] {
  return params.packages.kind === 'apt'
    ? fromApt(params, params.packages)
    : fromBundle(params.packages.bundle, role);
}

/** Ids of the operations whose change makes a restart of the kubelet necessary. */
export function kubeletInstallIds(params: NodeParams): readonly string[] {
  return params.packages.kind === 'apt'
    ? ['kubernetes/packages']
    : ['kubernetes/kubelet', 'kubernetes/kubelet-unit', 'kubernetes/kubelet-drop-in'];
}

function fromApt(params: NodeParams, source: Extract<PackageSource, { kind: 'apt' }>): readonly Operation[] {
  const { major, minor } = parseVersion(params.version);
  return [
    ...aptRepository({
      repository:
        source.repository ?? `https://pkgs.k8s.io/core:/stable:/v${String(major)}.${String(minor)}/deb/`,
      what: 'Kubernetes',
      ...(source.keyUrl === undefined ? {} : { keyUrl: source.keyUrl }),
      id: 'kubernetes',
      keyPath: paths.aptKey,
      keyRecord: paths.aptKeyRecord,
      sourcePath: paths.aptSource,
    }),
    {
      kind: 'packages',
      id: 'kubernetes/packages',
      description: `install Kubernetes ${params.version}`,
      names: [...tools.map((name) => `${name}=${params.version.replace(/^v/, '')}-*`), 'kubernetes-cni'],
      hold: true,
    },
  ];
}

function fromBundle(bundle: LoadedBundle, role: NodeRole): readonly Operation[] {
  const files = bundleFilesFor(bundle.manifest, role);
  const images = files.filter((file) => file.kind === 'image');
  const programs = [
    ...tools.map((name) =>
      bundleTransfer(bundledBinary(bundle.manifest, name) as BundleFile, bundle, {
        id: `kubernetes/${name}`,
        path: `${paths.binaries}/${name}`,
        mode: '0755',
      }),
    ),
    ...files
      .filter((file) => file.kind === 'cni')
      .map((file) =>
        bundleTransfer(file, bundle, {
          id: `kubernetes/cni/${baseName(file.path).toLowerCase()}`,
          path: `${paths.cniPlugins}/${baseName(file.path)}`,
          mode: '0755',
        }),
      ),
  ];
  return [
    recordInstalled([...programs.map(({ path }) => path), paths.kubeletUnit, paths.kubeletDropIn]),
    ...programs,
    {
      kind: 'file',
      id: 'kubernetes/kubelet-unit',
      description: 'describe the kubelet to systemd',
      path: paths.kubeletUnit,
      content: kubeletUnit,
      mode: '0644',
    },
    {
      kind: 'file',
      id: 'kubernetes/kubelet-drop-in',
      description: 'start the kubelet with what kubeadm writes',
      path: paths.kubeletDropIn,
      content: kubeletDropIn,
      mode: '0644',
    },
    ...images.map((file) =>
      bundleTransfer(file, bundle, {
        id: `images/${baseName(file.path).toLowerCase()}`,
        path: imageTarPath(file),
        mode: '0600',
      }),
    ),
    ...(images.length > 0 ? [importImages(images)] : []),
  ];
}

/** Before the files come, and never shorter: what an earlier bundle brought is on the host still. */
function recordInstalled(files: readonly string[]): Operation {
  const list = files.join('\n');
  return {
    kind: 'command',
    id: 'kubernetes/installed-files',
    description: 'write down which files the bundle brings, for their removal',
    check: `
while read -r path; do
  grep -qxF "$path" ${paths.installedFiles} 2>/dev/null || { echo "$path is not written down for its removal"; exit 1; }
done <<'END'
${list}
END
`,
    apply: `
touch ${paths.installedFiles}
while read -r path; do
  grep -qxF "$path" ${paths.installedFiles} || echo "$path" >>${paths.installedFiles}
done <<'END'
${list}
END
`,
  };
}

/**
 * The tars stay on the host: the kubelet may remove an image when its disk fills up, and without a registry
 * nothing else could bring it back. Pinning tells the kubelet to leave them alone (containerd 1.7 and later).
 */
function importImages(images: readonly BundleFile[]): Operation {
  const list = images.map((file) => `${String(file.reference)} ${imageTarPath(file)}`).join('\n');
  return {
    kind: 'command',
    id: 'kubernetes/images',
    description: 'import the images of the bundle into containerd',
    check: `
${searchPath}
present=$(ctr -n k8s.io images ls -q 2>/dev/null) || { echo 'containerd does not answer'; exit 1; }
while read -r reference tar; do
  printf '%s\\n' "$present" | grep -qxF "$reference" || { echo "the image $reference is missing"; exit 1; }
done <<'END'
${list}
END
`,
    apply: `
${searchPath}
present=$(ctr -n k8s.io images ls -q)
while read -r reference tar; do
  printf '%s\\n' "$present" | grep -qxF "$reference" && continue
  ctr -n k8s.io images import "$tar" >/dev/null </dev/null
  if ! ctr -n k8s.io images ls -q | grep -qxF "$reference"; then
    echo "the archive $tar of the bundle does not hold the image $reference" >&2
    exit 1
  fi
  ctr -n k8s.io images label "$reference" io.cri-containerd.pinned=pinned >/dev/null </dev/null
done <<'END'
${list}
END
`,
    timeoutSeconds: 900,
  };
}

const kubeletUnit = `[Unit]
Description=kubelet: the Kubernetes node agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target
After=network-online.target containerd.service
StartLimitIntervalSec=0

[Service]
ExecStart=${paths.binaries}/kubelet
Restart=always
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

const kubeletDropIn = `[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=${paths.kubeletConf}"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=${paths.binaries}/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;
