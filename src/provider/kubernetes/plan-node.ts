import { isUnknown, type Diagnostics, type Planned } from '../../tfplugin';
import type { kubernetesNodeSchema } from '../schemas/kubernetes-node';

/** What planning has in common for all hosts of a cluster. */
interface PlannedNode extends Pick<Planned<typeof kubernetesNodeSchema>, 'version' | 'drift'> {
  readonly version: Planned<typeof kubernetesNodeSchema>['version'];
}

/**
 * Every plan aims at a host without drift, so that whatever the last refresh found shows as a change. Another
 * version is refused: replacing binaries under a running cluster is no upgrade.
 */
export function planNode(
  prior: { readonly version: string } | null,
  planned: PlannedNode,
  diagnostics: Diagnostics,
): void {
  planned.drift = [];
  if (prior === null || isUnknown(planned.version) || planned.version === prior.version) return;
  diagnostics.error(
    ['version'],
    `the version of a running node cannot be changed from ${prior.version} to ${String(planned.version)}`,
    `upgrades in place are not part of this release; keep version = "${prior.version}", or replace the node: remove it, apply, and add it again with the new version`,
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
