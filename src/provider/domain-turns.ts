import { reasonOf } from '../drivers/abort';
import { DiagnosticError, messageOf } from '../tfplugin';

/** A turn that was announced. It must be taken or given back. */
export interface DomainTicket {
  /**
   * Runs `work` when it is this domain's turn.
   * @throws DiagnosticError when another domain has failed before
   */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Has no effect after it was taken. */
  giveBack(): void;
}

export interface DomainTurnOptions {
  /** What fails together. */
  readonly domain: string;
  /** How errors name the one that takes the turn: `the agent on host 10.0.0.11`. */
  readonly who: string;
  /** One that leaves for good waits for its turn, and neither its failure nor that of others stops anybody. */
  readonly leaves?: boolean;
  readonly signal: AbortSignal;
}

/** What failed in a domain, so that no other one is touched. */
interface DomainFailure {
  readonly domain: string;
  readonly who: string;
  readonly error: unknown;
}

interface Waiting {
  go(): void;
  refuse(error: Error): void;
}

interface Entry extends DomainTurnOptions {
  waiting: Waiting | undefined;
}

interface Queue {
  /** In the order in which they were announced. */
  readonly entries: Set<Entry>;
  /** Whose turn it is: as long as somebody of it is announced, also if not ready yet. */
  current: string | undefined;
  failure: DomainFailure | undefined;
}

/**
 * Changes that disturb what they change, one failure domain at a time: those of one domain at once, those of the next when all
 * of it are done. When one fails, no other domain is begun.
 */
export class DomainTurns {
  private readonly queues = new Map<string, Queue>();

  /** @param key What has the domains. */
  announce(key: string, options: DomainTurnOptions): DomainTicket {
    const queue = this.queues.get(key) ?? { entries: new Set(), current: undefined, failure: undefined };
    this.queues.set(key, queue);
    const entry: Entry = { ...options, waiting: undefined };
    queue.entries.add(entry);
    const leave = (): void => {
      queue.entries.delete(entry);
      pick(queue);
    };
    return {
      giveBack: leave,
      take: async (work) => {
        try {
          await turn(queue, entry);
          return await work().catch((error: unknown) => {
            const { domain, who, leaves, signal } = entry;
            if (leaves !== true && !signal.aborted) queue.failure ??= { domain, who, error };
            throw error;
          });
        } finally {
          leave();
        }
      },
    };
  }
}

function turn(queue: Queue, entry: Entry): Promise<void> {
  const { signal } = entry;
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      entry.waiting = undefined;
      signal.removeEventListener('abort', stop);
    };
    const refuse = (error: Error): void => {
      settle();
      reject(error);
    };
    const stop = (): void => {
      refuse(reasonOf(signal));
    };
    signal.addEventListener('abort', stop, { once: true });
    entry.waiting = {
      go: () => {
        settle();
        resolve();
      },
      refuse,
    };
    pick(queue);
  });
}

/** Refuses those that may not go any more, and lets all of the domain go whose turn it is. */
function pick(queue: Queue): void {
  const { failure } = queue;
  const entries = [...queue.entries];
  if (failure !== undefined) {
    for (const entry of entries) {
      if (entry.leaves === true || entry.domain === failure.domain) continue;
      entry.waiting?.refuse(stopped(entry, failure));
    }
  }
  if (!entries.some(({ domain }) => domain === queue.current)) {
    queue.current = entries.find(({ waiting }) => waiting !== undefined)?.domain;
  }
  for (const { domain, waiting } of entries) if (domain === queue.current) waiting?.go();
}

function stopped({ who, domain }: Entry, failed: DomainFailure): DiagnosticError {
  const [reason = ''] = messageOf(failed.error).split('\n');
  return new DiagnosticError(
    `${who} was left as it is`,
    `${failed.who} failed first: ${reason}\nThat is another failure domain ("${failed.domain}", this one is "${domain}"), and none is begun after one that failed. Mend what failed there, then apply again`,
  );
}
