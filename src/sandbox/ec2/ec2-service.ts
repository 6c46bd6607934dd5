import type { IncomingMessage, ServerResponse } from 'node:http';
import type { World } from '../world/world';
import { ACTIONS } from './actions';
import { NoAnswer, strikeCall } from './call-faults';
import { ApiError } from './errors';
import type { MachinePark } from '../world/machine-park';
import {
  DEFAULT_ACCESS_KEYS,
  DEFAULT_ACCOUNT,
  DEFAULT_CONSISTENCY,
  DEFAULT_DELAYS,
  DEFAULT_LIMITS,
  DEFAULT_REGIONS,
  type Ec2Options,
} from './options';
import { takeSnapshot, type Ec2Snapshot } from './snapshot';
import { callSsm } from './ssm';
import { Addresses } from './state/addresses';
import { allowsConnection } from './state/firewall';
import { Lifecycle } from './state/lifecycle';
import { RegionState, type Cloud } from './state/region';
import { Sts } from './sts';
import { readRequest } from './wire/read-request';
import { answerFor, errorAnswer, type Answer } from './wire/answer';
import { parseForm } from './wire/read-query';
import {
  signedService,
  verifySignature,
  type Caller,
  type Principal,
  type SignedRequest,
} from './wire/signature';

interface Place {
  readonly region: RegionState;
  readonly lifecycle: Lifecycle;
}

/**
 * A stand-in for EC2's query API, and for as much of SSM and STS as its clients use. Which of them a request is for
 * and which region says its signature. What is not covered is answered with an error.
 */
export class Ec2Service {
  readonly #world: World;
  readonly #cloud: Cloud;
  readonly #principals = new Map<string, Principal>();
  readonly #places = new Map<string, Place>();
  readonly #sts: Sts;

  constructor(world: World, machines: MachinePark, options: Ec2Options = {}) {
    this.#world = world;
    this.#cloud = {
      world,
      park: machines,
      addresses: new Addresses(world.addresses),
      regions: options.regions ?? DEFAULT_REGIONS,
      instanceProfiles: options.instanceProfiles ?? ['sandbox'],
      limits: { ...DEFAULT_LIMITS, ...options.limits },
      delays: { ...DEFAULT_DELAYS, ...options.delays },
      consistency:
        options.eventualConsistency === false
          ? undefined
          : { ...DEFAULT_CONSISTENCY, ...options.eventualConsistency },
      allows: (from, to, port) => this.allows(from, to, port),
    };
    const accountId = options.accountId ?? DEFAULT_ACCOUNT;
    for (const [accessKeyId, secretAccessKey] of Object.entries(options.accessKeys ?? DEFAULT_ACCESS_KEYS)) {
      this.#principals.set(accessKeyId, {
        accessKeyId,
        secretAccessKey,
        accountId,
        arn: `arn:aws:iam::${accountId}:user/${accessKeyId}`,
        userId: 'AIDASANDBOXSANDBOXSND',
      });
    }
    this.#sts = new Sts(world.random.stream('sts'), (principal) =>
      this.#principals.set(principal.accessKeyId, principal),
    );
  }

  /** Answers one HTTP request. Rejects when the request breaks off. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const signed = await readRequest(request);
    const requestId = uuid(this.#world.random.stream('requests').hex(32));
    const answer = await this.#answer(signed, requestId);
    if (answer === undefined) {
      request.socket.destroy();
      return;
    }
    response.writeHead(answer.status, {
      'content-type': answer.contentType,
      'content-length': Buffer.byteLength(answer.body),
      'x-amzn-requestid': requestId,
    });
    response.end(answer.body);
  }

  /** Whether the security groups let a TCP connection through; what is no instance's has no security group. */
  allows(fromAddress: string, toAddress: string, port: number): boolean {
    return allowsConnection(this.#regions(), fromAddress, toAddress, port);
  }

  /** All objects of all accounts and regions, for tests. */
  describe(): Ec2Snapshot {
    return takeSnapshot(this.#regions());
  }

  /**
   * Takes a spot instance back: after the notice it is terminated or stopped, as its request says. When there is capacity
   * again, a persistent request gets another instance, or its stopped one is started.
   * @param id of the instance or of its spot request
   * @throws Error when there is no such spot instance
   */
  interruptSpot(id: string): void {
    for (const { lifecycle } of this.#places.values()) {
      if (lifecycle.spot.interrupt(id)) return;
    }
    throw new Error(`there is no running spot instance or active spot request "${id}"`);
  }

  /** As new: no instance, volume, group or key pair, and no client token that stands for anything. */
  async destroyAll(): Promise<void> {
    const places = [...this.#places.values()];
    this.#places.clear();
    // Otherwise persistent ones would go on launching.
    for (const { region } of places) {
      for (const request of region.spotRequests.values()) request.state = 'cancelled';
    }
    await Promise.all(
      places.flatMap(({ region, lifecycle }) =>
        [...region.instances.values()].map((instance) => lifecycle.destroy(instance)),
      ),
    );
  }

  /** Undefined when nobody is to answer. */
  async #answer(request: SignedRequest, requestId: string): Promise<Answer | undefined> {
    const service = signedService(request);
    try {
      const caller = await verifySignature(request, (id) => this.#principals.get(id));
      return await this.#dispatch(caller, request, requestId);
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      const answer = errorAnswer(service, error, requestId);
      if (answer.status === 500 && !(error instanceof ApiError)) {
        this.#world.log(`ec2: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      }
      return answer;
    }
  }

  async #dispatch(caller: Caller, request: SignedRequest, requestId: string): Promise<Answer | undefined> {
    switch (caller.service) {
      case 'ec2':
        return await this.#callEc2(caller, request, requestId);
      case 'ssm': {
        this.#checkRegion(caller.region);
        const operation = (request.headers['x-amz-target'] ?? '').replace(/^AmazonSSM\./, '');
        const name = request.body.toString('utf8');
        const subjects = [/"Name"\s*:\s*"([^"]*)"/.exec(name)?.[1] ?? ''];
        return this.#world.traffic.during('ssm', operation, async () => {
          const struck = await strikeCall(this.#world, 'ssm', operation, subjects);
          const answer = answerFor('ssm', JSON.stringify(callSsm(caller.region, operation, request.body)));
          return struck.responseLost ? undefined : answer;
        });
      }
      case 'sts': {
        const parameters = parseForm(formOf(request));
        const action = parameters.get('Action') ?? '';
        return this.#world.traffic.during('sts', action, () =>
          answerFor('sts', this.#sts.call(action, caller.principal, parameters, requestId)),
        );
      }
      default:
        throw new ApiError('InvalidAction', `The sandbox does not cover the service ${caller.service}`);
    }
  }

  async #callEc2(caller: Caller, request: SignedRequest, requestId: string): Promise<Answer | undefined> {
    this.#checkRegion(caller.region);
    const parameters = parseForm(formOf(request));
    const name = parameters.get('Action') ?? '';
    const action = ACTIONS.get(name);
    if (action === undefined) {
      throw new ApiError(
        'InvalidAction',
        `The action ${name} is not valid for this web service: the sandbox does not cover it`,
      );
    }
    return this.#world.traffic.during('ec2', name, async () => {
      const call = action.prepare(this.#place(caller), parameters);
      const struck = await strikeCall(this.#world, 'ec2', name, [...parameters.values(), ...call.subjects]);
      if (call.dryRun) {
        throw new ApiError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
      }
      const answer = answerFor('ec2', call.run(requestId, struck.noCapacity));
      return struck.responseLost ? undefined : answer;
    });
  }

  #checkRegion(region: string): void {
    if (this.#cloud.regions.includes(region)) return;
    throw new ApiError(
      'AuthFailure',
      `The sandbox has no region ${region}: it has ${this.#cloud.regions.join(', ')}`,
    );
  }

  #place({ principal, region: name }: Caller): Place {
    const key = `${principal.accountId}/${name}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const region = new RegionState(this.#cloud, principal.accountId, name);
    const place = { region, lifecycle: new Lifecycle(region) };
    this.#places.set(key, place);
    return place;
  }

  #regions(): readonly RegionState[] {
    return [...this.#places.values()].map(({ region }) => region);
  }
}

/** The parameters stand in the body, or in the address of a GET. */
function formOf({ method, url, body }: SignedRequest): string {
  return method === 'GET' ? new URL(url, 'http://host').search.slice(1) : body.toString('utf8');
}

function uuid(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
