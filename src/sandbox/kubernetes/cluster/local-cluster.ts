import type { World } from '../../world/world';
import { ClusterAdmission } from '../admission/cluster-admission';
import { ApiServer } from '../api/api-server';
import type { ClusterOptions, KubectlResult, NodeSpec, SandboxCluster } from '../cluster-backend';
import { ControllerContext } from '../controllers/context';
import { runControllers } from '../controllers/controllers';
import type { NodePool } from '../nodes/node-pool';
import { KindRegistry } from '../kinds/kind-registry';
import type { ClientParts } from '../kubectl/client';
import { runKubectl } from '../kubectl/kubectl';
import { controllerActor } from '../objects/actor';
import { Deleter } from '../objects/deleter';
import { Objects } from '../objects/objects';
import { CertificateAuthority } from '../pki/certificates';
import { Store } from '../storage/store';
import { Endpoints } from './endpoints';
import { apiServerService, initialObjects } from './initial-objects';
import { IpRange } from './ip-range';
import { writeKubeconfig } from './kubeconfig';
import { ServiceAllocator } from './service-allocator';
import { BootstrapTokens } from './tokens';

export type ControlPlaneOptions = Omit<ClusterOptions, 'address' | 'port' | 'node'>;

/** A cluster in this process: its API servers, controllers and nodes that only say that they run pods. */
export class LocalCluster implements SandboxCluster {
  readonly name: string;
  readonly version: string;
  readonly objects: Objects;
  private readonly authority = new CertificateAuthority('kubernetes');
  private readonly endpoints: Endpoints;
  private readonly deleter: Deleter;
  private readonly tokens: BootstrapTokens;
  private readonly context: ControllerContext;
  private readonly nodes: NodePool;

  private constructor(
    private readonly world: World,
    options: ControlPlaneOptions,
  ) {
    const { clock, faults, traffic } = world;
    const random = world.random.stream(`cluster ${options.name}`);
    this.name = options.name;
    this.version = `v${options.version.replace(/^v/, '')}`;
    const services = new IpRange(options.serviceCidr);
    const store = new Store();
    const registry = new KindRegistry();
    const admission = new ClusterAdmission(store, random);
    const allocator = new ServiceAllocator(store, services, random);
    this.objects = new Objects({ store, registry, admission, allocator, random });
    this.deleter = new Deleter(this.objects, admission);
    this.tokens = new BootstrapTokens(store, random, clock);
    const api = new ApiServer({
      objects: this.objects,
      deleter: this.deleter,
      registry,
      faults,
      traffic,
      clock,
      version: this.version,
      cluster: options.name,
      identityOfToken: (token) => this.tokens.identityOf(token),
    });
    this.endpoints = new Endpoints(this.authority, (request, response) => api.handle(request, response), [
      'kubernetes',
      'kubernetes.default',
      'kubernetes.default.svc',
      `kubernetes.default.svc.${options.dnsDomain}`,
      'localhost',
      services.at(1),
      '127.0.0.1',
      ...options.certSans,
    ]);
    this.context = new ControllerContext({
      objects: this.objects,
      deleter: this.deleter,
      clock,
      random,
      log: (line) => {
        world.log(`kubernetes ${options.name}: ${line}`);
      },
    });
    this.nodes = runControllers(this.context, {
      caCertificate: this.caCertificate,
      version: this.version,
      podCidr: options.podCidr,
    });
  }

  /** A control plane that serves nowhere yet and has no nodes. */
  static async create(world: World, options: ControlPlaneOptions): Promise<LocalCluster> {
    const cluster = new LocalCluster(world, options);
    const services = new IpRange(options.serviceCidr);
    const actor = controllerActor('kube-apiserver');
    for (const { resource, namespace, object } of [...initialObjects(), apiServerService(services.at(1))]) {
      const [group, version, plural] = resource;
      await cluster.objects.create(cluster.context.resource(group, version, plural), namespace, object, {
        actor: { ...actor, manager: 'kube-apiserver' },
      });
    }
    return cluster;
  }

  get caCertificate(): string {
    return this.authority.certificate;
  }

  get caKey(): string {
    return this.authority.key;
  }

  get caHash(): string {
    return this.authority.hash;
  }

  apiServerCertificate(address: string): string {
    return this.endpoints.certificateAt(address);
  }

  renewApiServerCertificate(address: string, names: readonly string[]): string {
    return this.endpoints.renew(address, names);
  }

  adminKubeconfig(server: string): string {
    return this.kubeconfig('kubernetes-admin', ['kubeadm:cluster-admins', 'system:masters'], server);
  }

  nodeKubeconfig(node: string, server: string): string {
    return this.kubeconfig(`system:node:${node}`, ['system:nodes'], server);
  }

  private kubeconfig(user: string, organizations: readonly string[], server: string): string {
    const subject = { commonName: user, organizations };
    const credential = this.authority.issue({ subject, usage: 'client' });
    return writeKubeconfig({ cluster: this.name, user, server, authority: this.caCertificate, credential });
  }

  serve(address: string, port: number): Promise<number> {
    return this.endpoints.serve(address, port);
  }

  unserve(address: string): Promise<void> {
    return this.endpoints.close(address);
  }

  createToken(ttlSeconds: number): string {
    return this.tokens.create(ttlSeconds);
  }

  checkToken(token: string): boolean {
    return this.tokens.isValid(token);
  }

  addNode(node: NodeSpec): Promise<void> {
    return this.nodes.add(node);
  }

  setNodeReady(name: string, ready: boolean): Promise<void> {
    this.nodes.setReady(name, ready);
    return Promise.resolve();
  }

  removeNode(name: string): Promise<void> {
    this.nodes.remove(name);
    return Promise.resolve();
  }

  kubectl(args: readonly string[], stdin: string): Promise<KubectlResult> {
    return runKubectl({ ...this.clientParts(), faults: this.world.faults }, args, stdin);
  }

  inspect(args: readonly string[]): Promise<KubectlResult> {
    return runKubectl(this.clientParts(), args, '');
  }

  async stop(): Promise<void> {
    this.context.stop();
    await this.endpoints.closeAll();
  }

  private clientParts(): ClientParts {
    const { objects, deleter, world, version, name: cluster } = this;
    return { objects, deleter, clock: world.clock, version, cluster };
  }
}
