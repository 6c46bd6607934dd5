import { type TerraformResource, TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { endpointNeeded, evenControlPlanes, noControlPlane } from '../errors';
import {
  KubernetesControlPlane,
  type KubernetesControlPlaneConfig,
} from '../generated/kubernetes-control-plane';
import {
  KubernetesNode,
  type KubernetesNodeCluster,
  type KubernetesNodeConfig,
} from '../generated/kubernetes-node';
import { given } from '../given';
import { type ClusterNetwork, ClusterRole } from '../hosts/cluster-network';
import type { HostConnection, IHost, IHosts } from '../hosts/host';
import { requireCredential } from '../named-access';
import { type NamedRange, validateDisjoint } from '../validation/cidr';
import type { IKubernetesCluster, KubernetesAccess } from './cluster';
import { claimHost, claimNodeName } from './host-claims';
import { ImportedKubernetesCluster, type KubeconfigClusterProps } from './imported-kubernetes-cluster';
import { KubernetesBase } from './kubernetes-base';
import { kubernetesNetwork } from './kubernetes-network';
import type { KubernetesSettings, WorkerSettings } from './kubernetes-settings';
import { nodeId } from './node-id';
import { type NodeAttributes, kubeadmPatchesFor, literal, renderNode, yaml } from './render-node';
import {
  DEFAULT_POD_CIDR,
  DEFAULT_SERVICE_CIDR,
  validateSettings,
  validateWorkers,
} from './validate-settings';

/** Props of `KubernetesCluster`. */
export interface KubernetesClusterProps extends KubernetesSettings {
  /**
   * An odd number of hosts. The cluster is made on the first one, so keep that one first: a plan that puts another
   * machine in its place is refused.
   */
  readonly controlPlane: IHosts;
  /**
   * Hosts that run workloads. `addWorkers` adds more, with labels and taints.
   *
   * @default none
   */
  readonly workers?: IHosts[];
}

/**
 * A Kubernetes cluster on hosts, made by kubeadm. A node's construct id comes from its host's, so adding
 * or removing a host leaves all others alone.
 *
 * @example
 * const cluster = new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: master, workers: [rack] });
 */
export class KubernetesCluster extends KubernetesBase {
  /** A cluster that exists already. */
  public static fromKubeconfig(
    scope: Construct,
    id: string,
    props: KubeconfigClusterProps,
  ): IKubernetesCluster {
    return new ImportedKubernetesCluster(scope, id, props);
  }

  public readonly access: KubernetesAccess;
  public readonly members: TerraformResource[] = [];
  /** The generated construct of the first control plane. */
  public readonly controlPlane: KubernetesControlPlane;
  /** URL of the API server. Known after the first apply. */
  public readonly endpoint: string;
  /** `sha256:<hex>` of the public key of the cluster's CA, as `kubeadm join` wants it. Known after the first apply. */
  public readonly caCertificateHash: string;

  private readonly settings: KubernetesSettings;
  private readonly nodeAttributes: NodeAttributes;
  private readonly controlPlanes: IHost[];
  private readonly joinedControlPlanes: KubernetesNode[] = [];
  private readonly ranges: NamedRange[];
  private readonly network: ClusterNetwork;

  constructor(scope: Construct, id: string, props: KubernetesClusterProps) {
    super(scope, id);
    const { controlPlane, workers = [], ...settings } = props;
    const [first, ...others] = controlPlane.hosts;
    if (first === undefined) throw noControlPlane(`${this.node.path}: controlPlane`);
    this.requireOdd(controlPlane.hosts, first, settings);
    validateSettings(this.node.path, settings);

    this.settings = settings;
    this.controlPlanes = controlPlane.hosts;
    this.ranges = [
      { name: 'podCidr', value: settings.podCidr ?? DEFAULT_POD_CIDR },
      { name: 'serviceCidr', value: settings.serviceCidr ?? DEFAULT_SERVICE_CIDR },
    ];
    this.nodeAttributes = renderNode(this, settings);
    this.network = kubernetesNetwork(this, settings);
    this.claim(controlPlane.hosts, ClusterRole.CONTROL_PLANE);
    this.claim(
      workers.flatMap((group) => group.hosts),
      ClusterRole.WORKER,
    );

    this.controlPlane = this.makeFirst(first);
    this.members.push(this.controlPlane);
    this.endpoint = this.controlPlane.endpoint;
    this.caCertificateHash = this.controlPlane.caCertificateHash;
    this.access = {
      controlPlanes: this.controlPlanes.map((host) => host.connection),
      caCertificateHash: this.caCertificateHash,
    };
    for (const host of others) {
      this.join(
        this,
        host,
        'control-plane',
        given({ labels: settings.controlPlaneLabels, taints: settings.controlPlaneTaints }),
      );
    }
    for (const host of workers.flatMap((group) => group.hosts)) this.join(this, host, 'worker', {});
  }

  /**
   * More hosts that run workloads.
   *
   * @param id part of the address of their nodes in the state
   * @param hosts the hosts
   * @param settings labels and taints of their nodes
   */
  public addWorkers(id: string, hosts: IHosts, settings: WorkerSettings = {}): void {
    this.joinWorkers(new Construct(this, id), hosts, settings);
  }

  /**
   * As `addWorkers`, below a construct that may be in another stack. Called by `KubernetesWorkers`.
   *
   * @param group what their nodes are made in
   * @param hosts the hosts
   * @param settings labels and taints of their nodes
   */
  public joinWorkers(group: Construct, hosts: IHosts, settings: WorkerSettings): void {
    validateWorkers(group.node.path, settings);
    // They log in to control planes as this stack's own nodes do, with credentials of their own stack.
    for (const { connection } of this.controlPlanes) requireCredential(group, connection.credential);
    this.claim(hosts.hosts, ClusterRole.WORKER);
    for (const host of hosts.hosts) this.join(group, host, 'worker', settings);
  }

  private requireOdd(hosts: IHost[], first: IHost, { endpoint }: KubernetesSettings): void {
    if (hosts.length % 2 === 0) throw evenControlPlanes(`${this.node.path}: controlPlane`, hosts.length);
    if (hosts.length > 1 && endpoint === undefined) {
      throw endpointNeeded(`${this.node.path}: endpoint`, first.connection.address);
    }
  }

  private claim(hosts: IHost[], role: ClusterRole): void {
    for (const host of hosts) {
      claimHost(this, host);
      claimNodeName(this, host);
      this.ranges.push({ name: `the address of ${host.node.path}`, value: host.connection.address });
    }
    validateDisjoint(this.node.path, this.ranges);
    this.network.join(hosts, role);
  }

  private makeFirst(host: IHost): KubernetesControlPlane {
    const { settings } = this;
    return new KubernetesControlPlane(
      this,
      'control-plane',
      given<KubernetesControlPlaneConfig>({
        ...this.nodeAttributes,
        host: host.connection,
        nodeName: host.nodeName,
        clusterName: settings.clusterName,
        controlPlaneEndpoint: settings.endpoint ?? (host.clusterAddress && `${host.clusterAddress}:6443`),
        podCidr: settings.podCidr,
        serviceCidr: settings.serviceCidr,
        dnsDomain: settings.dnsDomain,
        imageRepository: settings.imageRepository,
        podNetworkManifests: literal(settings.podNetworkManifests),
        kubeProxyConfig: yaml(settings.kubeProxyConfig),
        kubeadmPatches: kubeadmPatchesFor(settings, ['ClusterConfiguration', 'InitConfiguration']),
        labels: settings.controlPlaneLabels,
        taints: settings.controlPlaneTaints,
      }),
    );
  }

  private join(scope: Construct, host: IHost, role: string, { labels, taints }: WorkerSettings): void {
    const { settings } = this;
    const others = this.controlPlanes.filter((controlPlane) => controlPlane !== host);
    // Terraform takes dependencies within one stack only.
    const joined = TerraformStack.of(scope) === TerraformStack.of(this) ? [...this.joinedControlPlanes] : [];
    const node = new KubernetesNode(
      scope,
      `${role}-${nodeId(host)}`,
      given<KubernetesNodeConfig>({
        ...this.nodeAttributes,
        host: host.connection,
        nodeName: host.nodeName,
        role,
        cluster: given<KubernetesNodeCluster>({
          controlPlanes: others.map((controlPlane): HostConnection => controlPlane.connection),
          endpoint: this.endpoint,
          caCertificateHash: this.caCertificateHash,
          podCidr: settings.podCidr ?? DEFAULT_POD_CIDR,
          configurationHash: role === 'control-plane' ? this.controlPlane.configurationHash : undefined,
        }),
        kubeadmPatches: kubeadmPatchesFor(settings, ['JoinConfiguration']),
        labels,
        taints,
        drainTimeout: settings.drainTimeout,
        drainGracePeriod: settings.drainGracePeriod,
        // Workers leave before control planes do, because draining them takes a working API server.
        dependsOn: role === 'worker' && joined.length > 0 ? joined : undefined,
      }),
    );
    this.members.push(node);
    if (role === 'control-plane') this.joinedControlPlanes.push(node);
  }
}
