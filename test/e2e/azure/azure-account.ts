import type { Sandbox } from '../../../src/sandbox';

/** A virtual machine as Azure lists it. */
export interface ListedMachine {
  readonly id: string;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly properties: {
    readonly vmId: string;
    readonly priority?: string;
    readonly provisioningState: string;
    readonly hardwareProfile: { readonly vmSize: string };
  };
}

interface Named {
  readonly name: string;
  readonly type: string;
  readonly tags?: Readonly<Record<string, string>>;
}

interface Page {
  readonly value: readonly unknown[];
}

const version = {
  compute: '2024-03-01',
  disks: '2024-03-02',
  network: '2024-01-01',
  resources: '2024-03-01',
};

/** Azure's own API, past Fleetwright: plain requests, by nobody's library. */
export class AzureAccount {
  private token: Promise<string> | undefined;

  constructor(private readonly sandbox: Sandbox) {}

  /** Sorted by their names. */
  async machines(): Promise<readonly ListedMachine[]> {
    const all = await this.list('providers/Microsoft.Compute/virtualMachines', version.compute);
    return (all as readonly ListedMachine[]).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** `running`, `deallocated`…, or undefined when it does not say. */
  async powerOf({ id }: ListedMachine): Promise<string | undefined> {
    const { statuses } = (await this.get(`${id}/instanceView`, version.compute)) as {
      readonly statuses: readonly { readonly code: string }[];
    };
    return statuses.flatMap(({ code }) => /^PowerState\/(.+)$/.exec(code)?.[1] ?? [])[0];
  }

  /** GiB by their names. */
  async disks(): Promise<Readonly<Record<string, number>>> {
    const all = (await this.list('providers/Microsoft.Compute/disks', version.disks)) as readonly {
      readonly name: string;
      readonly properties: { readonly diskSizeGB: number };
    }[];
    return Object.fromEntries(all.map(({ name, properties }) => [name, properties.diskSizeGB]));
  }

  /** Names of all rules of all security groups. */
  async rules(): Promise<readonly string[]> {
    const all = await this.list('providers/Microsoft.Network/networkSecurityGroups', version.network);
    return (all as readonly { readonly properties: { readonly securityRules: readonly Named[] } }[])
      .flatMap(({ properties }) => properties.securityRules.map(({ name }) => name))
      .sort();
  }

  /** Type and name of every resource, and the names of the resource groups. */
  async existing(): Promise<readonly string[]> {
    return (await this.resources()).map(({ type, name }) => `${type.replace(/^.*\//, '')}/${name}`).sort();
  }

  /** Names of what carries that tag. */
  async tagged(tag: string): Promise<readonly string[]> {
    return (await this.resources()).filter(({ tags = {} }) => tag in tags).map(({ name }) => name);
  }

  /** Makes a resource as somebody else would, and waits until it is there. */
  async make(path: string, body: object): Promise<void> {
    const url = path.includes('/providers/') ? version.network : version.resources;
    const response = await this.request('PUT', this.below(path), url, { location: 'westeurope', ...body });
    if (response.status >= 300) throw new Error(`${path} was refused: ${await response.text()}`);
  }

  private async resources(): Promise<readonly Named[]> {
    const inGroups = (await this.list('resources', version.resources)) as readonly Named[];
    return [...inGroups, ...((await this.list('resourceGroups', version.resources)) as readonly Named[])];
  }

  private async list(path: string, apiVersion: string): Promise<readonly unknown[]> {
    return ((await this.get(this.below(path), apiVersion)) as Page).value;
  }

  private async get(path: string, apiVersion: string): Promise<unknown> {
    const response = await this.request('GET', path, apiVersion);
    if (response.status !== 200) throw new Error(`GET ${path}: ${await response.text()}`);
    return response.json();
  }

  private below(path: string): string {
    return `/subscriptions/${this.sandbox.azure.subscriptionId}/${path}`;
  }

  private async request(method: string, path: string, apiVersion: string, body?: object): Promise<Response> {
    this.token ??= this.fetchToken();
    return fetch(`${this.sandbox.azure.endpoint}${path}?api-version=${apiVersion}`, {
      method,
      headers: { authorization: `Bearer ${await this.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** By the protocol of App Service. */
  private async fetchToken(): Promise<string> {
    const { IDENTITY_ENDPOINT: endpoint = '', IDENTITY_HEADER: header = '' } = this.sandbox.environment();
    const query = new URLSearchParams({
      'api-version': '2019-08-01',
      resource: 'https://management.azure.com',
    });
    const response = await fetch(`${endpoint}?${query.toString()}`, {
      headers: { 'X-IDENTITY-HEADER': header },
    });
    return ((await response.json()) as { readonly access_token: string }).access_token;
  }
}
