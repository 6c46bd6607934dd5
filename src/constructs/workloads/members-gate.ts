import { Lazy, TerraformLocal, type TerraformResource, TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import type { IKubernetesCluster } from '../clusters/cluster';

/** Per cluster: the local value that refers to all its members. */
const gates = new WeakMap<IConstruct, TerraformLocal>();

/**
 * One reference that stands for all members of a cluster in the stack it is in. Terraform's graph has an edge for every
 * dependency, and its work grows with their square: a hundred releases that each name a thousand nodes take it minutes.
 *
 * @returns undefined when the cluster is in another stack, because Terraform takes dependencies within one only, or has
 *   no members
 */
export function membersGate(cluster: IKubernetesCluster, stack: TerraformStack): string | undefined {
  if (cluster.members.length === 0 || TerraformStack.of(cluster) !== stack) return undefined;
  let gate = gates.get(cluster);
  if (gate === undefined) {
    // Nodes may be added to the cluster later. Only the references count: a number is quick to evaluate.
    const count = Lazy.stringValue({
      produce: () => {
        const here = cluster.members.filter((member) => TerraformStack.of(member) === stack);
        return `\${length([${here.map(addressOf).join(', ')}])}`;
      },
    });
    gate = new TerraformLocal(cluster, 'awaited', count);
    gates.set(cluster, gate);
  }
  return `local.${gate.friendlyUniqueId}`;
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
