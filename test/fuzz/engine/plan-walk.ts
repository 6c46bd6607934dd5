import { asObject, evaluate, referencesOf, typeOf, type Arguments, type Declaration } from './declaration';
import { planProblems } from './contract';
import { errorsOf, type Failure } from './diagnostics';
import { walk } from './graph';
import { proposedNew } from './proposed';
import { NoResponse, type ProviderProcess, type Response } from './provider-process';
import type { Attributes } from './schema';
import type { ResourceObject, State } from './state';
import { canonical, complete, fromWire, toWire, UNKNOWN, type ObjectValue, type Value } from './values';

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'no-op';

export interface Change {
  readonly address: string;
  readonly action: Action;
  readonly before: ObjectValue | null;
  readonly after: ObjectValue | null;
  readonly private: Uint8Array;
}

export interface Plan {
  /** After the refresh. */
  readonly prior: State;
  readonly changes: ReadonlyMap<string, Change>;
  readonly failures: readonly Failure[];
}

export interface PlanOptions {
  /** Whether everything there is shall go. */
  readonly destroy?: boolean;
  /** Whether it is read first what there is. @default true */
  readonly refreshes?: boolean | undefined;
}

/** Refreshes and plans, as `terraform plan` does. */
export async function plan(
  provider: ProviderProcess,
  state: State,
  declaration: Declaration,
  { destroy = false, refreshes = true }: PlanOptions = {},
): Promise<Plan> {
  const prior = new Map(state);
  const changes = new Map<string, Change>();
  const failures: Failure[] = [];
  const planned = (address: string): ObjectValue | undefined => changes.get(address)?.after ?? undefined;
  const attempt = async (address: string, work: () => Promise<void>): Promise<boolean> => {
    const before = failures.length;
    await work().catch((error: unknown) => failures.push(failureOf(address, error)));
    return failures.length === before;
  };
  const refreshed = async (address: string): Promise<boolean> => {
    const object = prior.get(address);
    if (object === undefined || !refreshes) return true;
    const { object: fresh, failures: found } = await refresh(provider, address, object);
    failures.push(...found);
    if (fresh === undefined) prior.delete(address);
    else prior.set(address, fresh);
    return found.length === 0;
  };
  const declared = [...declaration].map(([address, args]) => ({
    id: address,
    after: [...referencesOf(args)],
    run: () =>
      attempt(address, async () => {
        if (!(await refreshed(address)) || destroy) return;
        const object = prior.get(address);
        const { change, failures: found } = await planObject(provider, address, object, args, planned);
        failures.push(...found);
        if (change !== undefined) changes.set(address, change);
      }),
  }));
  const orphans = [...state.keys()]
    .filter((address) => !declaration.has(address))
    .map((address) => ({
      id: address,
      after: [],
      run: () => attempt(address, async () => void (await refreshed(address))),
    }));
  await walk([...declared, ...orphans]);
  const leaving = [...prior.keys()].filter((address) => destroy || !declaration.has(address));
  await walk(
    leaving.map((address) => ({
      id: address,
      after: [],
      run: () =>
        attempt(address, async () => {
          const object = prior.get(address);
          if (object === undefined) return;
          const { change, failures: found } = await planDelete(provider, address, object);
          failures.push(...found);
          if (change !== undefined) changes.set(address, change);
        }),
    })),
  );
  return { prior, changes, failures };
}

export function failureOf(address: string, error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return { address, message, kind: error instanceof NoResponse ? 'lost' : 'contract' };
}

/** @returns no object when it is gone. */
export async function refresh(
  provider: ProviderProcess,
  address: string,
  object: ResourceObject,
): Promise<{ readonly object: ResourceObject | undefined; readonly failures: readonly Failure[] }> {
  const type = typeOf(address);
  const attributes = provider.attributesOf(type);
  const answer = await provider.call('ReadResource', {
    type_name: type,
    current_state: toWire(object.value),
    private: object.private,
  });
  const failures = errorsOf(address, answer.diagnostics);
  if (failures.length > 0) return { object, failures };
  const value = fromWire(attributes, answer.new_state as { msgpack: Uint8Array });
  if (value === null) return { object: undefined, failures };
  const problem = JSON.stringify(value, (_key, held: unknown) => (held === UNKNOWN ? '(unknown)' : held));
  if (problem.includes('"(unknown)"')) throw new Error(`a refreshed value is unknown: ${problem}`);
  return { object: { ...object, value, private: answer.private as Uint8Array }, failures };
}

interface Planned {
  readonly change: Change | undefined;
  readonly failures: readonly Failure[];
}

/**
 * @param valueOf What is planned for, or has become of, another resource.
 * @throws Error when the provider breaks what Terraform asks of a plan, NoResponse when it is gone.
 */
export async function planObject(
  provider: ProviderProcess,
  address: string,
  object: ResourceObject | undefined,
  args: Arguments,
  valueOf: (address: string) => ObjectValue | undefined,
): Promise<Planned> {
  const type = typeOf(address);
  const attributes = provider.attributesOf(type);
  const config = complete(attributes, asObject(evaluate(args, valueOf)));
  const validated = await provider.call('ValidateResourceConfig', {
    type_name: type,
    config: toWire(config),
  });
  const invalid = errorsOf(address, validated.diagnostics);
  if (invalid.length > 0) return { change: undefined, failures: invalid };

  // What is tainted is planned as if it were not there, and replaced.
  const prior = object === undefined || object.tainted ? undefined : object;
  const request = { type, attributes, config };
  const first = await ask(provider, request, prior?.value ?? null, prior?.private ?? new Uint8Array());
  const refused = errorsOf(address, first.diagnostics);
  if (refused.length > 0) return { change: undefined, failures: refused };
  const after = plannedValue(request, prior?.value ?? null, first);
  const before = object?.value ?? null;
  const change = (action: Action, value: ObjectValue, answer: Response): Planned => ({
    change: { address, action, before, after: value, private: answer.planned_private as Uint8Array },
    failures: [],
  });
  if (prior === undefined) return change(object === undefined ? 'create' : 'replace', after, first);
  if (canonical(attributes, prior.value) === canonical(attributes, after))
    return change('no-op', after, first);
  if (!mustReplace(first, prior.value, after)) return change('update', after, first);
  const second = await ask(provider, request, null, first.planned_private as Uint8Array);
  const failures = errorsOf(address, second.diagnostics);
  if (failures.length > 0) return { change: undefined, failures };
  return change('replace', plannedValue(request, null, second), second);
}

interface PlanRequest {
  readonly type: string;
  readonly attributes: Attributes;
  readonly config: ObjectValue;
}

function ask(
  provider: ProviderProcess,
  { type, attributes, config }: PlanRequest,
  prior: ObjectValue | null,
  remembered: Uint8Array,
): Promise<Response> {
  return provider.call('PlanResourceChange', {
    type_name: type,
    prior_state: toWire(prior),
    proposed_new_state: toWire(proposedNew(attributes, prior, config)),
    config: toWire(config),
    prior_private: remembered,
  });
}

function plannedValue(
  { attributes, config }: PlanRequest,
  prior: ObjectValue | null,
  answer: Response,
): ObjectValue {
  const planned = fromWire(attributes, answer.planned_state as { msgpack: Uint8Array });
  if (planned === null) throw new Error('planned is nothing');
  const problems = planProblems(attributes, prior, config, planned);
  if (problems.length > 0) throw new Error(`provider produced invalid plan: ${problems.join('; ')}`);
  return planned;
}

interface WirePath {
  readonly steps: readonly {
    readonly attribute_name?: string;
    readonly element_key_string?: string;
    readonly element_key_int?: number;
  }[];
}

/** Only where the value differs: a provider may name more. */
function mustReplace(answer: Response, prior: ObjectValue, planned: ObjectValue): boolean {
  return (answer.requires_replace as readonly WirePath[]).some((path) => {
    const before = at(prior, path);
    const after = at(planned, path);
    return after === UNKNOWN || JSON.stringify(before) !== JSON.stringify(after);
  });
}

function at(value: Value, { steps }: WirePath): Value {
  let held: Value = value;
  for (const { attribute_name: name, element_key_string: key, element_key_int: index } of steps) {
    if (typeof held !== 'object' || held === null) return held;
    held = (held as Readonly<Record<string | number, Value>>)[name ?? key ?? index ?? ''] ?? null;
  }
  return held;
}

async function planDelete(
  provider: ProviderProcess,
  address: string,
  object: ResourceObject,
): Promise<Planned> {
  const answer = await provider.call('PlanResourceChange', {
    type_name: typeOf(address),
    prior_state: toWire(object.value),
    proposed_new_state: toWire(null),
    config: toWire(null),
    prior_private: object.private,
  });
  const failures = errorsOf(address, answer.diagnostics);
  if (failures.length > 0) return { change: undefined, failures };
  const remembered = answer.planned_private as Uint8Array;
  return {
    change: { address, action: 'delete', before: object.value, after: null, private: remembered },
    failures,
  };
}
