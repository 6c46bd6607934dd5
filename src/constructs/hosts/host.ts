import type { IConstruct } from 'constructs';
import type { ClusterNetwork, ClusterRole, IClusterSide } from './cluster-network';

/** How to reach one machine over SSH. It names a credential and never holds one. */
export interface HostConnection {
  /** IP address or DNS name. */
  readonly address: string;
  /** TCP port of its SSH server. */
  readonly port: number;
  /** The user to log in as. */
  readonly user: string;
  /** Name of a credential of this stack's `Fleetwright`. */
  readonly credential: string;
  /** The key the host must show: an OpenSSH public key or a `SHA256:` fingerprint. */
  readonly hostKey: string;
}

/** One or more hosts. A single host is a group of its own, so that both fit wherever hosts are wanted. */
export interface IHosts {
  /** In the order in which they were declared. */
  readonly hosts: IHost[];
}

/** A machine, whoever made it. */
export interface IHost extends IConstruct, IHosts {
  /** How to reach it. */
  readonly connection: HostConnection;
  /**
   * What a cluster calls the node on it.
   *
   * @default the machine's hostname in lower case
   */
  readonly nodeName?: string;
  /**
   * The address at which the other hosts of a cluster reach it.
   *
   * @default the one in `connection`
   */
  readonly clusterAddress?: string;
  /**
   * Opens the firewall of the host for the traffic of a cluster; for hosts whose firewall is ours to set. Called
   * once, by the cluster.
   *
   * @param network the cluster's hosts and what passes between them
   * @param role what the host is to the cluster
   * @returns the side of the cluster that the host is on, unless its firewall is somebody else's
   */
  joinNetwork?(network: ClusterNetwork, role: ClusterRole): IClusterSide | undefined;
}

/**
 * Hosts from several places as one group.
 *
 * @example
 * Hosts.of(bigMachine, rack)
 */
export class Hosts implements IHosts {
  public static of(...groups: IHosts[]): Hosts {
    return new Hosts(groups.flatMap((group) => group.hosts));
  }

  private constructor(public readonly hosts: IHost[]) {}
}
