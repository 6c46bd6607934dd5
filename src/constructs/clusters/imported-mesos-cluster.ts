import { type TerraformResource, Token } from 'cdktf';
import type { Construct } from 'constructs';
import { invalidMarathonUrl } from '../errors-mesos';
import { given } from '../given';
import { requireMarathonLogin } from '../named-access';
import type { MarathonPlatform } from '../workloads/render-marathon';
import type { MarathonAccess } from './mesos-access';
import { MesosBase } from './mesos-base';
import { ContainerEngine } from './mesos-settings';

/** Props of `MesosCluster.fromUrl`. */
export interface MarathonUrlProps {
  /**
   * Where Marathon answers; of a DC/OS cluster, its URL with `/service/marathon`.
   *
   * @example 'https://marathon.example.org'
   */
  readonly url: string;
  /**
   * Name of one of the Marathon logins of this stack's `Fleetwright`.
   *
   * @default no login
   */
  readonly login?: string;
  /**
   * What runs the images of workloads on its agents.
   *
   * @default ContainerEngine.DOCKER
   */
  readonly containerEngine?: ContainerEngine;
  /**
   * The group of apps that its marathon-lb offers. Workloads that expose a port get it as their label `HAPROXY_GROUP`.
   *
   * @default none
   */
  readonly loadBalancerGroup?: string;
}

/** A Mesos cluster that somebody else made, by its Marathon. */
export class ImportedMesosCluster extends MesosBase {
  public readonly access: MarathonAccess;
  public readonly members: TerraformResource[] = [];
  protected readonly platform: MarathonPlatform;

  constructor(scope: Construct, id: string, props: MarathonUrlProps) {
    super(scope, id);
    const { url, login, containerEngine = ContainerEngine.DOCKER, loadBalancerGroup } = props;
    if (!Token.isUnresolved(url) && !isBaseUrl(url)) throw invalidMarathonUrl(`${this.node.path}: url`, url);
    if (login !== undefined) requireMarathonLogin(this, login);
    this.access = given<MarathonAccess>({ url, login });
    this.platform = { engine: containerEngine, loadBalancerGroup };
  }
}

/** Paths of the API are put behind it, and a password in it would be in plan and state. */
function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${search}${hash}` === '';
}
