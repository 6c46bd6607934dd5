/** How the stand-in is set up. All times are simulated seconds unless they say otherwise. */
export interface AzureOptions {
  /** @default {@link DEFAULT_SUBSCRIPTION} */
  readonly subscriptionId?: string | undefined;
  /** @default {@link DEFAULT_TENANT} */
  readonly tenantId?: string | undefined;
  /** What a caller sends to the token endpoint as X-IDENTITY-HEADER. @default {@link DEFAULT_SECRET} */
  readonly identityHeader?: string | undefined;
  /** Real seconds that a token is valid for: clients compare them with their own clock. @default a day */
  readonly tokenLifetime?: number | undefined;
  /** Ids of the images that exist beside those of the marketplace. @default {@link defaultImages} */
  readonly images?: readonly string[] | undefined;
  /** How many resources a list has before its next page. @default 500 */
  readonly pageSize?: number | undefined;
  readonly quotas?: Partial<Quotas> | undefined;
  readonly delays?: Partial<Delays> | undefined;
}

/** What a subscription may have in a region. */
export interface Quotas {
  /** vCPUs of all virtual machines, also of those that are deallocated. */
  readonly cores: number;
  /** vCPUs of each family of sizes. */
  readonly familyCores: number;
  /** vCPUs of spot virtual machines, which count nowhere else. */
  readonly spotCores: number;
  readonly publicAddresses: number;
  readonly networkInterfaces: number;
}

export interface Delays {
  /** From the request to the end of an operation on the network, and what Azure asks clients to wait in between. */
  readonly network: number;
  readonly networkPoll: number;
  /** From the request for a virtual machine to its power: it boots from then on. */
  readonly allocation: number;
  /** The longest that a new machine may take until its agent reports that it is there. */
  readonly provisioning: number;
  /** From the agent's report to the end of the creation. */
  readonly report: number;
  readonly update: number;
  readonly powerOff: number;
  readonly deallocation: number;
  readonly deletion: number;
  readonly forcedDeletion: number;
  readonly disk: number;
  /** The least that a run command takes, apart from the script. */
  readonly runCommand: number;
  /** How long it is waited for an agent that says nothing. */
  readonly agentSilence: number;
  readonly computePoll: number;
  readonly groupDeletion: number;
  readonly groupPoll: number;
  /** From the notice of an eviction to the eviction. */
  readonly evictionNotice: number;
}

export const DEFAULT_SUBSCRIPTION = '5a4db0c8-0000-4000-8000-000000000001';
export const DEFAULT_TENANT = '5a4db0c8-0000-4000-8000-000000000002';
/** Known to everybody when nobody names another one. It opens nothing but sandboxes. */
export const DEFAULT_SECRET = 'sandbox';
export const DEFAULT_TOKEN_LIFETIME = 86_400;
export const DEFAULT_PAGE_SIZE = 500;
export const DEFAULT_QUOTAS: Quotas = {
  cores: 100,
  familyCores: 100,
  spotCores: 100,
  publicAddresses: 100,
  networkInterfaces: 24_000,
};
export const DEFAULT_DELAYS: Delays = {
  network: 3,
  networkPoll: 5,
  allocation: 8,
  provisioning: 1200,
  report: 4,
  update: 8,
  powerOff: 5,
  deallocation: 15,
  deletion: 15,
  forcedDeletion: 5,
  disk: 3,
  runCommand: 4,
  agentSilence: 600,
  computePoll: 10,
  groupDeletion: 20,
  groupPoll: 15,
  evictionNotice: 30,
};

/** One image of one's own is there in every sandbox, to create from by its id. */
export function defaultImages(subscriptionId: string): readonly string[] {
  return [
    `/subscriptions/${subscriptionId}/resourceGroups/images/providers/Microsoft.Compute/images/debian-12`,
  ];
}
