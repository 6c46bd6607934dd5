import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUuid } from '../world/uuid';
import type { World } from '../world/world';
import { NoAnswer, strikeCall } from './call-faults';
import { beginDeletion } from './compute/delete';
import { evict } from './compute/power';
import { ArmError } from './errors';
import type { AzureMachinePark } from './machine-park';
import { allowsConnection } from './network/firewall';
import { Call } from './operation';
import { OPERATIONS } from './operations';
import {
  type AzureOptions,
  DEFAULT_DELAYS,
  DEFAULT_PAGE_SIZE,
  DEFAULT_QUOTAS,
  DEFAULT_SECRET,
  DEFAULT_SUBSCRIPTION,
  DEFAULT_TENANT,
  DEFAULT_TOKEN_LIFETIME,
  defaultImages,
} from './options';
import { Router, type Route } from './router';
import { type AzureSnapshot, takeSnapshot } from './snapshot';
import { Addresses } from './state/addresses';
import { Cloud } from './state/cloud';
import type { VirtualMachine } from './state/records';
import { errorAnswer, type Answer } from './wire/answer';
import { type ArmRequest, readRequest } from './wire/read-request';
import { answerHeaders } from './wire/headers';
import { TOKEN_PATH, Tokens } from './wire/tokens';

/** The principal that all tokens are for. */
const OBJECT_ID = '5a4db0c8-0000-4000-8000-000000000003';

/**
 * A stand-in for Azure Resource Manager with as much of its resource providers as virtual machines need, and for the
 * endpoint that gives out tokens. What is not covered is answered with an error.
 */
export class AzureService {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly #world: World;
  readonly #router = new Router(OPERATIONS);
  readonly #tokens: Tokens;
  #cloud: Cloud;

  constructor(world: World, machines: AzureMachinePark, options: AzureOptions = {}) {
    this.#world = world;
    this.subscriptionId = options.subscriptionId ?? DEFAULT_SUBSCRIPTION;
    this.tenantId = options.tenantId ?? DEFAULT_TENANT;
    this.#tokens = new Tokens({
      tenantId: this.tenantId,
      objectId: OBJECT_ID,
      secret: options.identityHeader ?? DEFAULT_SECRET,
      lifetime: options.tokenLifetime ?? DEFAULT_TOKEN_LIFETIME,
    });
    this.#cloud = new Cloud({
      world,
      park: machines,
      addresses: new Addresses(world.addresses),
      subscriptionId: this.subscriptionId,
      tenantId: this.tenantId,
      images: options.images ?? defaultImages(this.subscriptionId),
      pageSize: options.pageSize ?? DEFAULT_PAGE_SIZE,
      quotas: { ...DEFAULT_QUOTAS, ...options.quotas },
      delays: { ...DEFAULT_DELAYS, ...options.delays },
    });
  }

  /** Answers one HTTP request. Rejects when the request breaks off. */
  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    const requestId = randomUuid(this.#world.random);
    const answer = await this.#answer(request);
    if (answer === undefined) {
      incoming.socket.destroy();
      return;
    }
    const body = answer.body === undefined ? undefined : JSON.stringify(answer.body);
    response.writeHead(answer.status, {
      ...answerHeaders(request, requestId),
      ...answer.headers,
      ...(body === undefined
        ? { 'content-length': 0 }
        : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body) }),
    });
    response.end(body);
  }

  /** Whether security groups let a TCP connection through; what is no machine's has no security group. */
  allows(fromAddress: string, toAddress: string, port: number): boolean {
    return allowsConnection(this.#cloud, fromAddress, toAddress, port);
  }

  /** Whether a machine of that name is a virtual machine's. */
  has(vmId: string): boolean {
    return this.#cloud.machines.list().some((vm) => vm.vmId === vmId);
  }

  /** All resources, for tests. */
  describe(): AzureSnapshot {
    return takeSnapshot(this.#cloud);
  }

  /**
   * Takes a spot machine back: after the notice it is deallocated or deleted, as it was made to be.
   * @throws Error when there is no such running spot machine
   */
  evictSpot(id: string): void {
    evict(this.#cloud, this.#machine(id));
  }

  /**
   * Deletes a virtual machine as somebody else would, past everybody's back; what goes with it goes.
   * @param id of the virtual machine, or its name when there is only one of it
   * @throws Error when there is none
   */
  deleteVirtualMachine(id: string): void {
    beginDeletion(this.#cloud, this.#machine(id), { forced: true, failure: undefined });
  }

  /** As new: no group, no resource, and no operation that anybody could ask about. Tokens stay good. */
  async destroyAll(): Promise<void> {
    const cloud = this.#cloud;
    this.#cloud = new Cloud({ ...cloud.settings, addresses: new Addresses(this.#world.addresses) });
    const machines = cloud.machines.list();
    cloud.clear();
    await Promise.all(machines.map((vm) => cloud.control.destroy(vm)));
  }

  #machine(id: string): VirtualMachine {
    const all = this.#cloud.machines.list();
    const [found, second] = all.filter(
      (vm) => vm.id.toLowerCase() === id.toLowerCase() || vm.vmId === id || vm.name === id,
    );
    if (found !== undefined && second === undefined) return found;
    throw new Error(
      found === undefined
        ? `there is no virtual machine "${id}"`
        : `there are several virtual machines "${id}"; give an id`,
    );
  }

  /** Undefined when nobody is to answer. */
  async #answer(request: ArmRequest): Promise<Answer | undefined> {
    try {
      return await this.#dispatch(request);
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      if (!(error instanceof ArmError)) {
        this.#world.log(`azure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      return errorAnswer(error);
    }
  }

  async #dispatch(request: ArmRequest): Promise<Answer | undefined> {
    if (request.segments.join('/').toLowerCase() === TOKEN_PATH) {
      return this.#world.traffic.during('azure', 'ManagedIdentity_GetToken', async () => {
        const { responseLost } = await strikeCall(this.#world, 'ManagedIdentity_GetToken', []);
        return responseLost ? undefined : this.#tokens.issue(request);
      });
    }
    this.#tokens.check(request);
    if (!request.query.has('api-version')) {
      throw new ArmError(
        400,
        'MissingApiVersionParameter',
        'The api-version query parameter (?api-version=) is required for all requests.',
      );
    }
    this.#checkSubscription(request);
    const route = this.#router.find(request);
    const { operation, parameters } = route;
    return this.#world.traffic.during('azure', operation.name, async () => {
      const struck = await strikeCall(this.#world, operation.name, this.#subjects(request, route));
      const answer = operation.run(new Call(this.#cloud, request, parameters, struck));
      return struck.responseLost ? undefined : answer;
    });
  }

  #checkSubscription({ segments }: ArmRequest): void {
    const [first = '', subscription] = segments;
    if (first.toLowerCase() !== 'subscriptions' || subscription === undefined) return;
    if (subscription.toLowerCase() === this.subscriptionId.toLowerCase()) return;
    throw new ArmError(404, 'SubscriptionNotFound', `The subscription '${subscription}' could not be found.`);
  }

  /** What a call is about: the names in its path, and the texts in its body. */
  #subjects(request: ArmRequest, { operation, parameters }: Route): readonly string[] {
    return [
      ...Object.values(parameters),
      ...[...(request.content ?? '').matchAll(/"([^"\\]{1,200})"/g)].map(([, text = '']) => text),
      ...(operation.subjects?.(this.#cloud, parameters) ?? []),
    ];
  }
}
