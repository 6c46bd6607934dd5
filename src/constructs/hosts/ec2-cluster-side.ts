import type { Construct, IConstruct } from 'constructs';
import { given } from '../given';
import {
  type ClusterNetwork,
  type ClusterPeer,
  ClusterRole,
  type ClusterTraffic,
  type IClusterSide,
} from './cluster-network';
import { type Ec2Rule, Ec2SecurityGroup, type Ec2SecurityGroupProps } from './ec2-security-group';

/** Account, region and VPC: what one security group can be used in. */
interface Place {
  readonly configuration: string;
  readonly vpcId: string | undefined;
}

/** The side of a cluster that is in that VPC, as far as it is in the stack of `host`. */
export function ec2SideOf(network: ClusterNetwork, host: IConstruct, place: Place): Ec2ClusterSide {
  const name = [
    'ec2',
    place.configuration,
    ...(place.vpcId === undefined ? [] : [placeId(network, place.vpcId)]),
  ].join('-');
  const scope = network.scopeIn(host);
  const side = network.side(
    `${scope.node.addr} ${name}`,
    () => new Ec2ClusterSide(network, scope, name, place),
  );
  if (side instanceof Ec2ClusterSide) return side;
  throw new Error(`the side ${name} of ${network.scope.node.path} is not on EC2`);
}

/**
 * The hosts of a cluster in one VPC. All are in one security group; control planes are in a second one as well when
 * something is for them alone. The second one refers to the first and never the other way round, so that there is an
 * order in which both can be made.
 */
export class Ec2ClusterSide implements IClusterSide {
  private readonly members: Ec2SecurityGroup;
  private readonly controlPlanes: Ec2SecurityGroup | undefined;

  constructor(
    private readonly network: ClusterNetwork,
    scope: Construct,
    name: string,
    { configuration, vpcId }: Place,
  ) {
    const group = (id: string, description: string) =>
      new Ec2SecurityGroup(scope, id, given<Ec2SecurityGroupProps>({ configuration, vpcId, description }));
    this.members = group(name, 'Hosts of a cluster, for each other');
    if (network.traffic.some(({ to }) => to === ClusterRole.CONTROL_PLANE)) {
      this.controlPlanes = group(`${name}-control-plane`, 'Control planes of a cluster, for its hosts');
    }
  }

  public groupsOf(role: ClusterRole): Ec2SecurityGroup[] {
    const own = role === ClusterRole.CONTROL_PLANE && this.controlPlanes !== undefined;
    return [this.members, ...(own && this.controlPlanes ? [this.controlPlanes] : [])];
  }

  public update(): void {
    const peers = this.network.peersOf(this);
    for (const group of [this.members, this.controlPlanes]) {
      if (group === undefined) continue;
      const toControlPlanes = group === this.controlPlanes;
      const traffic = this.network.traffic.filter(
        ({ to }) => (to === ClusterRole.CONTROL_PLANE) === toControlPlanes,
      );
      group.replaceIngress(traffic.flatMap((one) => this.rulesFor(one, peers)));
    }
  }

  private rulesFor(traffic: ClusterTraffic, peers: ClusterPeer[]): Ec2Rule[] {
    const { protocol, fromPort, toPort, description, from } = traffic;
    const ports = given({ protocol, fromPort, toPort });
    const welcome = peers.filter(({ role }) => from === undefined || role === undefined || role === from);
    return [
      { ...ports, ...this.source(traffic), description },
      ...welcome.map((peer) => ({
        ...ports,
        cidr: peer.cidr,
        description: `${description}, ${peer.description}`,
      })),
    ];
  }

  /** Members refer to themselves, control planes to members or to themselves. */
  private source({ to, from }: ClusterTraffic): Pick<Ec2Rule, 'self' | 'securityGroup'> {
    const forControlPlanes = to === ClusterRole.CONTROL_PLANE;
    const fromControlPlanes = from === ClusterRole.CONTROL_PLANE;
    return forControlPlanes === fromControlPlanes || !forControlPlanes
      ? { self: true }
      : { securityGroup: this.members };
  }
}

/** A VPC by its id; one that is known only after an apply by the order in which it was met. */
const placesOf = new WeakMap<ClusterNetwork, string[]>();

function placeId(network: ClusterNetwork, vpcId: string): string {
  if (/^vpc-[0-9a-f]+$/.test(vpcId)) return vpcId;
  const known = placesOf.get(network) ?? [];
  placesOf.set(network, known);
  if (!known.includes(vpcId)) known.push(vpcId);
  return `vpc-${known.indexOf(vpcId) + 1}`;
}
