import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Ec2Service } from './ec2';
import { type Machine, Machines } from './hosts';
import { type Inventory, type MachineSummary, summarizeCluster } from './inventory';
import { SandboxClusters } from './kubernetes';
import { Rack, type RackMachine, type RackMachineOptions } from './rack';
import type { Faults } from './world/faults';
import { type ReservedNetwork, reserveNetwork } from './world/network';
import { makeSshKeyPair } from './world/ssh-key-pair';
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

export interface MachineSupport {
  readonly ok: boolean;
  /** Why machines cannot boot here, when they cannot. */
  readonly reason?: string;
}

const REGION = 'eu-central-1';

/**
 * A data centre on one machine: an EC2 API, machines that answer SSH, and the API servers of the clusters on them.
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
    const server = createServer();
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port ?? 0, '127.0.0.1', resolve);
      });
      return new Sandbox(world, network, server);
    } catch (error) {
      world.clock.stop();
      rmSync(world.folder, { recursive: true, force: true });
      await network.release();
      throw error;
    }
  }

  readonly ec2: SandboxEc2;
  readonly faults: Faults;
  /** The operator's private key, which rack machines let in and which a key pair can be made of. */
  readonly sshKeyFile: string;
  /** The line for authorized_keys. */
  readonly sshPublicKey: string;

  readonly #world: World;
  readonly #network: ReservedNetwork;
  readonly #server: Server;
  readonly #clusters: SandboxClusters;
  readonly #machines: Machines;
  readonly #service: Ec2Service;
  readonly #rack: Rack;
  #stopped: Promise<void> | undefined;

  private constructor(world: World, network: ReservedNetwork, server: Server) {
    this.#world = world;
    this.#network = network;
    this.#server = server;
    this.faults = world.faults;
    this.#clusters = new SandboxClusters(world);
    this.#machines = new Machines(world, this.#clusters);
    this.ec2 = {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: REGION,
      accessKeyId: 'sandbox',
      secretAccessKey: 'sandbox',
    };
    this.#service = new Ec2Service(world, this.#machines, {
      accessKeys: { [this.ec2.accessKeyId]: this.ec2.secretAccessKey },
    });
    server.on('request', (request, response) => {
      this.#service.handle(request, response).catch((error: unknown) => {
        world.log(`ec2: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        response.destroy();
      });
    });
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

  /** For programs that find their EC2 by the environment, as every AWS SDK and the AWS command line do. */
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
    };
  }

  /** A machine that exists already and answers SSH, with nothing on it but its operating system. Resolves once it has booted. */
  addRackMachine(options: RackMachineOptions): Promise<RackMachine> {
    return this.#rack.add(options);
  }

  rackMachines(): readonly RackMachine[] {
    return this.#rack.list();
  }

  async inventory(): Promise<Inventory> {
    return {
      machines: this.#machines.list().map((machine) => this.#summary(machine)),
      clusters: await Promise.all(this.#clusters.list().map(summarizeCluster)),
      ec2: this.#service.describe(),
    };
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

  /** As new: no instance, no cluster, no fault; rack machines have empty disks and keep their names and addresses. */
  async reset(): Promise<void> {
    this.#world.faults.clear();
    await this.#service.destroyAll();
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
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#service.destroyAll();
    await this.#machines.destroyAll();
    await this.#clusters.stopAll();
    rmSync(this.#world.folder, { recursive: true, force: true });
    await this.#network.release();
  }

  #summary(machine: Machine): MachineSummary {
    const { name, hostname, addresses, sshPort, hostKeys, state } = machine;
    const kind = this.#rack.has(name) ? 'rack' : 'ec2';
    return { name, hostname, kind, addresses, sshPort, user: machine.users[0] ?? 'root', hostKeys, state };
  }
}
