import { unlessAborted } from './abort';
import type { ChangeLog } from './change-log';
import type { CallOptions } from './configuration';
import { isAzureError } from './errors';

/** How many of a kind are read one by one within the time for which a list is shared. */
const fewReads = 4;

export interface Source<Model> {
  get(id: string, options: CallOptions): Promise<Model | undefined>;
  /** All that are listed, by their ids in lower case. @throws AzureError when they cannot be listed */
  list(options: CallOptions): Promise<ReadonlyMap<string, Model>>;
}

interface Listed<Model> {
  readonly at: number;
  /** Undefined when they cannot be listed. */
  readonly all: Promise<ReadonlyMap<string, Model> | undefined>;
}

/**
 * Reads resources of one kind in one place. Few are asked for one by one. When more are read within a short time, as a
 * refresh of many machines does, one list serves all of them for that time. What this process has changed since, and what
 * the list does not have, is asked for itself.
 */
export class SharedList<Model> {
  private listed: Listed<Model> | undefined;
  private readonly recent = new Map<string, number>();
  private isRefused = false;

  /** @param sharedMs For how long a list is good. */
  constructor(
    private readonly source: Source<Model>,
    private readonly changes: ChangeLog,
    private readonly sharedMs: number,
  ) {}

  /** Undefined when there is none. */
  async get(id: string, options: CallOptions): Promise<Model | undefined> {
    const key = id.toLowerCase();
    const listed = this.listFor(key);
    if (listed !== undefined && !this.changes.isChangedSince(id, listed.at)) {
      const found = (await unlessAborted(listed.all, options.signal))?.get(key);
      if (found !== undefined && !this.changes.isChangedSince(id, listed.at)) return found;
    }
    return this.source.get(id, options);
  }

  /** The list that serves now, if any does. */
  private listFor(key: string): Listed<Model> | undefined {
    const now = performance.now();
    for (const [one, at] of this.recent) if (at < now - this.sharedMs) this.recent.delete(one);
    this.recent.set(key, now);
    if (this.isRefused) return undefined;
    if (this.listed !== undefined && this.listed.at >= now - this.sharedMs) return this.listed;
    this.listed = this.recent.size > fewReads ? { at: now, all: this.list() } : undefined;
    return this.listed;
  }

  private async list(): Promise<ReadonlyMap<string, Model> | undefined> {
    try {
      // It is nobody's alone: whoever asked first may be interrupted.
      return await this.source.list({ signal: new AbortController().signal });
    } catch (error) {
      if (!isAzureError(error)) throw error;
      this.isRefused = true;
      return undefined;
    }
  }
}
