import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildGoRelease } from './go-build';
import { cniPlugins, kubernetes, kubernetesVersion } from './releases';
import { run } from './run-command';

interface Package {
  readonly name: string;
  readonly version: string;
  readonly depends: readonly string[];
  /** Path in the package → where it is here, or its text. */
  readonly files: Readonly<Record<string, { readonly source: string } | { readonly text: string }>>;
}

/**
 * Makes a signed, flat apt repository of one minor version, laid out as the official one is: kubeadm, kubelet, kubectl and
 * kubernetes-cni as packages, `Release.key` beside them. The signing key is made for it and lost afterwards.
 */
export async function makeAptRepository(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const stanzas: string[] = [];
  for (const one of await packages()) stanzas.push(await buildPackage(one, folder));
  const index = `${stanzas.join('\n')}\n`;
  writeFileSync(join(folder, 'Packages'), index);
  const release = [
    'Origin: fleetwright.test',
    `Suite: v${kubernetesVersion}`,
    `Date: ${new Date().toUTCString()}`,
    'Architectures: amd64',
    'SHA256:',
    ` ${sha256(Buffer.from(index))} ${String(Buffer.byteLength(index))} Packages`,
  ];
  writeFileSync(join(folder, 'Release'), `${release.join('\n')}\n`);
  await sign(folder);
}

async function packages(): Promise<readonly Package[]> {
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

/** @returns its stanza of the index */
async function buildPackage({ name, version, depends, files }: Package, folder: string): Promise<string> {
  const root = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    for (const [path, file] of Object.entries(files)) {
      const target = join(root, path);
      mkdirSync(dirname(target), { recursive: true });
      if ('text' in file) writeFileSync(target, file.text);
      else copyFileSync(file.source, target);
      chmodSync(target, 'text' in file ? 0o644 : 0o755);
    }
    const control = [
      `Package: ${name}`,
      `Version: ${version}`,
      'Architecture: amd64',
      'Maintainer: tests <tests@fleetwright.test>',
      ...(depends.length > 0 ? [`Depends: ${depends.join(', ')}`] : []),
      `Description: ${name} of a test`,
    ].join('\n');
    mkdirSync(join(root, 'DEBIAN'));
    writeFileSync(join(root, 'DEBIAN/control'), `${control}\n`);
    chmodSync(root, 0o755);
    const file = `${name}_${version}_amd64.deb`;
    // Fast to pack: it is read once or twice, over a bridge.
    await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', root, join(folder, file)]);
    const path = join(folder, file);
    const measures = [`Size: ${String(statSync(path).size)}`, `SHA256: ${sha256(readFileSync(path))}`];
    return `${[control, `Filename: ./${file}`, ...measures].join('\n')}\n`;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function sign(folder: string): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const gpg = (...args: readonly string[]) =>
    run('gpg', ['--homedir', home, '--batch', '--quiet', '--yes', '--passphrase', '', ...args]);
  try {
    await gpg('--quick-generate-key', 'tests@fleetwright.test', 'ed25519', 'sign', '1d');
    await gpg('--armor', '--output', join(folder, 'Release.key'), '--export');
    await gpg('--clearsign', '--output', join(folder, 'InRelease'), join(folder, 'Release'));
  } finally {
    await run('gpgconf', ['--homedir', home, '--kill', 'all']);
    rmSync(home, { recursive: true, force: true });
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
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
