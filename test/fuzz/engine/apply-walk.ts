import { resultProblems } from './contract';
import { asObject, evaluate, referencesOf, typeOf, type Declaration } from './declaration';
import { errorsOf, type Failure } from './diagnostics';
import { walk, type Step } from './graph';
import { failureOf, planObject, type Change, type Plan } from './plan-walk';
import type { ProviderProcess, Response } from './provider-process';
import type { ResourceObject } from './state';
import { complete, fromWire, isWhollyKnown, toWire, unknownAsNull, type ObjectValue } from './values';

export interface Applied {
  readonly state: Map<string, ResourceObject>;
  readonly failures: readonly Failure[];
}

/** Applies a plan as `terraform apply` does; what is left undone is for the next one. */
export async function apply(
  provider: ProviderProcess,
  { prior, changes }: Plan,
  declaration: Declaration,
  interrupted: () => boolean,
): Promise<Applied> {
  const run = new ApplyRun(provider, new Map(prior), declaration, interrupted);
  await walk(steps(run, prior, changes, declaration));
  return { state: run.state, failures: run.failures };
}

/**
 * The order is Terraform's (`DestroyEdgeTransformer`): what depends on something is destroyed before it, what refers to
 * something is made after it, and what is made or changed waits for the destruction of what it depended on.
 */
function steps(
  run: ApplyRun,
  prior: Plan['prior'],
  changes: Plan['changes'],
  declaration: Declaration,
): readonly Step[] {
  const destroyed = [...changes.values()].filter(({ action }) => action === 'delete' || action === 'replace');
  const made = [...changes.values()].filter(({ action }) => action !== 'delete');
  const dependenciesOf = (address: string): readonly string[] => prior.get(address)?.dependencies ?? [];
  return [
    ...destroyed.map((change) => ({
      id: `destroy ${change.address}`,
      after: destroyed
        .filter(({ address }) => dependenciesOf(address).includes(change.address))
        .map(({ address }) => `destroy ${address}`),
      run: () => run.destroy(change),
    })),
    ...made.map((change) => ({
      id: `make ${change.address}`,
      after: [
        `destroy ${change.address}`,
        ...referencesOf(declaration.get(change.address) ?? {}).map((address) => `make ${address}`),
        ...destroyed
          .filter(({ address }) => dependenciesOf(address).includes(change.address))
          .map(({ address }) => `destroy ${address}`),
        ...dependenciesOf(change.address).map((address) => `destroy ${address}`),
      ],
      run: () => run.make(change),
    })),
  ];
}

class ApplyRun {
  readonly failures: Failure[] = [];

  constructor(
    private readonly provider: ProviderProcess,
    readonly state: Map<string, ResourceObject>,
    private readonly declaration: Declaration,
    private readonly interrupted: () => boolean,
  ) {}

  destroy({ address, private: remembered }: Change): Promise<boolean> {
    return this.#attempt(address, async () => {
      const object = this.state.get(address);
      if (object === undefined) return;
      const answer = await this.#apply(address, object.value, null, null, remembered);
      const failures = answer === undefined ? [] : errorsOf(address, answer.diagnostics);
      this.failures.push(...failures);
      const value = answer === undefined ? null : this.#result(address, answer);
      if (value !== null && answer !== undefined) {
        this.state.set(address, { ...object, value, private: answer.private as Uint8Array });
        if (failures.length === 0) throw new Error('after its destruction there is still an object');
      } else if (answer !== undefined && failures.length === 0) this.state.delete(address);
    });
  }

  make({ address, action, after: promised }: Change): Promise<boolean> {
    return this.#attempt(address, async () => {
      const args = this.declaration.get(address);
      if (action === 'no-op' || args === undefined || promised === null) return;
      const object = this.state.get(address);
      const valueOf = (other: string): ObjectValue | undefined => this.state.get(other)?.value;
      // Terraform plans once more, now that what it refers to is known.
      const { change, failures } = await planObject(this.provider, address, object, args, valueOf);
      this.failures.push(...failures);
      if (change?.after === undefined || change.after === null || failures.length > 0) return;
      this.#checkFinalPlan(address, action, promised, change);
      if (change.action === 'no-op') return;
      await this.#makeNow(address, object, change.after, change.private, valueOf);
    });
  }

  async #makeNow(
    address: string,
    object: ResourceObject | undefined,
    planned: ObjectValue,
    remembered: Uint8Array,
    valueOf: (address: string) => ObjectValue | undefined,
  ): Promise<void> {
    const attributes = this.provider.attributesOf(typeOf(address));
    const args = this.declaration.get(address) ?? {};
    const config = complete(attributes, asObject(evaluate(args, valueOf)));
    const answer = await this.#apply(address, object?.value ?? null, planned, config, remembered);
    const dependencies = this.#allReferences(address);
    if (answer === undefined) {
      // Without an answer Terraform keeps what there was, and loses what the provider remembered of it
      // (internal/terraform/node_resource_abstract_instance.go, `apply`: newVal = change.Before, Private: resp.Private).
      if (object !== undefined)
        this.state.set(address, { ...object, private: new Uint8Array(), dependencies });
      return;
    }
    const failures = errorsOf(address, answer.diagnostics);
    this.failures.push(...failures);
    const result = this.#result(address, answer);
    if (result === null) {
      if (failures.length === 0) throw new Error('after the apply there is no object');
      return;
    }
    const tainted = failures.length > 0 && (object === undefined || object.tainted);
    const value = unknownAsNull(result) as ObjectValue;
    this.state.set(address, { value, private: answer.private as Uint8Array, tainted, dependencies });
    if (!isWhollyKnown(result)) throw new Error('after the apply there are unknown values');
    const problems = failures.length > 0 ? [] : resultProblems(attributes, planned, result);
    if (problems.length > 0)
      throw new Error(`provider produced inconsistent result after apply: ${problems.join('; ')}`);
  }

  /** Terraform's `checkPlannedChange`: what was shown to the user is what is done. */
  #checkFinalPlan(address: string, action: Change['action'], promised: ObjectValue, change: Change): void {
    const attributes = this.provider.attributesOf(typeOf(address));
    // What was to be replaced has been destroyed by now.
    const expected = action === 'replace' ? 'create' : action;
    if (change.action !== expected && !(expected === 'update' && change.action === 'no-op')) {
      throw new Error(`provider produced inconsistent final plan: ${expected} became ${change.action}`);
    }
    const problems = resultProblems(attributes, promised, change.after ?? {});
    if (problems.length > 0)
      throw new Error(`provider produced inconsistent final plan: ${problems.join('; ')}`);
  }

  #result(address: string, answer: Response): ObjectValue | null {
    return fromWire(this.provider.attributesOf(typeOf(address)), answer.new_state as { msgpack: Uint8Array });
  }

  /** @returns undefined when there was no answer. */
  async #apply(
    address: string,
    prior: ObjectValue | null,
    planned: ObjectValue | null,
    config: ObjectValue | null,
    remembered: Uint8Array,
  ): Promise<Response | undefined> {
    return this.provider
      .call('ApplyResourceChange', {
        type_name: typeOf(address),
        prior_state: toWire(prior),
        planned_state: toWire(planned),
        config: toWire(config),
        planned_private: remembered,
      })
      .catch((error: unknown) => {
        this.failures.push(failureOf(address, error));
        return undefined;
      });
  }

  async #attempt(address: string, work: () => Promise<void>): Promise<boolean> {
    if (this.interrupted()) return false;
    const before = this.failures.length;
    await work().catch((error: unknown) => this.failures.push(failureOf(address, error)));
    return !this.failures.slice(before).some((failure) => failure.address === address);
  }

  #allReferences(address: string, seen = new Set<string>()): readonly string[] {
    for (const one of referencesOf(this.declaration.get(address) ?? {})) {
      if (seen.has(one)) continue;
      seen.add(one);
      this.#allReferences(one, seen);
    }
    return [...seen];
  }
}
