import { ProviderProcess } from './provider-process';

/** How the provider is started. */
export interface ProviderStart {
  /** As users get it. */
  readonly executable: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Where the provider of one run waits for the next: to start one and to load what it needs costs more than all the calls
 * of a run. It remembers nothing of the run before, for every walk configures it anew.
 */
export class ProviderSeat {
  #waiting: { readonly provider: ProviderProcess; readonly key: string } | undefined;

  /** One that waits, if it was started in the same way, or a new one. */
  async take(start: ProviderStart): Promise<ProviderProcess> {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting?.provider.alive === true && waiting.key === keyOf(start)) return waiting.provider;
    await waiting?.provider.shutDown();
    return ProviderProcess.start(start.executable, start.environment);
  }

  async giveBack(provider: ProviderProcess, start: ProviderStart): Promise<void> {
    await this.close();
    this.#waiting = { provider, key: keyOf(start) };
  }

  async close(): Promise<void> {
    await this.#waiting?.provider.shutDown();
    this.#waiting = undefined;
  }
}

function keyOf({ executable, environment }: ProviderStart): string {
  return JSON.stringify([executable, environment]);
}
