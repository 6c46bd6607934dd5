import type { TerraformResource } from 'cdktf';
import type { HostConnection } from '../hosts/host';
import type { ICluster } from './cluster';

/** How an app reaches Marathon: over the hosts of its instances, or at a URL. */
export interface MarathonAccess {
  /** @default none: `url` is used */
  readonly hosts?: HostConnection[];
  /**
   * The port at which it answers HTTP on `hosts`.
   *
   * @default 8080
   */
  readonly port?: number;
  /** @default none: `hosts` is used */
  readonly url?: string;
  /**
   * Name of one of the Marathon logins of this stack's `Fleetwright`.
   *
   * @default no login
   */
  readonly login?: string;
}

/** A Mesos cluster with Marathon, whoever made it. */
export interface IMesosCluster extends ICluster {
  /**
   * How to reach its Marathon.
   *
   * @throws noMarathon when the cluster has none
   */
  readonly access: MarathonAccess;
  /**
   * What has to be there before apps can run, and has to go after them. Agents that are added later are added to this same
   * array.
   */
  readonly members: TerraformResource[];
}
