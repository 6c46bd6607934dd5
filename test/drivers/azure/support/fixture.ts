import { setMaxListeners } from 'node:events';
import { randomUUID } from 'node:crypto';
import {
  AzureSubscription,
  type AzureConfiguration,
  type AzureTiming,
  type MachineRequest,
  type NetworkRequest,
  type Ownership,
} from '../../../../src/drivers/azure';
import { DEFAULT_SECRET, type AzureOptions } from '../../../../src/sandbox/azure';
import { PUBLIC_KEY } from '../../../sandbox/azure/support/fixtures';
import { TestAzure } from '../../../sandbox/azure/support/test-azure';
import { AzureProxy } from './azure-proxy';

const timing: Partial<AzureTiming> = {
  retryMs: 3_000,
  firstRetryDelayMs: 10,
  firstPollMs: 5,
  longestPollMs: 20,
  busyMs: 3_000,
};

/** An Azure, and a subscription that reaches it through a proxy that can fail. All of it is new for each test file. */
export interface Fixture {
  readonly azure: TestAzure;
  readonly proxy: AzureProxy;
  readonly subscription: AzureSubscription;
  readonly signal: AbortSignal;
  /** Another process, which may have configured something else. */
  another(configuration?: Partial<AzureConfiguration>): AzureSubscription;
  /** Types and names of all that exists. */
  existing(): string[];
}

export function useFixture(options: AzureOptions = {}, paces: Partial<AzureTiming> = {}): Fixture {
  let azure: TestAzure;
  let proxy: AzureProxy;
  let subscription: AzureSubscription;
  const before = { ...process.env };
  const open = (more: Partial<AzureConfiguration> = {}): AzureSubscription => {
    const { subscriptionId } = azure.service;
    return new AzureSubscription(
      { name: 'test', subscriptionId, endpoint: proxy.endpoint, maxRequestsPerSecond: 1e6, ...more },
      { ...timing, ...paces },
    );
  };
  beforeAll(async () => {
    azure = await TestAzure.start(options);
    proxy = await AzureProxy.start(azure.endpoint);
    process.env.IDENTITY_ENDPOINT = `${azure.endpoint}/msi/token`;
    process.env.IDENTITY_HEADER = DEFAULT_SECRET;
    subscription = open();
  });
  afterEach(async () => {
    proxy.reset();
    await azure.service.destroyAll();
  });
  afterAll(async () => {
    process.env = before;
    subscription.close();
    await proxy.stop();
    await azure.stop();
  });
  const { signal } = new AbortController();
  // All calls of a test listen to the same one.
  setMaxListeners(0, signal);
  return {
    get azure() {
      return azure;
    },
    get proxy() {
      return proxy;
    },
    get subscription() {
      return subscription;
    },
    signal,
    another: open,
    existing: () => existingIn(azure),
  };
}

function existingIn(azure: TestAzure): string[] {
  const found: string[] = [];
  for (const [kind, resources] of Object.entries(azure.service.describe())) {
    if (!Array.isArray(resources)) continue;
    for (const { name } of resources as { readonly name: string }[]) found.push(`${kind}/${name}`);
  }
  return found.sort();
}

export function newOwner(name: string = randomUUID()): Ownership {
  return {
    clientToken: randomUUID(),
    tags: { 'fleetwright:owner': name, 'fleetwright:creating': 'tester' },
  };
}

export function networkRequest(more: Partial<NetworkRequest> = {}): NetworkRequest {
  return {
    owner: newOwner(),
    name: 'net',
    group: 'nodes',
    makesGroup: true,
    location: 'westeurope',
    addressPrefixes: ['10.0.0.0/16'],
    subnet: { name: 'default', prefix: '10.0.1.0/24' },
    rules: {
      ssh: {
        priority: 100,
        direction: 'inbound',
        access: 'allow',
        protocol: 'tcp',
        sources: ['203.0.113.0/24', '198.51.100.7/32'],
        destinations: ['*'],
        sourceGroups: [],
        destinationGroups: [],
        sourcePorts: ['*'],
        destinationPorts: ['22', '2222'],
        description: 'SSH',
      },
    },
    applicationGroups: [],
    tags: { team: 'one' },
    ...more,
  };
}

/** @param subnetId see {@link networkRequest} */
export function machineRequest(subnetId: string, more: Partial<MachineRequest> = {}): MachineRequest {
  return {
    owner: newOwner(),
    name: 'box',
    group: 'nodes',
    location: 'westeurope',
    subnetId,
    size: 'Standard_D2s_v5',
    image: { kind: 'reference', publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' },
    adminUser: 'ops',
    publicKeys: [PUBLIC_KEY.trim()],
    osDisk: {},
    dataDisks: [],
    publicAddress: true,
    applicationGroupIds: [],
    acceleratedNetworking: false,
    ipForwarding: false,
    tags: { team: 'one' },
    ...more,
  };
}
