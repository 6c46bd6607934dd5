import type { Diagnostics } from './diagnostics';
import type { Logger } from './log';
import type { Path } from './path';
import type { PrivateState } from './private-state';
import type {
  Applied,
  Config,
  Imported,
  Known,
  PartialState,
  Planned,
  Returned,
  Schema,
} from './schema/schema';

/** What every handler of a resource gets. */
export interface ResourceContext<Data> {
  /** What the provider's `configure` returned. */
  readonly data: Data;
  /** Remembered beside the state; see {@link PrivateState}. */
  readonly private: PrivateState;
  /** For warnings, and for errors that do not end the operation at once. */
  readonly diagnostics: Diagnostics;
  /** Aborted when the user interrupts Terraform. Stop at the next safe point and throw. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

interface PlanContextBase<S extends Schema, Data> extends ResourceContext<Data> {
  /** The state before; null when the resource does not exist yet. */
  readonly prior: Known<S> | null;
  /**
   * Says that the change at this path destroys the resource and creates it again. Terraform ignores it where
   * the plan does not differ from the state before.
   */
  requireReplace(path: Path): void;
}

/** Planning that the resource is created or changed. */
export interface PlanChangeContext<S extends Schema, Data> extends PlanContextBase<S, Data> {
  readonly config: Planned<S>;
  /**
   * The plan so far, with defaults filled in; change it in place. What the user configured must stay. A whole
   * attribute may keep its prior value instead where that means the same: Terraform shows no change then.
   */
  readonly planned: Planned<S>;
}

/** Planning that the resource is destroyed. */
export interface PlanDestroyContext<S extends Schema, Data> extends PlanContextBase<S, Data> {
  readonly config: null;
  readonly planned: null;
}

export type PlanContext<S extends Schema, Data> = PlanChangeContext<S, Data> | PlanDestroyContext<S, Data>;

export interface CreateContext<S extends Schema, Data> extends ResourceContext<Data> {
  readonly planned: Applied<S>;
  /** What the user wrote, with write-only values. */
  readonly config: Config<S>;
  /**
   * Records what exists by now. When the operation fails or is interrupted, the last checkpoint goes into
   * state, so that nothing made is lost. What it leaves out is taken from the plan (null where unknown) on
   * create, and from the state before on update. Without a checkpoint, a create that fails leaves no state,
   * an update that fails the state before.
   */
  checkpoint(state: PartialState<S>): void;
}

export interface UpdateContext<S extends Schema, Data> extends CreateContext<S, Data> {
  readonly prior: Known<S>;
}

export interface ReadContext<S extends Schema, Data> extends ResourceContext<Data> {
  /** Right after an import it is what `importState` returned: attributes it left out are null or the default. */
  readonly state: Known<S>;
}

export interface DeleteContext<S extends Schema, Data> extends ResourceContext<Data> {
  readonly state: Known<S>;
}

export interface ImportContext<Data> extends ResourceContext<Data> {
  /** What the user gave to `terraform import` or an `import` block. */
  readonly id: string;
}

/**
 * A resource type. Handlers throw to fail: a `DiagnosticError` reaches the user as it is, anything else with
 * its message and causes.
 */
export interface Resource<S extends Schema, Data> {
  readonly typeName: string;
  readonly schema: S;

  /** Checks across attributes. Runs without a configured provider; values may be unknown. */
  validate?(config: Planned<S>, diagnostics: Diagnostics): void | Promise<void>;

  /** Refines the plan after defaults, kept values and `recompute`. */
  plan?(context: PlanContext<S, Data>): void | Promise<void>;

  /** Returns the whole state. What is left out becomes null. */
  create(context: CreateContext<S, Data>): Promise<Returned<S>>;

  /** Returns the state as it is now, or null when the resource is gone. */
  read(context: ReadContext<S, Data>): Promise<Returned<S> | null>;

  update(context: UpdateContext<S, Data>): Promise<Returned<S>>;

  /** Succeeds when the resource is gone already. */
  delete(context: DeleteContext<S, Data>): Promise<void>;

  /** Returns enough of a state for `read`, which Terraform calls next. Defaults fill what is left out. */
  importState?(context: ImportContext<Data>): Promise<Imported<S>>;

  /**
   * By the schema version the state was written with: turns its JSON into that of the current schema.
   * Attributes missing from the result become null.
   */
  readonly upgradeState?: Readonly<Record<number, (oldJson: unknown) => unknown>>;
}

/** A resource type whose implementation, with the SDKs it needs, is loaded when it is first used. */
export interface LazyResource<Data> {
  readonly schema: Schema;
  load(): Promise<Resource<Schema, Data>>;
}

/**
 * ```ts
 * resources: {
 *   fleet_host: lazyResource(hostSchema, async () => (await import('./resources/host.js')).host),
 * }
 * ```
 */
export function lazyResource<S extends Schema, Data>(
  schema: S,
  load: () => Promise<Resource<S, Data>>,
): LazyResource<Data> {
  let loading: Promise<Resource<Schema, Data>> | undefined;
  return {
    schema,
    load: () => (loading ??= load() as unknown as Promise<Resource<Schema, Data>>),
  };
}
