import { type TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { loadBalancerLogin, loadBalancerNeedsDocker, noHosts, noMarathon, notAnAgent } from '../errors-mesos';
import { Marathon } from '../generated/marathon';
import { MesosAgent, type MesosAgentConfig } from '../generated/mesos-agent';
import { MesosMaster } from '../generated/mesos-master';
import { ZookeeperNode } from '../generated/zookeeper-node';
import { given } from '../given';
import type { IHost, IHosts } from '../hosts/host';
import { requireCredential, requireMarathonLogin } from '../named-access';
import { MarathonApp } from '../workloads/marathon-app';
import type { MarathonPlatform } from '../workloads/render-marathon';
import { claimHost } from './host-claims';
import { ImportedMesosCluster, type MarathonUrlProps } from './imported-mesos-cluster';
import type { IMesosCluster, MarathonAccess } from './mesos-access';
import { MesosBase } from './mesos-base';
import {
  type ServiceHosts,
  allServiceHosts,
  refuseServiceHosts,
  serviceHosts,
  zookeeperIds,
} from './mesos-hosts';
import { MesosNetwork } from './mesos-network';
import { DEFAULT_GROUP, type LoadBalancerSettings, type MesosDnsSettings } from './mesos-services';
import { type AgentSettings, ContainerEngine, type MesosSettings } from './mesos-settings';
import { nodeId } from './node-id';
import { clusterAddress, renderAgent, renderPackages, urlHost, zookeeperUrl } from './render-mesos';
import {
  connections,
  renderMarathonInstance,
  renderMaster,
  renderZookeeper,
} from './render-mesos-control-plane';
import { renderDns, renderLoadBalancer } from './render-mesos-services';
import { validateAgents, validateMesos, validateSha256 } from './validate-mesos';

/** Props of `MesosCluster`. */
export interface MesosClusterProps extends MesosSettings {
  /** An odd number of hosts, of which a majority has to be up. */
  readonly masters: IHosts;
  /**
   * Hosts that run tasks. `addAgents` adds more, with attributes and resources.
   *
   * @default none
   */
  readonly agents?: IHosts[];
  /**
   * One, three or five hosts of ZooKeeper.
   *
   * @default the masters
   */
  readonly zookeeper?: IHosts;
  /**
   * Hosts of Marathon; `Hosts.of()` is none.
   *
   * @default the masters
   */
  readonly marathon?: IHosts;
  /**
   * Names for apps.
   *
   * @default none
   */
  readonly dns?: MesosDnsSettings;
  /**
   * One address in front of the replicas of apps.
   *
   * @default none
   */
  readonly loadBalancer?: LoadBalancerSettings;
}

/**
 * A Mesos cluster on hosts, with ZooKeeper and Marathon. A resource's construct id comes from its host's, so adding or
 * removing a host leaves all others alone.
 *
 * @example
 * const cluster = new MesosCluster(stack, 'mesos', { packages, masters: Hosts.of(a, b, c), agents: [rack] });
 */
export class MesosCluster extends MesosBase {
  /** A cluster that exists already, by the URL of its Marathon; DC/OS is one. */
  public static fromUrl(scope: Construct, id: string, props: MarathonUrlProps): IMesosCluster {
    return new ImportedMesosCluster(scope, id, props);
  }

  public readonly members: TerraformResource[] = [];
  /** Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`. */
  public readonly zookeeperUrl: string;
  protected readonly platform: MarathonPlatform;

  private readonly settings: MesosSettings;
  private readonly services: ServiceHosts;
  private readonly network: MesosNetwork;
  private readonly marathonAccess: MarathonAccess;
  private readonly agents = new Set<IHost>();
  /** What agents come after, and go before. */
  private readonly controlPlane: TerraformResource[];

  constructor(scope: Construct, id: string, props: MesosClusterProps) {
    super(scope, id);
    const { agents = [], ...settings } = props;
    this.settings = settings;
    this.services = serviceHosts(this, props);
    validateMesos(this.node.path, settings, this.services);
    const numbers = zookeeperIds(this, this.services.zookeepers, settings.zookeeperIds ?? {});
    this.platform = {
      engine: settings.containerEngine ?? ContainerEngine.NONE,
      loadBalancerGroup: props.loadBalancer && (props.loadBalancer.group ?? DEFAULT_GROUP),
    };
    this.network = new MesosNetwork(this, settings);
    this.zookeeperUrl = zookeeperUrl(this.services.zookeepers, settings.zookeeperPath ?? '/mesos');
    const login = settings.marathonHttpLogin?.login;
    if (login !== undefined) requireMarathonLogin(this, login);
    this.marathonAccess = given<MarathonAccess>({
      hosts: connections(this.services.marathons),
      port: settings.marathonPort,
      login,
    });

    const hosts = allServiceHosts(this.services);
    for (const host of hosts) claimHost(this, host);
    this.network.joinServices(hosts);
    this.controlPlane = this.makeControlPlane(numbers);
    this.members.push(...this.controlPlane);
    this.join(this, agents, {});
    if (props.dns !== undefined) this.runDns(props.dns);
    if (props.loadBalancer !== undefined) this.runLoadBalancer(props.loadBalancer);
  }

  public get access(): MarathonAccess {
    if (this.services.marathons.length === 0) throw noMarathon(`${this.node.path}: marathon`);
    return this.marathonAccess;
  }

  /**
   * More hosts that run tasks.
   *
   * @param id part of the address of their agents in the state
   * @param hosts the hosts
   * @param settings their attributes, resources and flags
   */
  public addAgents(id: string, hosts: IHosts, settings: AgentSettings = {}): void {
    this.join(new Construct(this, id), [hosts], settings);
  }

  private runDns(dns: MesosDnsSettings): void {
    validateSha256(`${this.node.path}: dns.sha256`, dns.sha256);
    this.requireAgents('dns.hosts', dns.hosts);
    this.network.openDns();
    new MarathonApp(this, 'dns', { cluster: this, definition: renderDns(dns, this.zookeeperUrl) });
  }

  private runLoadBalancer(loadBalancer: LoadBalancerSettings): void {
    const at = `${this.node.path}: loadBalancer`;
    if (this.platform.engine !== ContainerEngine.DOCKER) throw loadBalancerNeedsDocker(at);
    if (this.settings.marathonHttpLogin !== undefined) throw loadBalancerLogin(at);
    this.requireAgents('loadBalancer.hosts', loadBalancer.hosts);
    this.network.openLoadBalancer();
    const { marathonPort = 8080 } = this.settings;
    const urls = this.services.marathons.map((host) => `http://${urlHost(host)}:${marathonPort}`);
    new MarathonApp(this, 'load-balancer', {
      cluster: this,
      definition: renderLoadBalancer(loadBalancer, urls),
    });
  }

  /** Agents may be added later, so that this is looked at when the stack is synthesized. */
  private requireAgents(prop: string, { hosts }: IHosts): void {
    const at = `${this.node.path}: ${prop}`;
    if (hosts.length === 0) throw noHosts(at);
    this.node.addValidation({
      validate: () =>
        hosts.filter((host) => !this.agents.has(host)).map((host) => notAnAgent(at, host.node.path).message),
    });
  }

  /** ZooKeeper, then the masters, then Marathon. */
  private makeControlPlane(numbers: ReadonlyMap<IHost, number>): TerraformResource[] {
    const { settings, services, zookeeperUrl } = this;
    const nodes = services.zookeepers.map(
      (host) =>
        new ZookeeperNode(this, `zookeeper-${nodeId(host)}`, renderZookeeper(this, host, numbers, settings)),
    );
    const masters = services.masters.map(
      (host) =>
        new MesosMaster(this, `master-${nodeId(host)}`, {
          ...renderMaster(this, host, { settings, services, zookeeperUrl }),
          dependsOn: nodes,
        }),
    );
    const marathons = services.marathons.map(
      (host) =>
        new Marathon(this, `marathon-${nodeId(host)}`, {
          ...renderMarathonInstance(this, host, { settings, services, zookeeperUrl }),
          dependsOn: [...nodes, ...masters],
        }),
    );
    return [...nodes, ...masters, ...marathons];
  }

  private join(scope: Construct, groups: IHosts[], agent: AgentSettings): void {
    const hosts = groups.flatMap((group) => group.hosts);
    validateAgents(scope.node.path, agent);
    refuseServiceHosts(this, this.services, hosts);
    for (const host of hosts) claimHost(this, host);
    for (const host of this.services.masters) requireCredential(scope, host.connection.credential);
    this.network.joinAgents(hosts, agent);
    for (const host of hosts) {
      this.agents.add(host);
      const made = new MesosAgent(
        scope,
        `agent-${nodeId(host)}`,
        given<MesosAgentConfig>({
          ...renderAgent(this.settings, agent),
          host: host.connection,
          zookeeper: this.zookeeperUrl,
          masters: connections(this.services.masters),
          hostname: clusterAddress(host),
          packages: renderPackages(this, this.settings.packages.mesos),
          marathon: this.services.marathons.length === 0 ? undefined : this.marathonAccess,
          // Agents leave before what drains them does; Terraform takes dependencies within one stack only.
          dependsOn: this.controlPlane.filter((one) => TerraformStack.of(one) === TerraformStack.of(scope)),
        }),
      );
      this.members.push(made);
    }
  }
}
