import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { bundledBinary, bundledImage, bundleTransfer, hasContainerd } from './bundle-files';
import type { NodeParams } from './params';
import { paths } from './paths';
import { mergeToml, topLevelValue } from './toml-merge';
import { parseVersion, pauseTag } from './version';

/** Of these a bundle brings what it has; what runs containers comes from one place, never mixed. */
const binaries = ['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc', 'crictl'] as const;

/** A container runtime that the kubelet can use. */
export function containerdOperations(facts: HostFacts, params: NodeParams): readonly Operation[] {
  const install = installOperations(facts, params);
  return [
    noteOrigin(),
    ...install,
    {
      kind: 'file',
      id: 'containerd/config',
      description: 'configure containerd for the kubelet',
      path: paths.containerdConfig,
      content: containerdConfig(params),
      mode: '0644',
    },
    {
      kind: 'service',
      id: 'containerd/service',
      description: 'run containerd',
      unit: 'containerd.service',
      enabled: true,
      state: 'started',
      restartOn: ['containerd/config', ...install.map(({ id }) => id)],
    },
  ];
}

/**
 * One text for every containerd: 1.6 and 1.7 read version 2 of the format, and 2.x converts it. A user's
 * text with `version = 3` at its top asks for the sections of version 3.
 */
export function containerdConfig(params: NodeParams): string {
  const pause = pauseImage(params);
  const user = params.containerdConfig ?? '';
  const base =
    topLevelValue(user, 'version', 'containerd_config') === '3' ? version3(pause) : version2(pause);
  return mergeToml(base, user, 'containerd_config');
}

function pauseImage(params: NodeParams): string {
  const { packages, imageRepository } = params;
  const bundled = packages.kind === 'bundle' ? bundledImage(packages.bundle.manifest, 'pause') : undefined;
  if (bundled !== undefined) return `${bundled.repository}/${bundled.name}:${bundled.tag}`;
  return `${imageRepository ?? 'registry.k8s.io'}/pause:${pauseTag(parseVersion(params.version))}`;
}

function version2(pause: string): string {
  return `version = 2
imports = ["/etc/containerd/conf.d/*.toml"]

[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "${pause}"

[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "${paths.cniPlugins}"
conf_dir = "${paths.cniConfiguration}"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
SystemdCgroup = true

[plugins."io.containerd.grpc.v1.cri".registry]
config_path = "/etc/containerd/certs.d"
`;
}

function version3(pause: string): string {
  return `version = 3
imports = ["/etc/containerd/conf.d/*.toml"]

[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "${pause}"

[plugins."io.containerd.cri.v1.images".registry]
config_path = "/etc/containerd/certs.d"

[plugins."io.containerd.cri.v1.runtime".cni]
bin_dir = "${paths.cniPlugins}"
conf_dir = "${paths.cniConfiguration}"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"

[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
SystemdCgroup = true
`;
}

/** What was there before: the removal gives it back instead of taking it away. */
function noteOrigin(): Operation {
  return {
    kind: 'command',
    id: 'containerd/origin',
    description: 'note whether containerd was there before',
    check: `[ -f ${paths.containerdOrigin} ]`,
    apply: `
if command -v containerd >/dev/null 2>&1; then
  origin=host
  if [ -f ${paths.containerdConfig} ]; then cp -p ${paths.containerdConfig} ${paths.containerdBefore}; fi
else origin=fleetwright; fi
echo "$origin" >${paths.containerdOrigin}
`,
  };
}

function installOperations(facts: HostFacts, params: NodeParams): readonly Operation[] {
  const { packages } = params;
  if (packages.kind !== 'bundle' || !hasContainerd(packages.bundle.manifest)) {
    return [...fromDistribution(facts), ...transfers(params, ['crictl'])];
  }
  return [
    ...transfers(params, binaries),
    {
      kind: 'file',
      id: 'containerd/unit',
      description: 'describe containerd to systemd',
      path: paths.containerdUnit,
      content: unit,
      mode: '0644',
    },
  ];
}

/** A containerd that is there stays, whatever package it is from: another one would remove a Docker that uses it. */
function fromDistribution(facts: HostFacts): readonly Operation[] {
  const { containerd, ctr, runc } = facts.commands;
  if (containerd !== undefined && ctr !== undefined && runc !== undefined) return [];
  return [
    {
      kind: 'packages',
      id: 'containerd/package',
      description: 'install containerd',
      names: ['containerd', 'runc'],
    },
  ];
}

function transfers(params: NodeParams, names: readonly string[]): readonly Operation[] {
  const { packages } = params;
  if (packages.kind !== 'bundle') return [];
  return names.flatMap((name) => {
    const file = bundledBinary(packages.bundle.manifest, name);
    if (file === undefined) return [];
    return [
      bundleTransfer(file, packages.bundle, {
        id: `containerd/${name}`,
        path: `${paths.binaries}/${name}`,
        mode: '0755',
      }),
    ];
  });
}

/** Containers outlive a restart of containerd, and it manages their cgroups itself. */
const unit = `[Unit]
Description=containerd container runtime
Documentation=https://containerd.io
After=network.target local-fs.target

[Service]
Type=notify
ExecStartPre=-/sbin/modprobe overlay
ExecStart=${paths.binaries}/containerd
Environment=PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
LimitNOFILE=1048576
TasksMax=infinity

[Install]
WantedBy=multi-user.target
`;
