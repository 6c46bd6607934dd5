import type { HostFacts } from '../../facts';
import { RecipeError } from '../recipe-error';
import type { NodeParams, NodeRole } from './params';
import { parseVersion } from './version';
import { bundledBinary, bundleFilesFor } from './bundle-files';

const supported =
  'supported are Debian 11 or later and Ubuntu 22.04 or later, or any Linux with systemd when an offline bundle brings containerd and the host has iptables, conntrack and ip';

/** Throws {@link RecipeError} when this host cannot become a Kubernetes node; changes nothing. */
export function assertSupported(facts: HostFacts, params: NodeParams, role: NodeRole): void {
  const { minor } = parseVersion(params.version);
  if (facts.initSystem !== 'systemd') {
    throw new RecipeError(
      `${facts.hostname} runs ${facts.initSystem || 'an unknown init system'}, not systemd; ${supported}`,
    );
  }
  if (facts.architecture !== 'amd64' && facts.architecture !== 'arm64') {
    throw new RecipeError(
      `${facts.hostname} has the architecture ${facts.architecture}; supported are amd64 and arm64`,
    );
  }
  if (params.packages.kind === 'bundle') {
    assertBundle(facts, params, role);
    return;
  }
  const oldest = { debian: 11, ubuntu: 22.04 }[facts.os.id];
  if (
    facts.packageManager !== 'apt' ||
    oldest === undefined ||
    Number.parseFloat(facts.os.versionId) < oldest
  ) {
    throw new RecipeError(
      `${facts.hostname} runs ${facts.os.prettyName || facts.os.id}, for which there are no packages of Kubernetes 1.${String(minor)}; ${supported}`,
    );
  }
}

function assertBundle(facts: HostFacts, params: NodeParams, role: NodeRole): void {
  if (params.packages.kind !== 'bundle') return;
  const { manifest, source } = params.packages.bundle;
  if (manifest.kubernetesVersion !== params.version.replace(/^v/, '')) {
    throw new RecipeError(
      `packages.bundle "${source}" holds Kubernetes ${manifest.kubernetesVersion}, but version is "${params.version}"`,
      'packages.bundle',
    );
  }
  if (manifest.architecture !== facts.architecture) {
    throw new RecipeError(
      `packages.bundle "${source}" is for ${manifest.architecture}, but ${facts.hostname} is ${facts.architecture}`,
      'packages.bundle',
    );
  }
  const files = bundleFilesFor(manifest, role);
  if (params.podNetwork === 'bridge') {
    for (const plugin of ['loopback', 'bridge', 'host-local', 'portmap']) {
      if (!files.some((file) => file.kind === 'cni' && file.path.endsWith(`/${plugin}`))) {
        throw new RecipeError(
          `packages.bundle "${source}" lacks the CNI plugin "${plugin}", which pod_network "bridge" needs`,
          'packages.bundle',
        );
      }
    }
  }
  if (facts.packageManager === 'apt') return;
  for (const name of ['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc']) {
    if (bundledBinary(manifest, name) === undefined) {
      throw new RecipeError(
        `packages.bundle "${source}" lacks "${name}", and ${facts.hostname} has no apt to install it with; ${supported}`,
        'packages.bundle',
      );
    }
  }
  for (const command of ['iptables', 'conntrack', 'ip'] as const) {
    if (facts.commands[command] === undefined) {
      throw new RecipeError(
        `${facts.hostname} lacks the command "${command}"; install it first; ${supported}`,
      );
    }
  }
}
