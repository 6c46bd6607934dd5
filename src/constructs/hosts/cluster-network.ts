import { TerraformStack, Token } from 'cdktf';
import { Construct, type IConstruct } from 'constructs';
import { peerAddressNeeded } from '../errors-ec2';
import type { IHost } from './host';

/** What a host is to the cluster it is in. */
export enum ClusterRole {
  CONTROL_PLANE = 'control-plane',
  WORKER = 'worker',
}

/** Traffic that hosts of a cluster have to let in. */
export interface ClusterTraffic {
  /** `tcp`, `udp`, or `all`: every protocol and port. */
  readonly protocol: string;
  /** @default none: with `all` */
  readonly fromPort?: number;
  /** @default none: with `all` */
  readonly toPort?: number;
  /** @default every host of the cluster lets it in */
  readonly to?: ClusterRole;
  /** @default it comes from every host of the cluster */
  readonly from?: ClusterRole;
  /** What it is. */
  readonly description: string;
}

/** Ranges of addresses that hosts of a cluster, or of a role in it, may come from. */
export interface ClusterPeer {
  readonly cidr: string;
  /** @default any role */
  readonly role?: ClusterRole;
  /** Whose they are. */
  readonly description: string;
}

/** Props of `ClusterNetwork`. */
export interface ClusterNetworkProps {
  /** All traffic between the hosts. */
  readonly traffic: ClusterTraffic[];
  /** Where traffic comes from beside the hosts' own addresses: from their pods. */
  readonly podRanges: ClusterPeer[];
  /** Ranges of hosts whose addresses are not known, as the user gives them. */
  readonly peerRanges: ClusterPeer[];
  /** Whether hosts forward packets for pods, whose addresses are not their own. */
  readonly forwardsPods: boolean;
}

/** Hosts of a cluster that are behind one firewall, which is ours to set. */
export interface IClusterSide {
  /** Brings the firewall to what the network is by now. Called whenever hosts have joined. */
  update(): void;
}

interface Member {
  readonly host: IHost;
  readonly role: ClusterRole;
  readonly side: IClusterSide | undefined;
}

/**
 * The hosts of one cluster and the traffic between them. Hosts behind a firewall that is ours to set open it when
 * they join, for each other and for the addresses of all others.
 */
export class ClusterNetwork {
  public readonly traffic: ClusterTraffic[];
  public readonly forwardsPods: boolean;
  private readonly members: Member[] = [];
  private readonly sides = new Map<string, IClusterSide>();
  private readonly scopes = new Map<TerraformStack, Construct>();

  constructor(
    /** Where to add what the network needs. */
    public readonly scope: Construct,
    private readonly props: ClusterNetworkProps,
  ) {
    this.traffic = props.traffic;
    this.forwardsPods = props.forwardsPods;
  }

  public join(hosts: IHost[], role: ClusterRole): void {
    for (const host of hosts) {
      this.members.push({ host, role, side: host.joinNetwork?.(this, role) });
    }
    this.update();
  }

  /** Brings all firewalls to what the traffic is by now. */
  public update(): void {
    for (const side of this.sides.values()) side.update();
  }

  /** Where to add what the network needs in the stack of a host, which may be another one than the cluster's. */
  public scopeIn(host: IConstruct): Construct {
    const stack = TerraformStack.of(host);
    if (stack === TerraformStack.of(this.scope)) return this.scope;
    const id = `${this.scope.node.id}-network`;
    const known = this.scopes.get(stack) ?? new Construct(stack, id);
    this.scopes.set(stack, known);
    return known;
  }

  /** The side of that key, made when its first host joins. */
  public side(key: string, make: () => IClusterSide): IClusterSide {
    const side = this.sides.get(key) ?? make();
    this.sides.set(key, side);
    return side;
  }

  /**
   * Where traffic comes from that a side has to let in by address. Hosts of another side are known by the ranges that
   * the user gives: if each side had the addresses of the other's hosts, neither could be made first.
   *
   * @throws peerAddressNeeded when nothing says where a host comes from
   */
  public peersOf(side: IClusterSide): ClusterPeer[] {
    const { podRanges, peerRanges } = this.props;
    const outside = this.members.filter((member) => member.side !== side);
    const hosts = outside.flatMap(({ host, role, side: other }): ClusterPeer[] => {
      const address = host.clusterAddress ?? host.connection.address;
      const cidr = other === undefined && this.isKnown(host) ? rangeOf(address) : undefined;
      if (cidr !== undefined) return [{ cidr, role, description: `host ${host.node.path}` }];
      if (peerRanges.length > 0) return [];
      throw peerAddressNeeded(`${this.scope.node.path}: peerCidrs`, host.node.path);
    });
    return [...podRanges, ...peerRanges, ...hosts];
  }

  /** Stacks refer to each other in one direction: what is known of a host elsewhere only after an apply is not asked for. */
  private isKnown(host: IHost): boolean {
    const address = host.clusterAddress ?? host.connection.address;
    return !Token.isUnresolved(address) || TerraformStack.of(host) === TerraformStack.of(this.scope);
  }
}

/** An address that comes from elsewhere is taken for an IPv4 address. */
function rangeOf(address: string): string | undefined {
  if (Token.isUnresolved(address) || /^\d{1,3}(\.\d{1,3}){3}$/.test(address)) return `${address}/32`;
  return address.includes(':') ? `${address}/128` : undefined;
}
