import type { Attributes, ObjectTypes } from './attribute';

/** What a resource or the provider block looks like. */
export interface Schema<A extends Attributes = Attributes> {
  /** Raised by one when state written before needs `upgradeState`; starts at 0. */
  readonly version: number;
  readonly description: string;
  readonly attributes: A;
}

/** A state: required and defaulted attributes are there, others may be null, write-only ones are. */
export type Known<S extends Schema> = ObjectTypes<S['attributes']>['known'];

/** A state as `create`, `read` and `update` may return it: what may be null may be left out. */
export type Returned<S extends Schema> = ObjectTypes<S['attributes']>['returned'];

/** A part of a state: what the rest of it is follows from the plan. */
export type PartialState<S extends Schema> = Partial<Returned<S>>;

/** As much of a state as an import knows, at any depth. */
export type Imported<S extends Schema> = DeepPartial<Returned<S>>;

type DeepPartial<T> = T extends readonly unknown[] | string | number | boolean | null | undefined
  ? T
  : { readonly [K in keyof T]?: DeepPartial<T[K]> | null | undefined };

/** A plan that is being applied: what the user set is known, what is computed may still be unknown. */
export type Applied<S extends Schema> = ObjectTypes<S['attributes']>['applied'];

/** A configuration without unknown values, as it is when applied. Has the write-only values, not the defaults. */
export type Config<S extends Schema> = ObjectTypes<S['attributes']>['config'];

/** A configuration or plan while planning: at any depth, anything may be null or unknown. */
export type Planned<S extends Schema> = ObjectTypes<S['attributes']>['planned'];

/**
 * Checks a schema for contradictions and returns it.
 *
 * @throws Error when an attribute is neither required, optional, computed nor defaulted, or its options
 * contradict each other. That is a mistake of the provider's author, found when the provider starts.
 */
export function defineSchema<const A extends Attributes>(schema: Schema<A>): Schema<A> {
  checkAttributes(schema.attributes, '');
  return schema;
}

function checkAttributes(attributes: Attributes, prefix: string, inSet = false): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    const path = `${prefix}${name}`;
    const { required, optional, computed, sensitive, writeOnly, recompute } = attribute.options;
    const defaulted = attribute.options.default !== undefined;
    const problem = !/^[a-z][a-z0-9_]*$/.test(name)
      ? 'must be named in lower case with underscores'
      : !required && !optional && !computed && !defaulted
        ? 'must be required, optional, computed or have a default'
        : required && (optional || computed || defaulted)
          ? 'is required, so it cannot be optional, computed or have a default'
          : writeOnly && (computed || defaulted)
            ? 'is write-only, so it cannot be computed or have a default'
            : recompute && !computed
              ? 'has recompute, so it must be computed'
              : inSet && (computed || sensitive || writeOnly)
                ? 'is inside a set, so it cannot be computed, sensitive or write-only'
                : undefined;
    if (problem !== undefined) throw new Error(`attribute "${path}" ${problem}`);
    const { shape } = attribute;
    if (shape.kind === 'object')
      checkAttributes(shape.attributes, `${path}.`, inSet || shape.nesting === 'set');
  }
}
