import { isDeepStrictEqual } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { isUnknown, isWhollyKnown, type Diagnostics, type Planned } from '../../tfplugin';
import { isSameKey } from '../changed-host-key';
import type { kubernetesControlPlaneSchema } from '../schemas/kubernetes-control-plane';
import type { kubernetesNodeSchema } from '../schemas/kubernetes-node';
import type { HostReference } from '../session';

/** What planning has in common for all hosts of a cluster. */
interface PlannedNode extends Pick<Planned<typeof kubernetesNodeSchema>, 'version' | 'drift'> {
  readonly version: Planned<typeof kubernetesNodeSchema>['version'];
  readonly kubeadm_patches: Planned<typeof kubernetesNodeSchema>['kubeadm_patches'];
}

/**
 * Every plan aims at a host without drift, so that whatever the last refresh found shows as a change. Another
 * version is refused: replacing binaries under a running cluster is no upgrade.
 */
export function planNode(
  prior: { readonly version: string; readonly kubeadm_patches: readonly string[] | null } | null,
  planned: PlannedNode,
  diagnostics: Diagnostics,
): void {
  planned.drift = [];
  if (prior !== null) refuseLatePatches(prior.kubeadm_patches, planned.kubeadm_patches, diagnostics);
  if (prior === null || isUnknown(planned.version) || planned.version === prior.version) return;
  diagnostics.error(
    ['version'],
    `the version of a running node cannot be changed from ${prior.version} to ${String(planned.version)}`,
    `upgrades in place are not part of this release; keep version = "${prior.version}", or replace the node: remove it, apply, and add it again with the new version`,
  );
}

/** What kubeadm reads once, when the host becomes part of its cluster. */
const READ_ONCE = ['InitConfiguration', 'JoinConfiguration'];

function refuseLatePatches(
  prior: readonly string[] | null,
  planned: PlannedNode['kubeadm_patches'],
  diagnostics: Diagnostics,
): void {
  if (!isWhollyKnown(planned)) return;
  const before = readOnce(prior ?? []);
  const after = readOnce((planned ?? []) as readonly string[]);
  if (isDeepStrictEqual(before, after)) return;
  diagnostics.error(
    ['kubeadm_patches'],
    'patches of InitConfiguration and JoinConfiguration cannot be changed on a host that is part of its cluster',
    'kubeadm reads them when the host is made a node, and never again. Keep them as they were and use kubelet_config, labels or taints; or take the node out of the configuration, apply, and add it again',
  );
}

function readOnce(patches: readonly string[]): readonly unknown[] {
  return patches
    .flatMap((text) => parseAllDocuments(text).map((document) => document.toJS() as unknown))
    .filter((patch) => READ_ONCE.includes(String((patch as { kind?: unknown } | null)?.kind)));
}

/** The first control plane has the cluster on its disk: what another machine has is another cluster, or none. */
export function refuseOtherMachine(
  prior: { readonly host: HostReference },
  planned: Pick<Planned<typeof kubernetesControlPlaneSchema>, 'host'>,
  diagnostics: Diagnostics,
): void {
  const { host } = planned;
  if (host === null || isUnknown(host) || isUnknown(host.host_key)) return;
  if (isSameKey(host.host_key, prior.host.host_key)) return;
  diagnostics.error(
    ['host'],
    `the first control plane of a cluster cannot move from ${prior.host.address} to a machine with another host key`,
    'Keep the machine in the first place. If it is the same machine with a new key: terraform state rm <address of the control plane>, then terraform import it with that key. If its cluster is lost: terraform taint <address of the control plane> has a new one made.',
  );
}

/** Changes that would mean another cluster. Nobody wants one by a changed line, so they are refused. */
export function refuseOtherCluster(
  changes: readonly { readonly path: string; readonly prior: string | null; readonly planned: unknown }[],
  diagnostics: Diagnostics,
): void {
  for (const { path, prior, planned } of changes) {
    if (prior === null || isUnknown(planned) || planned === prior) continue;
    diagnostics.error(
      [path],
      `${path} of a running cluster cannot be changed from "${prior}" to "${String(planned)}"`,
      'another value is another cluster: keep the old one, or have this cluster destroyed with all that is in it and made anew: terraform taint <address of the control plane>',
    );
  }
}
