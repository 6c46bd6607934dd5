import { Lazy, TerraformLocal, TerraformResource, TerraformStack, dependable } from 'cdktf';
import type { Construct, IConstruct } from 'constructs';

/** A cluster with what it is made of. */
interface Members extends IConstruct {
  readonly members: TerraformResource[];
}

/** Per cluster: the local value that refers to all its members. */
const gates = new WeakMap<IConstruct, TerraformLocal>();

/**
 * One reference that stands for all members of a cluster in the stack it is in. Terraform's graph has an edge for every
 * dependency, and its work grows with their square: a hundred releases that each name a thousand nodes take it minutes.
 *
 * @returns undefined when the cluster is in another stack, because Terraform takes dependencies within one only, or has
 *   no members
 */
export function membersGate(cluster: Members, stack: TerraformStack): string | undefined {
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

/**
 * Has a resource wait for all members of a cluster, and for what `addDependency` of the construct it is in asked for. More
 * of both may be added after this; Terraform takes dependencies within one stack only.
 */
export function awaitCluster(resource: TerraformResource, construct: Construct, cluster: Members): void {
  const stack = TerraformStack.of(construct);
  const members = membersGate(cluster, stack);
  const others = (): TerraformResource[] =>
    resourcesAwaitedBy(construct).filter((one) => TerraformStack.of(one) === stack);
  resource.dependsOn = Lazy.listValue(
    {
      produce: () => [
        ...(members === undefined ? [] : [members]),
        ...new Set(others().map((one) => dependable(one))),
      ],
    },
    { omitEmpty: true },
  );
}

/** What `addDependency` of the construct, or of one around it, asked for; cdktf leaves that to constructs. */
function resourcesAwaitedBy(construct: Construct): TerraformResource[] {
  return construct.node.scopes
    .flatMap((scope) => scope.node.dependencies)
    .flatMap((dependency) => dependency.node.findAll())
    .filter((one): one is TerraformResource => TerraformResource.isTerraformResource(one));
}

function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
