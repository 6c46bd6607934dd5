import { unlessAborted } from '../drivers/abort';

/** What is connected to once, and closed at the end of the run. */
interface Api {
  ping(options: { readonly signal: AbortSignal; readonly retryMs: number }): Promise<void>;
  close(): Promise<void>;
}

interface Entry<A> {
  readonly connecting: Promise<A>;
  /** Whoever comes from now on has to see whether it still answers. */
  settled: boolean;
}

/** What an API is wanted for. */
export type Purpose =
  /** For a refresh, which goes on without it: a cluster that was silent a moment ago is not waited for again. */
  | 'look'
  /** It may be back by now, maybe by what this very run did. */
  | 'change';

/** How long a cluster that did not answer is not asked again for a refresh: a thousand nodes would wait in turn. */
const SILENCE_MS = 60_000;

/** How long an API that has answered before may be away until it is connected to anew, maybe through another host. */
const PATIENCE_MS = 5_000;

/**
 * The APIs of the clusters, or the Marathons, that one run speaks to, each connected to once: every release would
 * otherwise log in, read the kubeconfig, open a tunnel with TLS in it and ask what kinds there are.
 */
export class SharedApis<A extends Api> {
  private readonly entries = new Map<string, Entry<A>>();
  private readonly failures = new Map<string, { readonly until: number; readonly error: unknown }>();
  private readonly opened: A[] = [];
  private readonly closing = new AbortController();

  /**
   * @param cluster what tells the cluster, and the way to it, from others
   * @param connect gets a signal that is aborted when the run ends: one caller's interrupt is not everybody's
   * @throws as `connect`; the next caller tries again
   */
  async get(
    cluster: unknown,
    connect: (signal: AbortSignal) => Promise<A>,
    purpose: Purpose,
    signal: AbortSignal,
  ): Promise<A> {
    const key = JSON.stringify(cluster);
    for (;;) {
      const known = this.entries.get(key);
      const failure = this.failures.get(key);
      if (known === undefined && purpose === 'look' && failure !== undefined && failure.until > Date.now())
        throw failure.error;
      if (known === undefined) return await unlessAborted(this.open(key, connect).connecting, signal);
      const { settled } = known;
      const api = await unlessAborted(known.connecting, signal);
      if (!settled || (await answers(api, signal))) return api;
      this.forget(key, known);
    }
  }

  async close(): Promise<void> {
    this.closing.abort(new Error('the provider ends'));
    await Promise.all(this.opened.map((api) => api.close()));
  }

  private open(key: string, connect: (signal: AbortSignal) => Promise<A>): Entry<A> {
    const connecting = connect(this.closing.signal);
    const entry: Entry<A> = { connecting, settled: false };
    this.entries.set(key, entry);
    connecting.then(
      (api) => {
        this.opened.push(api);
        this.failures.delete(key);
        entry.settled = true;
      },
      (error: unknown) => {
        this.failures.set(key, { until: Date.now() + SILENCE_MS, error });
        this.forget(key, entry);
      },
    );
    return entry;
  }

  private forget(key: string, entry: Entry<A>): void {
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}

async function answers(api: Api, signal: AbortSignal): Promise<boolean> {
  try {
    await api.ping({ signal, retryMs: PATIENCE_MS });
    return true;
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}
