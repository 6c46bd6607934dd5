import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ComputeManagementClient } from '@azure/arm-compute';
import { NetworkManagementClient } from '@azure/arm-network';
import { ResourceManagementClient } from '@azure/arm-resources';
import {
  AzureService,
  DEFAULT_SECRET,
  type AzureMachinePark,
  type AzureOptions,
} from '../../../../src/sandbox/azure';
import { createWorld, type World } from '../../../../src/sandbox/world/world';
import { TestPark } from './test-park';

/** Simulated seconds per real second: operations end within milliseconds. */
const SPEED = 500;

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface RawRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** @default the newest version of the provider */
  readonly version?: string;
}

/** An Azure over HTTP, as clients find it. */
export class TestAzure<Park extends AzureMachinePark = TestPark> {
  static start(options: AzureOptions = {}, speed = SPEED): Promise<TestAzure> {
    const world = createWorld({ speed });
    return TestAzure.over(world, new TestPark(world.clock), options);
  }

  static async over<Park extends AzureMachinePark>(
    world: World,
    park: Park,
    options: AzureOptions = {},
  ): Promise<TestAzure<Park>> {
    const service = new AzureService(world, park, options);
    const server = createServer((request, response) => {
      service.handle(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const azure = new TestAzure(world, park, service, server);
    azure.#token = await azure.fetchToken();
    return azure;
  }

  readonly endpoint: string;
  readonly compute: ComputeManagementClient;
  readonly network: NetworkManagementClient;
  readonly resources: ResourceManagementClient;
  #token = '';

  private constructor(
    readonly world: World,
    readonly park: Park,
    readonly service: AzureService,
    private readonly server: Server,
  ) {
    this.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credential = { getToken: () => Promise.reject(new Error('the policy below has the token')) };
    const options = {
      endpoint: this.endpoint,
      allowInsecureConnection: true,
      retryOptions: { maxRetries: 0 },
    };
    const { subscriptionId } = service;
    this.compute = this.#plain(new ComputeManagementClient(credential, subscriptionId, options));
    this.network = this.#plain(new NetworkManagementClient(credential, subscriptionId, options));
    this.resources = this.#plain(new ResourceManagementClient(credential, subscriptionId, options));
  }

  get token(): string {
    return this.#token;
  }

  /** An id below the subscription. */
  id(path: string): string {
    return `/subscriptions/${this.service.subscriptionId}/${path}`;
  }

  /** A token, by the protocol of App Service. */
  async fetchToken(resource = 'https://management.azure.com'): Promise<string> {
    const query = new URLSearchParams({ 'api-version': '2019-08-01', resource });
    const response = await fetch(`${this.endpoint}/msi/token?${query.toString()}`, {
      headers: { 'X-IDENTITY-HEADER': DEFAULT_SECRET },
    });
    if (response.status !== 200) throw new Error(`no token: ${await response.text()}`);
    return ((await response.json()) as { readonly access_token: string }).access_token;
  }

  /** One request with nobody's library. @param path of the API, or a whole URL that an answer had */
  async send(method: string, path: string, request: RawRequest = {}): Promise<RawAnswer> {
    const { body, headers = {}, version = newestVersion(path) } = request;
    const url = new URL(path, this.endpoint);
    if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', version);
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    };
  }

  /** Sends, and asks until the operation has ended. Gives the answer that began it and the last one. */
  async settle(method: string, path: string, request: RawRequest = {}): Promise<[RawAnswer, RawAnswer]> {
    const begun = await this.send(method, path, request);
    const url = begun.headers.get('azure-asyncoperation');
    if (url === null) return [begun, begun];
    for (;;) {
      const state = await this.send('GET', url);
      if ((state.body as { readonly status: string }).status !== 'InProgress') return [begun, state];
      await this.world.clock.sleep(1);
    }
  }

  async stop(): Promise<void> {
    this.world.clock.stop();
    await this.service.destroyAll();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The SDK's own policy sends tokens over TLS only. */
  #plain<Client extends Pick<ResourceManagementClient, 'pipeline'>>(client: Client): Client {
    client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
    client.pipeline.addPolicy({
      name: 'tokenOverLoopback',
      sendRequest: (request, next) => {
        request.headers.set('authorization', `Bearer ${this.#token}`);
        return next(request);
      },
    });
    return client;
  }
}

function newestVersion(path: string): string {
  if (/Microsoft\.Compute\/disks/i.test(path)) return '2025-01-02';
  if (/Microsoft\.Compute\/skus/i.test(path)) return '2021-07-01';
  if (/Microsoft\.Compute/i.test(path)) return '2026-03-01';
  return /Microsoft\.Network/i.test(path) ? '2025-05-01' : '2025-04-01';
}

/** Waits until it is true; the tests' own deadline ends the wait. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
