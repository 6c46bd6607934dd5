import {
  Ec2Account,
  type Ec2Timing,
  type InstanceRequest,
  type Ownership,
} from '../../../../src/drivers/ec2';
import { ubuntu, type Ec2Backend, type Ec2Server } from './backends';
import { FaultProxy } from './fault-proxy';

/** Short enough for tests; what EC2 would take minutes for, a stand-in does at once. */
export const fast: Partial<Ec2Timing> = {
  retryMs: 3_000,
  firstRetryDelayMs: 10,
  requestMs: 5_000,
  firstPollMs: 10,
  longestPollMs: 100,
  visibleMs: 1_500,
};

/** A server, a proxy that can fail before it, and an account that goes through the proxy. */
export interface Fixture {
  readonly server: Ec2Server;
  readonly proxy: FaultProxy;
  readonly account: Ec2Account;
  readonly signal: AbortSignal;
  readonly imageId: string;
  /** Another process: it shares nothing with `account` but EC2. */
  anotherAccount(timing?: Partial<Ec2Timing>, maxRequestsPerSecond?: number): Ec2Account;
}

export function useFixture(backend: Ec2Backend): Fixture {
  let server: Ec2Server | undefined;
  let proxy: FaultProxy | undefined;
  let imageId = '';
  const accounts: Ec2Account[] = [];
  const signal = new AbortController().signal;
  const there = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the fixture is used before the tests run');
    return value;
  };
  const open = (timing: Partial<Ec2Timing> = {}, maxRequestsPerSecond = 1_000) => {
    const account = new Ec2Account(
      { name: 'test', region: there(server).region, endpoint: there(proxy).endpoint, maxRequestsPerSecond },
      { ...fast, ...timing },
    );
    accounts.push(account);
    return account;
  };

  beforeAll(async () => {
    server = await backend.start();
    proxy = await FaultProxy.start(server.endpoint);
    // A server that has just started may take its time for the first answer.
    imageId = (await open({ requestMs: 50_000 }).images.resolve(ubuntu, { signal })).id;
    open();
    proxy.reset();
  });
  afterEach(() => {
    proxy?.reset();
  });
  afterAll(async () => {
    await Promise.all(accounts.map((account) => account.close()));
    await proxy?.stop();
    await server?.stop();
  });

  return {
    get server() {
      return there(server);
    },
    get proxy() {
      return there(proxy);
    },
    get account() {
      return there(accounts[1]);
    },
    get imageId() {
      return imageId;
    },
    signal,
    anotherAccount: open,
  };
}

let owners = 0;

/** An owner that nothing else has. */
export function newOwner(address = `test.${String(++owners)}`): Ownership {
  const clientToken = `token-${address}-${String(Date.now())}-${String(++owners)}`;
  return { clientToken, tags: { 'fleetwright:owner': 'tests', 'fleetwright:address': address } };
}

export function instanceRequest(imageId: string, changes: Partial<InstanceRequest> = {}): InstanceRequest {
  return {
    owner: newOwner(),
    imageId,
    instanceTypes: ['t3.medium'],
    subnetIds: [],
    securityGroupIds: [],
    tags: { Name: 'a test' },
    ...changes,
  };
}
