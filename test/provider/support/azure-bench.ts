import { DEFAULT_SECRET, type AzureOptions, type AzureSnapshot } from '../../../src/sandbox/azure';
import { AzureProxy } from '../../drivers/azure/support/azure-proxy';
import { PUBLIC_KEY } from '../../sandbox/azure/support/fixtures';
import { TestAzure } from '../../sandbox/azure/support/test-azure';
import type { Terraform } from '../../support/terraform';
import { configuration, terraformWithFleetwright } from './fleetwright';

export type Arguments = Readonly<Record<string, unknown>>;
type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

export const NETWORK = 'fleetwright_azure_network.net';
export const MACHINE = 'fleetwright_azure_virtual_machine.box';
export const GROUP = 'nodes';
/** The one that the machines tell. */
export const HOST_KEY = PUBLIC_KEY.trim().split(' ').slice(0, 2).join(' ');
const SUBNET = '${fleetwright_azure_network.net.subnet_id}';

/**
 * The sandbox's Azure, the Terraform CLI with the provider, which reaches it through a proxy that can fail, and clients
 * of Azure's own SDK that go past both.
 */
export class AzureBench {
  private current: Terraform | undefined;

  private constructor(
    readonly azure: TestAzure,
    readonly proxy: AzureProxy,
  ) {}

  static async start(options: AzureOptions = {}): Promise<AzureBench> {
    const azure = await TestAzure.start(options);
    azure.park.answer = { status: 0, stdout: `${HOST_KEY} root@box\n`, stderr: '' };
    return new AzureBench(azure, await AzureProxy.start(azure.endpoint));
  }

  async stop(): Promise<void> {
    await this.proxy.stop();
    await this.azure.stop();
  }

  get terraform(): Terraform {
    if (this.current === undefined) throw new Error('begin has not been called');
    return this.current;
  }

  /** A new folder without any resource. */
  async begin(): Promise<void> {
    this.current = terraformWithFleetwright({
      IDENTITY_ENDPOINT: `${this.azure.endpoint}/msi/token`,
      IDENTITY_HEADER: DEFAULT_SECRET,
    });
    this.declare({});
    await this.current.init();
    this.proxy.reset();
  }

  /** Does away with all that there is, and removes the folder. */
  async end(): Promise<void> {
    this.proxy.reset();
    await this.azure.service.destroyAll();
    this.terraform.dispose();
    this.current = undefined;
  }

  declare(resources: Resources, more: object = {}): void {
    const { subscriptionId } = this.azure.service;
    const here = {
      subscription_id: subscriptionId,
      endpoint: this.proxy.endpoint,
      max_requests_per_second: 1000,
    };
    const provider = { azure: { default: here, second: here } };
    this.terraform.write('main.tf.json', configuration(provider, resources, more));
  }

  /** A network, and the machines of a test in it. */
  declareMachines(machines: Readonly<Record<string, Arguments>>, network: Arguments = {}): void {
    const all = Object.entries(machines).map(([name, args]) => [name, this.machine(name, args)] as const);
    this.declare({
      fleetwright_azure_network: { net: this.network(network) },
      ...(all.length > 0 ? { fleetwright_azure_virtual_machine: Object.fromEntries(all) } : {}),
    });
  }

  network(args: Arguments = {}): object {
    return { name: 'net', resource_group_name: GROUP, location: 'westeurope', owner: 'bench/net', ...args };
  }

  machine(name: string, args: Arguments): object {
    const image = { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' };
    return {
      name,
      owner: `bench/${name}`,
      resource_group_name: GROUP,
      location: 'westeurope',
      subnet_id: SUBNET,
      size: 'Standard_D2s_v5',
      admin_username: 'ops',
      admin_ssh_keys: [PUBLIC_KEY.trim()],
      ...('image_id' in args ? {} : { image }),
      ...args,
    };
  }

  async valuesOf(address: string): Promise<Readonly<Record<string, unknown>>> {
    return (await this.terraform.resource(address)).values;
  }

  /** What Azure itself has. */
  get snapshot(): AzureSnapshot {
    return this.azure.service.describe();
  }

  /** Types and names of all that exists. */
  existing(): string[] {
    return Object.entries(this.snapshot)
      .flatMap(([kind, resources]) =>
        Array.isArray(resources)
          ? (resources as { readonly name: string }[]).map(({ name }) => `${kind}/${name}`)
          : [],
      )
      .sort();
  }
}
