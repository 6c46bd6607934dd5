import { sleep, throwIfAborted } from './abort';
import { hasFailed } from './answer';
import type { AzureApi } from './api';
import type { CallOptions, OperationOptions } from './configuration';
import type { Method } from './connect';
import { isAzureError } from './errors';
import { isObject } from './json';
import { Operations } from './operation';
import { isUncertain } from './retry';

const longestDelayMs = 20_000;

interface PutOptions extends OperationOptions {
  /** Refuses to touch what is there already. Only where the API has it. */
  readonly onlyNew?: boolean;
  /** Whether what is there, after an answer was lost, is what was asked for. */
  readonly isDone?: (resource: unknown) => boolean;
}

interface Change {
  readonly method: Exclude<Method, 'GET' | 'HEAD'>;
  readonly id: string;
  /** Of a POST: `start`. */
  readonly action?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly isDone?: ((resource: unknown) => boolean) | undefined;
}

/** What any resource of Azure's can be asked for, by its id. Every change is waited for until it has ended. */
export class Resources {
  readonly operations: Operations;

  constructor(readonly api: AzureApi) {
    this.operations = new Operations(api);
  }

  /** Undefined when there is none. */
  async get(
    id: string,
    options: CallOptions,
    query: Readonly<Record<string, string>> = {},
  ): Promise<Readonly<Record<string, unknown>> | undefined> {
    try {
      const { body } = await this.api.send({ method: 'GET', target: id, query }, options);
      return isObject(body) ? body : undefined;
    } catch (error) {
      if (isAzureError(error, 'not-found')) return undefined;
      throw error;
    }
  }

  /** All pages of a list. */
  async list(path: string, options: CallOptions): Promise<unknown[]> {
    const found: unknown[] = [];
    for (let target: string | undefined = path; target !== undefined;) {
      const { body } = await this.api.send({ method: 'GET', target }, options);
      const page: Readonly<Record<string, unknown>> = isObject(body) ? body : {};
      if (Array.isArray(page.value)) found.push(...(page.value as unknown[]));
      target = typeof page.nextLink === 'string' && page.nextLink !== '' ? page.nextLink : undefined;
    }
    return found;
  }

  async put(id: string, body: object, options: PutOptions): Promise<void> {
    const { onlyNew, isDone } = options;
    const headers = onlyNew === true ? { 'if-none-match': '*' } : {};
    await this.change({ method: 'PUT', id, body, headers, isDone }, options);
  }

  async patch(id: string, body: object, options: OperationOptions): Promise<void> {
    await this.change({ method: 'PATCH', id, body }, options);
  }

  /** What is gone already is success. */
  async delete(id: string, options: OperationOptions): Promise<void> {
    try {
      await this.change({ method: 'DELETE', id }, options);
    } catch (error) {
      if (!isAzureError(error, 'not-found')) throw error;
    }
  }

  /** @returns what the action gives. */
  async post(
    id: string,
    action: string,
    body: object | undefined,
    options: OperationOptions,
  ): Promise<unknown> {
    return this.change({ method: 'POST', id, action, ...(body === undefined ? {} : { body }) }, options);
  }

  /**
   * Sends a change and waits for its end. When nobody knows whether it was done, the resource is looked at: an operation
   * that is under way is waited for, and only what is not as asked is asked for again. So is what Azure had accepted and
   * then gave up because something else was under way.
   */
  private async change(change: Change, options: OperationOptions): Promise<unknown> {
    const { method, id, action, body, query = {} } = change;
    let { headers = {} } = change;
    const target = action === undefined ? id : `${id}/${action}`;
    const started = { name: `${method} ${shortName(target)}`, target: id, hasOutput: action !== undefined };
    const { retryMs, busyMs, firstRetryDelayMs } = this.api.timing;
    const begin = Date.now();
    for (let delay = firstRetryDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
      try {
        const request = { method, target, headers, query, ...(body === undefined ? {} : { body }) };
        const first = await this.api.send(request, options);
        return await this.operations.finish(first, started, options);
      } catch (error) {
        throwIfAborted(options.signal);
        const uncertain = isUncertain(error);
        const patience = uncertain ? retryMs : isAzureError(error, 'busy') ? busyMs : 0;
        const pause = delay / 2 + Math.random() * (delay / 2);
        if (Date.now() + pause - begin > patience) throw error;
        if (uncertain) {
          const found = await this.operations.untilSettled(started, options);
          if (found === undefined && method === 'DELETE') return undefined;
          if (found !== undefined && change.isDone?.(found) === true) {
            if (!hasFailed(found)) return found;
            // It is asked for again, and may be there now.
            headers = {};
          }
        }
        await sleep(pause, options.signal);
      }
    }
  }
}

/** With an operation that Azure has accepted, there is something that has to be kept. */
export function noting<O extends OperationOptions & { readonly onExists?: () => void }>(options: O): O {
  const { onExists, onOperation } = options;
  return {
    ...options,
    onOperation: (url: string | undefined) => {
      onExists?.();
      onOperation?.(url);
    },
  };
}

/** `virtualMachines/worker-1/start`. */
function shortName(target: string): string {
  const parts = target.split('/').filter((part) => part !== '');
  return parts.slice(parts.length > 6 ? 6 : 2).join('/');
}
