import type { AzureNetworkSecurityRules } from '../generated/azure-network';
import { given } from '../given';
import { azureName } from './azure-name';
import type { AzureNetwork } from './azure-network';
import {
  type ClusterNetwork,
  type ClusterPeer,
  ClusterRole,
  type ClusterTraffic,
  type IClusterSide,
} from './cluster-network';

type Rule = Omit<AzureNetworkSecurityRules, 'priority'>;

/** The side of a cluster that is in that network. */
export function azureSideOf(network: ClusterNetwork, azure: AzureNetwork): AzureClusterSide {
  const name = `azure-${azure.node.addr}`;
  const side = network.side(name, () => new AzureClusterSide(network, azure));
  if (side instanceof AzureClusterSide) return side;
  throw new Error(`the side ${name} of ${network.scope.node.path} is not on Azure`);
}

/**
 * The hosts of a cluster in one network on Azure. All are in one application security group; control planes are in a
 * second one as well. Rules of the network speak of both, so that traffic comes from those hosts and goes to those hosts.
 */
export class AzureClusterSide implements IClusterSide {
  private readonly key: string;
  private readonly controlPlanes: string;

  constructor(
    private readonly network: ClusterNetwork,
    private readonly azure: AzureNetwork,
  ) {
    this.key = azureName(network.scope.node.path, 40);
    this.controlPlanes = `${this.key}-control`;
  }

  /** Ids of the groups that a host of this role is in. */
  public groupsOf(role: ClusterRole): string[] {
    const names = role === ClusterRole.CONTROL_PLANE ? [this.key, this.controlPlanes] : [this.key];
    return names.map((name) => this.azure.applicationSecurityGroupId(name));
  }

  public update(): void {
    const peers = this.network.peersOf(this);
    this.azure.replaceRules(
      this.key,
      this.network.traffic.flatMap((traffic) => this.rulesFor(traffic, peers)),
    );
    // Rules may speak of control planes before, or without, one of them being here.
    for (const name of [this.key, this.controlPlanes]) this.azure.applicationSecurityGroupId(name);
  }

  private rulesFor(traffic: ClusterTraffic, peers: ClusterPeer[]): Rule[] {
    const { protocol, fromPort, toPort = fromPort, description, from, to } = traffic;
    const ports = fromPort === undefined ? undefined : [portsOf(fromPort, toPort ?? fromPort)];
    const rule = given<Rule>({
      protocol,
      destinationPorts: ports,
      destinationGroups: [this.groupFor(to)],
      description,
    });
    const ranges = peers
      .filter(({ role }) => from === undefined || role === undefined || role === from)
      .map(({ cidr }) => cidr);
    // IPv4 and IPv6 cannot be in one rule.
    const families = [
      ranges.filter((range) => !range.includes(':')),
      ranges.filter((range) => range.includes(':')),
    ];
    return [
      { ...rule, sourceGroups: [this.groupFor(from)] },
      ...families
        .filter((sources) => sources.length > 0)
        .map((sources) => ({
          ...rule,
          sources: [...new Set(sources)],
          description: `${description}, from outside`,
        })),
    ];
  }

  private groupFor(role: ClusterRole | undefined): string {
    return role === ClusterRole.CONTROL_PLANE ? this.controlPlanes : this.key;
  }
}

function portsOf(from: number, to: number): string {
  return from === to ? String(from) : `${String(from)}-${String(to)}`;
}
