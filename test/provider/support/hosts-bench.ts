import { SshConnection } from '../../../src/drivers/ssh';
import { Sandbox, type RackMachine } from '../../../src/sandbox';
import type { Terraform } from '../../support/terraform';
import { configuration, terraformWithFleetwright } from './fleetwright';

/** The addresses of what {@link HostsBench.declareHosts} declares. */
export const CONTROL_PLANE = 'fleetwright_kubernetes_control_plane.first';
export const NODE = 'fleetwright_kubernetes_node.worker';

/** Where a host keeps what was declared of it. */
export const RECORD = '/var/lib/fleetwright/kubernetes/declaration.json';

export type Arguments = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A sandbox with machines in its rack, and the Terraform CLI with the provider, whose credential "default" opens them. */
export class HostsBench {
  private current: Terraform | undefined;
  private readonly connections = new Map<string, SshConnection>();

  private constructor(readonly sandbox: Sandbox) {}

  static async start(...machines: readonly string[]): Promise<HostsBench> {
    const sandbox = await Sandbox.start({ speed: 200 });
    for (const name of machines) await sandbox.addRackMachine({ name });
    return new HostsBench(sandbox);
  }

  async stop(): Promise<void> {
    for (const connection of this.connections.values()) connection.close();
    await this.sandbox.stop();
  }

  get terraform(): Terraform {
    if (this.current === undefined) throw new Error('begin has not been called');
    return this.current;
  }

  /** A new folder without any resource. */
  async begin(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.current = terraformWithFleetwright(environment);
    this.declare({});
    await this.current.init();
  }

  /** Destroys what there is and removes the folder. */
  async end(): Promise<void> {
    await this.terraform.try('destroy', '-auto-approve', '-no-color');
    this.terraform.dispose();
  }

  declare(resources: Resources, more: object = {}): void {
    const provider = { ssh_credentials: { default: { private_key_file: this.sandbox.sshKeyFile } } };
    this.terraform.write('main.tf.json', configuration(provider, resources, more));
  }

  /** The cluster of the tests: rack-1 as its control plane, and rack-2 as a node when that is declared. */
  declareHosts(
    first: Arguments,
    worker?: Arguments,
    more: {
      readonly nodes?: Readonly<Record<string, object>>;
      readonly releases?: Readonly<Record<string, object>>;
    } = {},
  ): void {
    const node = {
      host: this.host('rack-2'),
      version: '1.34.4',
      cluster: {
        control_planes: [this.host('rack-1')],
        endpoint: `\${${CONTROL_PLANE}.endpoint}`,
        ca_certificate_hash: `\${${CONTROL_PLANE}.ca_certificate_hash}`,
      },
    };
    this.declare({
      fleetwright_kubernetes_control_plane: {
        first: { host: this.host('rack-1'), version: '1.34.4', ...first },
      },
      fleetwright_kubernetes_node: {
        ...(worker === undefined ? {} : { worker: { ...node, ...worker } }),
        ...more.nodes,
      },
      fleetwright_kubernetes_release: more.releases ?? {},
    });
  }

  machine(name: string): RackMachine {
    const found = this.sandbox.rackMachines().find((one) => one.name === name);
    if (found === undefined) throw new Error(`there is no machine "${name}"`);
    return found;
  }

  /** How resources reach a machine. */
  host(name: string): { address: string; port: number; user: string; credential: string; host_key: string } {
    const { address, port, user, hostKey } = this.machine(name);
    return { address, port, user, credential: 'default', host_key: hostKey };
  }

  /** The id under which a machine is imported. */
  importId(name: string, more: Readonly<Record<string, string>> = {}): string {
    const { address, port, user, credential, host_key } = this.host(name);
    const query = Object.entries({ credential, host_key, ...more });
    return `ssh://${user}@${address}:${String(port)}?${query.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&')}`;
  }

  /** The declaration that a machine keeps. */
  async record(name: string): Promise<unknown> {
    return JSON.parse(await this.sh(name, `cat ${RECORD}`));
  }

  /** Files on the machines where Kubernetes and we may leave some. Commands that a distribution brings may stay. */
  async files(): Promise<Readonly<Record<string, readonly string[]>>> {
    const folders =
      '/etc /opt /usr/local/bin/kube* /var/lib/fleetwright /var/lib/kubelet /var/lib/etcd /var/lib/cni';
    const find = `find ${folders} -xdev ! -type d 2>/dev/null`;
    const names = this.sandbox.rackMachines().map(({ name }) => name);
    const found = names.map(async (name) => [name, (await this.sh(name, find)).split('\n').sort()] as const);
    return Object.fromEntries(await Promise.all(found));
  }

  /** What a script prints on a machine, however it ends. */
  async sh(name: string, script: string): Promise<string> {
    let connection = this.connections.get(name);
    if (connection === undefined) {
      const { address, port, user, hostKey, keyFile } = this.machine(name);
      connection = await SshConnection.connect({
        ...{ address, port, user },
        credential: { kind: 'key-file', privateKeyFile: keyFile },
        hostKeys: { kind: 'pinned', keys: [hostKey] },
      });
      this.connections.set(name, connection);
    }
    const { stdout } = await connection.run(script, { okExitCodes: 'any', sudo: true });
    return stdout.trim();
  }
}
