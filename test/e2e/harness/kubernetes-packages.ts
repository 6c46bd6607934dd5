import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { makeAptRepository } from './apt-repository';
import { makeDebianPackage, type DebianPackage } from './debian-package';
import { buildGoRelease } from './go-build';
import { cniPlugins, kubernetes, kubernetesVersion } from './releases';

/**
 * Makes an apt repository of one minor version, laid out as the official one is: kubeadm, kubelet, kubectl and
 * kubernetes-cni as packages.
 */
export async function makeKubernetesRepository(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const one of await packages()) await makeDebianPackage(one, folder);
  await makeAptRepository(folder, `v${kubernetesVersion}`);
}

async function packages(): Promise<readonly DebianPackage[]> {
  const programs = await buildGoRelease(kubernetes);
  const plugins = await buildGoRelease(cniPlugins);
  const version = `${kubernetesVersion}-1.1`;
  const program = (name: string) => ({ [`usr/bin/${name}`]: { source: join(programs, name) } });
  return [
    {
      name: 'kubeadm',
      version,
      depends: ['kubelet'],
      files: {
        ...program('kubeadm'),
        'usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf': { text: dropIn },
      },
    },
    {
      name: 'kubelet',
      version,
      depends: ['iptables', 'kubernetes-cni', 'iproute2', 'mount', 'util-linux'],
      files: { ...program('kubelet'), 'usr/lib/systemd/system/kubelet.service': { text: unit } },
    },
    { name: 'kubectl', version, depends: [], files: program('kubectl') },
    {
      name: 'kubernetes-cni',
      version: `${cniPlugins.version}-1.1`,
      depends: [],
      files: Object.fromEntries(
        Object.keys(cniPlugins.programs).map((name) => [
          `opt/cni/bin/${name}`,
          { source: join(plugins, name) },
        ]),
      ),
    },
  ];
}

const unit = `[Unit]
Description=kubelet
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/kubelet
Restart=always
StartLimitInterval=0
RestartSec=10

[Install]
WantedBy=multi-user.target
`;

const dropIn = `[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
`;
