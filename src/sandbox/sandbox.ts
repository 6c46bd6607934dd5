import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AzureService, DEFAULT_SECRET, type Quotas } from './azure';
import { Ec2Service, type Limits } from './ec2';
import { Endpoint } from './endpoint';
import { type Machine, Machines } from './hosts';
import { type Inventory, type MachineSummary, summarizeCluster } from './inventory';
import { SandboxClusters } from './kubernetes';
import { Rack, type RackMachine, type RackMachineOptions } from './rack';
import type { Faults } from './world/faults';
import { type ReservedNetwork, reserveNetwork } from './world/network';
import { makeSshKeyPair } from './world/ssh-key-pair';
import type { TrafficRecord } from './world/traffic';
import { type World, createWorld } from './world/world';

export interface SandboxOptions {
  /** What ids, tokens and the choice of faults follow from: the same seed, the same failure. @default 1 */
  readonly seed?: number | undefined;
  /** Simulated seconds per real second: how much faster machines boot than in reality. @default 20 */
  readonly speed?: number | undefined;
  /** For the machines' disks and the operator's key; removed on stop. @default a new folder for temporary files */
  readonly folder?: string | undefined;
  /** Of the EC2 API. @default a free one */
  readonly port?: number | undefined;
  /** Of the Azure API. @default a free one */
  readonly azurePort?: number | undefined;
  /** Limits of an account on EC2. @default those of a new account: 64 vCPUs */
  readonly ec2Limits?: Partial<Limits> | undefined;
  /**
   * What the Azure subscription may have in a region, for fleets that are larger than a new subscription allows.
   *
   * @default 100 vCPUs, of which as many of one family of sizes, 100 more for spot machines, 100 public addresses, 24 000 network interfaces
   */
  readonly azureQuotas?: Partial<Quotas> | undefined;
  /** What happens, line by line. @default nothing is logged */
  readonly log?: ((line: string) => void) | undefined;
}

/** How an EC2 client reaches the sandbox. The keys open nothing else. */
export interface SandboxEc2 {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** How an Azure client reaches the sandbox. It gets its tokens by `environment()`. */
export interface SandboxAzure {
  readonly endpoint: string;
  readonly subscriptionId: string;
  readonly tenantId: string;
}

export interface MachineSupport {
  readonly ok: boolean;
  /** Why machines cannot boot here, when they cannot. */
  readonly reason?: string;
}

const REGION = 'eu-central-1';

/** Where the APIs are served. */
interface SandboxEndpoints {
  readonly ec2: Endpoint;
  readonly azure: Endpoint;
}

/**
 * A data centre on one machine: an EC2 API, an Azure API, machines that answer SSH, and the API servers of the clusters on them.
 * It is a stand-in: `NOT_COVERED` lists what it does not do.
 *
 * @example
 * const sandbox = await Sandbox.start();
 * const rack = await sandbox.addRackMachine({ name: 'rack-1' });
 * await sandbox.stop();
 */
export class Sandbox {
  /** Whether machines can boot here. Without, only the APIs work. */
  static machineSupport(): MachineSupport {
    return Machines.support();
  }

  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const network = await reserveNetwork();
    const world = createWorld({ ...options, addresses: network.addresses });
    const endpoints: Endpoint[] = [];
    try {
      const ec2 = await Endpoint.listen('ec2', options.port, world.log);
      endpoints.push(ec2);
      const azure = await Endpoint.listen('azure', options.azurePort, world.log);
      endpoints.push(azure);
      return new Sandbox(world, network, { ec2, azure }, options);
    } catch (error) {
      world.clock.stop();
      await Promise.all(endpoints.map((endpoint) => endpoint.close()));
      rmSync(world.folder, { recursive: true, force: true });
      await network.release();
      throw error;
    }
  }

  readonly ec2: SandboxEc2;
  readonly azure: SandboxAzure;
  readonly faults: Faults;
  /** The operator's private key, which rack machines let in and which a key pair can be made of. */
  readonly sshKeyFile: string;
  /** The line for authorized_keys. */
  readonly sshPublicKey: string;

  readonly #world: World;
  readonly #network: ReservedNetwork;
  readonly #endpoints: SandboxEndpoints;
  readonly #clusters: SandboxClusters;
  readonly #machines: Machines;
  readonly #ec2: Ec2Service;
  readonly #azure: AzureService;
  readonly #rack: Rack;
  #stopped: Promise<void> | undefined;

  private constructor(
    world: World,
    network: ReservedNetwork,
    endpoints: SandboxEndpoints,
    { ec2Limits, azureQuotas }: SandboxOptions,
  ) {
    this.#world = world;
    this.#network = network;
    this.#endpoints = endpoints;
    this.faults = world.faults;
    this.#clusters = new SandboxClusters(world);
    this.#machines = new Machines(world, this.#clusters);
    this.ec2 = {
      endpoint: endpoints.ec2.url,
      region: REGION,
      accessKeyId: 'sandbox',
      secretAccessKey: 'sandbox',
    };
    this.#ec2 = new Ec2Service(world, this.#machines, {
      accessKeys: { [this.ec2.accessKeyId]: this.ec2.secretAccessKey },
      limits: ec2Limits,
    });
    this.#azure = new AzureService(world, this.#machines, { quotas: azureQuotas });
    const { subscriptionId, tenantId } = this.#azure;
    this.azure = { endpoint: endpoints.azure.url, subscriptionId, tenantId };
    endpoints.ec2.serve((request, response) => this.#ec2.handle(request, response));
    endpoints.azure.serve((request, response) => this.#azure.handle(request, response));
    const { private: privateKey, public: publicKey } = makeSshKeyPair('ed25519', 'sandbox operator');
    mkdirSync(join(world.folder, 'operator'), { mode: 0o700 });
    this.sshKeyFile = join(world.folder, 'operator', 'id_ed25519');
    this.sshPublicKey = publicKey;
    writeFileSync(this.sshKeyFile, privateKey, { mode: 0o600 });
    this.#rack = new Rack(this.#machines, {
      prefix: network.addresses.rack,
      publicKey,
      keyFile: this.sshKeyFile,
    });
  }

  /**
   * For programs that find their cloud by the environment: EC2 as every AWS SDK and the AWS command line do, Azure's
   * tokens as DefaultAzureCredential does. Where Azure Resource Manager is, its clients have to be told.
   */
  environment(): Record<string, string> {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.ec2;
    return {
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL_EC2: endpoint,
      AWS_ENDPOINT_URL_SSM: endpoint,
      AWS_ENDPOINT_URL_STS: endpoint,
      AWS_EC2_METADATA_DISABLED: 'true',
      AZURE_SUBSCRIPTION_ID: this.azure.subscriptionId,
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential',
      IDENTITY_ENDPOINT: `${this.azure.endpoint}/msi/token`,
      IDENTITY_HEADER: DEFAULT_SECRET,
    };
  }

  /** A machine that exists already and answers SSH, with nothing on it but its operating system. Resolves once it has booted. */
  addRackMachine(options: RackMachineOptions): Promise<RackMachine> {
    return this.#rack.add(options);
  }

  rackMachines(): readonly RackMachine[] {
    return this.#rack.list();
  }

  /**
   * Takes a spot instance back, as EC2 does when it needs the room: after two minutes' notice it is terminated or stopped,
   * as its request says. Ten minutes later there is room again, and a persistent request is fulfilled anew.
   *
   * @param id of the instance or of its spot request
   * @throws Error when there is no such spot instance that runs
   */
  interruptSpot(id: string): void {
    this.#ec2.interruptSpot(id);
  }

  /**
   * Takes a spot virtual machine back, as Azure does when it needs the room: after half a minute's notice it is deallocated
   * or deleted, as it was made to be. A deallocated one can be started again.
   *
   * @param id of the virtual machine, its vmId, or its name when there is only one of it
   * @throws Error when there is no such spot machine that runs
   */
  evictSpot(id: string): void {
    this.#azure.evictSpot(id);
  }

  /**
   * Deletes a virtual machine behind the back of whoever manages it, past the API; what goes with it goes.
   *
   * @param id of the virtual machine, its vmId, or its name when there is only one of it
   * @throws Error when there is none
   */
  deleteVirtualMachine(id: string): void {
    this.#azure.deleteVirtualMachine(id);
  }

  async inventory(): Promise<Inventory> {
    return {
      machines: this.#machines.list().map((machine) => this.#summary(machine)),
      clusters: await Promise.all(this.#clusters.list().map(summarizeCluster)),
      ec2: this.#ec2.describe(),
      azure: this.#azure.describe(),
    };
  }

  /** What was asked of each API and of the machines since the start; what fails counts as well. */
  traffic(): readonly TrafficRecord[] {
    return this.#world.traffic.list();
  }

  /** An administrator's kubeconfig for the cluster whose control plane has that machine; for the only cluster when none is named. */
  async kubeconfig(machine?: string): Promise<string> {
    const clusters = this.#clusters.list();
    const described = await Promise.all(clusters.map(summarizeCluster));
    const choices = described.flatMap(({ nodes }, index) => {
      const first = nodes.find(({ role, name }) => role === 'control-plane' && (machine ?? name) === name);
      return first === undefined
        ? []
        : [{ cluster: clusters[index], address: first.address, name: first.name }];
    });
    const [choice, ...others] = choices;
    if (choice?.cluster === undefined) {
      throw new Error(
        machine === undefined ? 'there is no cluster' : `"${machine}" is the control plane of no cluster`,
      );
    }
    if (others.length > 0) {
      const names = choices.map(({ name }) => `"${name}"`).join(', ');
      throw new Error(`there are several clusters; name the control plane of one: ${names}`);
    }
    return choice.cluster.adminKubeconfig(`https://${choice.address}:6443`);
  }

  /** As new: no instance, no virtual machine, no cluster, no fault; rack machines have empty disks and keep their names and addresses. */
  async reset(): Promise<void> {
    this.#world.faults.clear();
    await Promise.all([this.#ec2.destroyAll(), this.#azure.destroyAll()]);
    await this.#clusters.stopAll();
    await this.#rack.reinstall();
  }

  /** Ends everything and removes what it left in files. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#world.clock.stop();
    await Promise.all([this.#endpoints.ec2.close(), this.#endpoints.azure.close()]);
    await Promise.all([this.#ec2.destroyAll(), this.#azure.destroyAll()]);
    await this.#machines.destroyAll();
    await this.#clusters.stopAll();
    rmSync(this.#world.folder, { recursive: true, force: true });
    await this.#network.release();
  }

  #summary(machine: Machine): MachineSummary {
    const { name, hostname, addresses, sshPort, hostKeys, state, activeUnits } = machine;
    const kind = this.#rack.has(name) ? 'rack' : this.#azure.has(name) ? 'azure' : 'ec2';
    const user = machine.users[0] ?? 'root';
    return { name, hostname, kind, addresses, sshPort, user, hostKeys, state, activeUnits };
  }
}
