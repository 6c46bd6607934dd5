import { sleep } from './abort';
import { provisioningStateOf, type Answer } from './answer';
import type { AzureApi } from './api';
import type { OperationOptions, Tags } from './configuration';
import { isAzureError, type AzureError } from './errors';
import { errorBody, failureOf } from './failure';
import { isObject } from './json';
import { retryAfterMs } from './retry-after';

const defaultTimeoutMs = 1_800_000;

/** What resources tell of themselves, whatever they are. */
export interface Observed {
  /** By which an operation shows that is under way. */
  readonly provisioningState?: string;
  readonly tags?: Tags;
}

/** How errors name an operation, and what is asked for when it has ended. */
export interface Started<Model extends Observed = Observed> {
  /** `PUT virtualMachines/worker-1`. */
  readonly name: string;
  /** Reads what it changes, and tells the answer's Retry-After. Undefined when there is none. */
  read(onRetryAfter: (header: string | undefined) => void): Promise<Model | undefined>;
  /** Whether it gives something. */
  readonly hasOutput?: boolean;
}

type Progress =
  | { readonly state: 'running' }
  /** `output` is what an action gave, where it is given. */
  | { readonly state: 'succeeded'; readonly output: unknown }
  | { readonly state: 'failed'; readonly error: AzureError };

/**
 * Azure's long-running operations. The first answer says where one is followed: `Azure-AsyncOperation` before `Location`
 * before the resource's own provisioning state; each later answer may say another `Location`, and how long to wait.
 */
export class Operations {
  constructor(private readonly api: AzureApi) {}

  /**
   * Waits until what the first answer began has ended.
   * @returns what an action gave, or undefined.
   * @throws AzureError of the kind that Azure's reason has; `timeout`, after which it goes on.
   */
  async finish(first: Answer, started: Started, options: OperationOptions): Promise<unknown> {
    const status = first.header('azure-asyncoperation');
    const location = first.header('location');
    const pending = first.status === 202 || isPending(provisioningStateOf(first.body));
    const url = status ?? (pending ? location : undefined);
    if (url !== undefined) return this.follow(url, started, options, { first, location });
    if (!isPending(provisioningStateOf(first.body))) return first.body;
    const { provisioningState = 'Succeeded' } = (await this.untilSettled(started, options, first)) ?? {};
    if (/^succeeded$/i.test(provisioningState)) return undefined;
    throw this.api.error(`${started.name}: ended as ${provisioningState}; Azure gives no reason`, {
      kind: 'failed',
      operation: started.name,
    });
  }

  /**
   * Goes on waiting for an operation by its URL, after a kill. One that Azure does not know any more has ended.
   * @throws AzureError as `finish` does.
   */
  async resume(url: string, name: string, options: OperationOptions): Promise<void> {
    await this.follow(url, { name }, options, {});
  }

  /**
   * Waits until no operation is under way at a resource, by its provisioning state.
   * @returns the resource; undefined when there is none.
   */
  async untilSettled<Model extends Observed>(
    started: Started<Model>,
    options: OperationOptions,
    before?: Answer,
  ): Promise<Model | undefined> {
    const wait = this.waiting(started.name, options);
    let retryAfter = before?.header('retry-after');
    for (let looked = before !== undefined; ; looked = true) {
      if (looked) await wait(retryAfter);
      const found = await started.read((header) => (retryAfter = header));
      if (found === undefined || !isPending(found.provisioningState)) return found;
    }
  }

  private async follow(
    start: string,
    started: Pick<Started, 'name' | 'hasOutput'>,
    options: OperationOptions,
    { first, location }: { readonly first?: Answer; readonly location?: string | undefined },
  ): Promise<unknown> {
    const wait = this.waiting(started.name, options);
    options.onOperation?.(start);
    let url = start;
    let seen = first;
    for (;;) {
      if (seen !== undefined) await wait(seen.header('retry-after'));
      try {
        seen = await this.api.look(url, options);
      } catch (error) {
        if (!isAzureError(error, 'not-found')) throw error;
        // Forgotten: it has ended, and how is for the resource to tell.
        options.onOperation?.(undefined);
        return undefined;
      }
      const progress = this.progressOf(seen, started.name);
      if (progress.state === 'running') {
        const next = seen.status === 202 ? seen.header('location') : undefined;
        if (next !== undefined && next !== url) {
          url = next;
          options.onOperation?.(url);
        }
        continue;
      }
      options.onOperation?.(undefined);
      if (progress.state === 'failed') throw progress.error;
      const elsewhere = started.hasOutput === true && location !== undefined && location !== url;
      return progress.output === undefined && elsewhere ? this.outputAt(location, options) : progress.output;
    }
  }

  /** What an action gave is at its `Location`, should the operation itself not tell it. */
  private async outputAt(location: string, options: OperationOptions): Promise<unknown> {
    try {
      return (await this.api.look(location, options)).body;
    } catch (error) {
      if (isAzureError(error, 'not-found', 'invalid')) return undefined;
      throw error;
    }
  }

  private progressOf({ status, body }: Answer, name: string): Progress {
    if (status === 202) return { state: 'running' };
    const said = statusOf(body);
    if (said === undefined) return { state: 'succeeded', output: body };
    if (/^succeeded$/i.test(said)) return { state: 'succeeded', output: outputOf(body) };
    if (!/^(failed|cancell?ed)$/i.test(said)) return { state: 'running' };
    const reason = errorBody(body) ?? { code: said, message: 'Azure gives no reason', details: [] };
    return { state: 'failed', error: failureOf(this.api.where, name, reason, {}) };
  }

  /** A wait between two looks: as long as the last answer asks for, else longer each time. */
  private waiting(
    name: string,
    { signal, timeoutMs = defaultTimeoutMs }: OperationOptions,
  ): (retryAfter: string | undefined) => Promise<void> {
    const { firstPollMs, longestPollMs } = this.api.timing;
    const deadline = Date.now() + timeoutMs;
    let own = firstPollMs;
    return async (retryAfter) => {
      const asked = retryAfterMs(retryAfter) ?? 0;
      const pause = asked > 0 ? asked : own;
      own = Math.min(own * 1.5, longestPollMs);
      if (Date.now() > deadline) {
        const seconds = String(Math.round(timeoutMs / 1000));
        throw this.api.error(
          `${name}: was accepted but has not ended after ${seconds} s; it goes on at Azure: give it more time, and apply again`,
          { kind: 'timeout', operation: name },
        );
      }
      await sleep(Math.min(pause, Math.max(deadline - Date.now(), 0) + 1), signal);
    };
  }
}

/** Whether an operation that was accepted has ended in failure, and none since in success. */
export function hasFailed(resource: Observed | undefined): boolean {
  return /^(failed|cancell?ed)$/i.test(resource?.provisioningState ?? '');
}

/** Whether an operation is under way at a resource that says this of itself. */
function isPending(provisioningState: string | undefined): boolean {
  return provisioningState !== undefined && !/^(succeeded|failed|cancell?ed)$/i.test(provisioningState);
}

/** The status of an operation; undefined for an answer that is a result. */
function statusOf(body: unknown): string | undefined {
  return isObject(body) && typeof body.status === 'string' && !('type' in body) ? body.status : undefined;
}

function outputOf(body: unknown): unknown {
  const properties = isObject(body) ? body.properties : undefined;
  return isObject(properties) ? properties.output : undefined;
}
