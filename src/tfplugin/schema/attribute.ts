import type { Unknown } from '../unknown';

/** The primitive types that lists, sets and maps can hold. */
export type PrimitiveName = 'string' | 'number' | 'bool';

/** What all kinds of attributes can be told. `T` is the type of a value when it is there and known. */
export interface AttributeOptions<T> {
  /** For the documentation and editors: units, default, where the rule comes from. */
  readonly description: string;
  /** The user must set it. */
  readonly required?: true;
  /** The user may set it. */
  readonly optional?: true;
  /** The provider sets it; together with `optional`, where the user does not. */
  readonly computed?: true;
  /** Planned where the configuration says nothing. Implies `optional`, and `computed` on the wire. */
  readonly default?: T;
  /** Terraform hides it in its output; it is in state all the same. */
  readonly sensitive?: true;
  /** Reaches the provider in `config` only; always null in plan and state. */
  readonly writeOnly?: true;
  /** A change destroys the resource and creates it again. */
  readonly forceNew?: true;
  /**
   * A computed value the user did not set becomes unknown in the plan when anything else of the resource
   * changes. Without it, a computed value keeps its prior value on update.
   */
  readonly recompute?: true;
  /** Says what is wrong with a known, non-null value: lowercase, quoting it, with the way out. */
  readonly validate?: (value: T) => string | undefined;
  /** What to use in its place. */
  readonly deprecated?: string;
}

/** The TypeScript types of a value in each of its roles. */
export interface AttributeTypes {
  known: unknown;
  returned: unknown;
  applied: unknown;
  config: unknown;
  planned: unknown;
}

export type AttributeKind =
  | { readonly kind: 'primitive'; readonly type: PrimitiveName }
  | {
      readonly kind: 'collection';
      readonly collection: 'list' | 'set' | 'map';
      readonly element: PrimitiveName;
    }
  | {
      readonly kind: 'object';
      readonly nesting: 'single' | 'list' | 'set' | 'map';
      readonly attributes: Readonly<Record<string, Attribute>>;
    };

/** One attribute of a schema, made by {@link a}. `Types` exists for the compiler only. */
export interface Attribute<Types extends AttributeTypes = AttributeTypes> {
  readonly shape: AttributeKind;
  readonly options: AttributeOptions<never>;
  readonly types?: Types;
}

export type Attributes = Readonly<Record<string, Attribute>>;

type TypesOf<A> = A extends Attribute<infer Types> ? Types : never;

type Present = { readonly required: true } | { readonly default: NonNullable<unknown> };

/** The types of an attribute's value from those of a value that is there, and the options. */
export interface WithOptions<V extends AttributeTypes, O> {
  known: O extends { readonly writeOnly: true } ? null : O extends Present ? V['known'] : V['known'] | null;
  returned: O extends { readonly writeOnly: true }
    ? null | undefined
    : O extends Present
      ? V['returned']
      : V['returned'] | null | undefined;
  applied: O extends { readonly writeOnly: true }
    ? null
    : O extends Present
      ? V['applied']
      : O extends { readonly computed: true }
        ? V['applied'] | null | Unknown
        : V['applied'] | null;
  config: O extends { readonly required: true } ? V['config'] : V['config'] | null;
  planned: V['planned'] | null | Unknown;
}

export interface PrimitiveTypes<T> {
  known: T;
  returned: T;
  applied: T;
  config: T;
  planned: T;
}

export interface ListTypes<T> {
  known: T[];
  returned: readonly T[];
  applied: T[];
  config: T[];
  planned: (T | null | Unknown)[];
}

export interface MapTypes<T> {
  known: Record<string, T>;
  returned: Readonly<Record<string, T>>;
  applied: Record<string, T>;
  config: Record<string, T>;
  planned: Record<string, T | null | Unknown>;
}

type OptionalKeys<A extends Attributes> = {
  [K in keyof A]-?: undefined extends TypesOf<A[K]>['returned'] ? K : never;
}[keyof A];

export interface ObjectTypes<A extends Attributes> {
  known: { -readonly [K in keyof A]: TypesOf<A[K]>['known'] };
  returned: { readonly [K in Exclude<keyof A, OptionalKeys<A>>]: TypesOf<A[K]>['returned'] } & {
    readonly [K in OptionalKeys<A>]?: TypesOf<A[K]>['returned'];
  };
  applied: { -readonly [K in keyof A]: TypesOf<A[K]>['applied'] };
  config: { -readonly [K in keyof A]: TypesOf<A[K]>['config'] };
  planned: { -readonly [K in keyof A]: TypesOf<A[K]>['planned'] };
}

export interface ObjectListTypes<A extends Attributes> {
  known: ObjectTypes<A>['known'][];
  returned: readonly ObjectTypes<A>['returned'][];
  applied: ObjectTypes<A>['applied'][];
  config: ObjectTypes<A>['config'][];
  planned: (ObjectTypes<A>['planned'] | null | Unknown)[];
}

export interface ObjectMapTypes<A extends Attributes> {
  known: Record<string, ObjectTypes<A>['known']>;
  returned: Readonly<Record<string, ObjectTypes<A>['returned']>>;
  applied: Record<string, ObjectTypes<A>['applied']>;
  config: Record<string, ObjectTypes<A>['config']>;
  planned: Record<string, ObjectTypes<A>['planned'] | null | Unknown>;
}
