import { sleep, throwIfAborted } from './abort';
import type { AzureApi } from './api';
import { ChangeLog } from './change-log';
import type { CallOptions, OperationOptions, Tags } from './configuration';
import { isAzureError } from './errors';
import { isSameId } from './ids';
import { placeOf, type Call, type Change, type Kind, type Place } from './kinds';
import type { Lister, Makeable, Readable, Removable } from './kinds';
import { hasFailed, Operations, type Observed, type Started } from './operation';
import { Begun } from './request-policy';
import { isUncertain } from './retry';

const longestDelayMs = 20_000;

interface ChangeOptions<Model> extends OperationOptions {
  /** Whether what is there, after an answer was lost, is what was asked for. Undefined when nothing is there. */
  readonly isDone?: (resource: Model | undefined) => boolean;
  /** What to begin instead when the first try has made something that is as asked, but has failed. */
  readonly again?: Change;
  /** Whether the operation gives something. */
  readonly hasOutput?: boolean;
}

/** What any resource of Azure's can be asked for, by its id. Every change is waited for until it has ended. */
export class Resources {
  readonly operations: Operations;
  readonly changes = new ChangeLog();

  constructor(readonly api: AzureApi) {
    this.operations = new Operations(api);
  }

  /** Undefined when there is none. */
  async get<Model extends Observed>(
    kind: Readable<Model>,
    id: string,
    options: CallOptions,
    onRetryAfter?: (header: string | undefined) => void,
  ): Promise<Model | undefined> {
    const call: Call = {
      abortSignal: options.signal,
      onResponse: ({ headers }) => onRetryAfter?.(headers.get('retry-after')),
    };
    try {
      return await this.api.use((clients) => kind.get(clients, this.placeOf(id), call), options);
    } catch (error) {
      if (isAzureError(error, 'not-found')) return undefined;
      throw error;
    }
  }

  /**
   * All pages of a list; none when what they would be in does not exist.
   * @throws AzureError `invalid` when it has more pages
   */
  async list<Model>(
    lister: Lister<Model>,
    options: CallOptions,
    mostPages = Number.POSITIVE_INFINITY,
  ): Promise<Model[]> {
    try {
      return await this.api.use(async (clients) => {
        const found: Model[] = [];
        let pages = 0;
        for await (const page of lister(clients, { abortSignal: options.signal }).byPage()) {
          found.push(...page);
          pages += 1;
          if (pages > mostPages) {
            throw this.api.error(`a list has more than ${String(mostPages)} pages`, { kind: 'invalid' });
          }
        }
        return found;
      }, options);
    } catch (error) {
      if (isAzureError(error, 'not-found')) return [];
      throw error;
    }
  }

  async put<Model extends Observed>(
    kind: Makeable<Model>,
    id: string,
    model: Model,
    options: ChangeOptions<Model>,
  ): Promise<void> {
    const { putAgain } = kind;
    await this.change(kind, id, (clients, at, call) => kind.put(clients, at, model, call), {
      ...options,
      ...(putAgain && { again: (clients, at, call) => putAgain(clients, at, model, call) }),
    });
  }

  async tag(kind: Kind<Observed>, id: string, tags: Tags, options: OperationOptions): Promise<void> {
    await this.change(kind, id, (clients, at, call) => kind.tag(clients, at, tags, call), options);
  }

  /** What is gone already is success. */
  async delete(kind: Removable, id: string, options: OperationOptions): Promise<void> {
    const isDone = (found: unknown): boolean => found === undefined;
    try {
      await this.change(kind, id, (clients, at, call) => kind.delete(clients, at, call), {
        ...options,
        isDone,
      });
    } catch (error) {
      if (!isAzureError(error, 'not-found')) throw error;
    }
  }

  /** Waits until no operation is under way at a resource. Undefined when there is none. */
  settled<Model extends Observed>(
    kind: Readable<Model>,
    id: string,
    options: OperationOptions,
  ): Promise<Model | undefined> {
    return this.operations.untilSettled(this.started(`GET ${id}`, kind, id, options), options);
  }

  /**
   * Sends a change and waits for its end. When nobody knows whether it was done, the resource is looked at: an operation
   * that is under way is waited for, and only what is not as asked is asked for again. So is what Azure had accepted and
   * then gave up because something else was under way.
   * @returns what the operation gave, if it gives something.
   */
  async change<Model extends Observed>(
    kind: Readable<Model>,
    id: string,
    change: Change,
    options: ChangeOptions<Model>,
  ): Promise<unknown> {
    this.changes.note(id);
    try {
      return await this.changeUntilDone(kind, id, change, options);
    } finally {
      this.changes.note(id);
    }
  }

  private async changeUntilDone<Model extends Observed>(
    kind: Readable<Model>,
    id: string,
    change: Change,
    options: ChangeOptions<Model>,
  ): Promise<unknown> {
    const { signal, isDone, again, hasOutput = false } = options;
    let attempt = change;
    const { retryMs, busyMs, firstRetryDelayMs } = this.api.timing;
    const begin = Date.now();
    for (let delay = firstRetryDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
      try {
        const { answer, operation } = await this.begin(attempt, id, options);
        const started = { ...this.started(operation, kind, id, options), hasOutput };
        return await this.operations.finish(answer, started, options);
      } catch (error) {
        throwIfAborted(signal);
        const uncertain = isUncertain(error);
        const patience = uncertain ? retryMs : isAzureError(error, 'busy') ? busyMs : 0;
        const pause = delay / 2 + Math.random() * (delay / 2);
        if (Date.now() + pause - begin > patience) throw error;
        if (uncertain) {
          const started = this.started(error.operation ?? id, kind, id, options);
          const found = await this.operations.untilSettled(started, options);
          if (isDone?.(found) === true) {
            if (!hasFailed(found)) return undefined;
            // It is asked for again, and is there now.
            attempt = again ?? change;
          }
        }
        await sleep(pause, signal);
      }
    }
  }

  private async begin(change: Change, id: string, options: CallOptions): Promise<Begun> {
    try {
      await this.api.use(
        (clients) => change(clients, this.placeOf(id), { abortSignal: options.signal }),
        options,
      );
    } catch (thrown) {
      if (thrown instanceof Begun) return thrown;
      throw thrown;
    }
    throw new Error(`a change of ${id} was not sent as one`);
  }

  /** The SDK's clients would look for the same names in their own subscription. */
  private placeOf(id: string): Place {
    const { root } = this.api;
    if (isSameId(id.slice(0, root.length + 1), `${root}/`)) return placeOf(id);
    throw this.api.error(`"${id}" is in another subscription; configure that one, and use it there`, {
      kind: 'invalid',
    });
  }

  private started<Model extends Observed>(
    name: string,
    kind: Readable<Model>,
    id: string,
    options: CallOptions,
  ): Started<Model> {
    return { name, read: (onRetryAfter) => this.get(kind, id, options, onRetryAfter) };
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
