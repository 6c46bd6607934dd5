import { apply } from './apply-walk';
import { typeOf, type Declaration } from './declaration';
import { errorsOf, type Failure } from './diagnostics';
import { failureOf, plan, refresh, type Change, type Plan, type PlanOptions } from './plan-walk';
import type { ProviderProcess } from './provider-process';
import type { ProviderSeat, ProviderStart } from './provider-seat';
import { stateText, type ResourceObject, type State } from './state';
import { fromWire, unknownAsNull, type ObjectValue } from './values';

export interface EngineOptions extends ProviderStart {
  /** The provider block. */
  readonly configuration: ObjectValue;
}

/**
 * What Terraform does with a provider, without what Terraform costs: it starts the real one, speaks the real
 * protocol to it, keeps the state, and holds the provider to everything that Terraform core holds it to.
 */
export class Engine {
  declaration: Declaration = new Map();
  #state = new Map<string, ResourceObject>();
  #provider: ProviderProcess | undefined;
  #interrupted = false;
  /** What must not have a secret in it: every plan, every diagnostic, every line of the log. */
  #said = '';

  constructor(
    private readonly options: EngineOptions,
    private readonly seat: ProviderSeat,
  ) {}

  get state(): State {
    return this.#state;
  }

  /** Everything that was written or told since it was last asked for. */
  takeTexts(): string {
    const texts = `${this.#said}${this.#provider?.takeTexts() ?? ''}${stateText(this.#state)}`;
    this.#said = '';
    return texts;
  }

  async plan(options: PlanOptions = {}): Promise<Plan> {
    return this.#walk((provider) => plan(provider, this.#state, this.declaration, options), {
      prior: this.#state,
      changes: new Map<string, Change>(),
    });
  }

  /** @returns what went wrong. */
  async apply(options: PlanOptions = {}): Promise<readonly Failure[]> {
    this.#interrupted = false;
    try {
      return await this.#apply(options);
    } finally {
      // A provider that was asked to stop does nothing more, also when that was after its last answer.
      if (this.#interrupted) await this.#end();
    }
  }

  async #apply(options: PlanOptions): Promise<readonly Failure[]> {
    const made = await this.plan(options);
    if (made.failures.length > 0) return made.failures;
    this.#state = new Map(made.prior);
    if ([...made.changes.values()].every(({ action }) => action === 'no-op')) return [];
    const declaration = options.destroy === true ? new Map<string, never>() : this.declaration;
    const { state, failures } = await this.#walk(
      (provider) => apply(provider, made, declaration, () => this.#interrupted),
      { state: this.#state },
    );
    this.#state = state;
    return failures;
  }

  /** `terraform apply -refresh-only`. */
  async refresh(): Promise<readonly Failure[]> {
    const { failures } = await this.#walk(async (provider) => {
      const found: Failure[] = [];
      for (const [address, object] of this.#state) {
        const fresh = await refresh(provider, address, object).catch((error: unknown) => ({
          object,
          failures: [failureOf(address, error)],
        }));
        found.push(...fresh.failures);
        if (fresh.object === undefined) this.#state.delete(address);
        else this.#state.set(address, fresh.object);
      }
      return { failures: found };
    }, {});
    return failures;
  }

  /** `terraform import`. */
  async import(address: string, id: string): Promise<readonly Failure[]> {
    const { failures } = await this.#walk(async (provider) => {
      const type = typeOf(address);
      const answer = await provider.call('ImportResourceState', { type_name: type, id });
      const refused = errorsOf(address, answer.diagnostics);
      if (refused.length > 0) return { failures: refused };
      const [imported] = answer.imported_resources as {
        state: { msgpack: Uint8Array };
        private: Uint8Array;
      }[];
      const value = fromWire(provider.attributesOf(type), imported?.state);
      if (imported === undefined || value === null) throw new Error('nothing was imported');
      const begun = { value, private: imported.private, tainted: false, dependencies: [] };
      const { object, failures } = await refresh(provider, address, begun);
      if (failures.length > 0) return { failures };
      if (object === undefined) throw new Error('what was imported does not exist');
      this.#state.set(address, object);
      return { failures: [] };
    }, {});
    return failures;
  }

  /** `terraform state rm`. */
  forget(address: string): void {
    this.#state.delete(address);
  }

  /** SIGKILL to the provider; what is under way gets no answer. */
  killProvider(): void {
    this.#provider?.kill();
  }

  /** Ctrl-C: nothing more is begun, and the provider is asked to come to an end. */
  async interrupt(): Promise<void> {
    this.#interrupted = true;
    await this.#provider?.stop();
  }

  async dispose(): Promise<void> {
    const provider = this.#provider;
    this.#provider = undefined;
    if (provider?.alive === true) await this.seat.giveBack(provider, this.options);
  }

  async #walk<T extends object>(
    work: (provider: ProviderProcess) => Promise<T>,
    otherwise: Omit<T, 'failures'>,
  ): Promise<T & { readonly failures: readonly Failure[] }> {
    const refused = (failures: readonly Failure[]) =>
      ({ ...otherwise, failures }) as unknown as T & { readonly failures: readonly Failure[] };
    try {
      const provider = await this.#alive();
      const failures = errorsOf('provider', await provider.configure(this.options.configuration));
      if (failures.length > 0) return refused(failures);
      const result = (await work(provider)) as T & { readonly failures: readonly Failure[] };
      if ('changes' in result) this.#said += planText(result.changes as Plan['changes']);
      return result;
    } catch (error) {
      return refused([failureOf('provider', error)]);
    }
  }

  async #alive(): Promise<ProviderProcess> {
    if (this.#provider?.alive !== true) {
      await this.#end();
      this.#provider = await this.seat.take(this.options);
    }
    return this.#provider as ProviderProcess;
  }

  async #end(): Promise<void> {
    if (this.#provider === undefined) return;
    await this.#provider.shutDown();
    this.#said += this.#provider.takeTexts();
    this.#provider = undefined;
  }
}

function planText(changes: Plan['changes']): string {
  const shown = [...changes.values()].map(({ after, private: remembered, ...change }) => ({
    ...change,
    after: after === null ? null : unknownAsNull(after),
    private: Buffer.from(remembered).toString('utf8'),
  }));
  return JSON.stringify(shown);
}
