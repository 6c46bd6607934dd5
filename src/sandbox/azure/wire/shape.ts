/**
 * Descriptions of request bodies, as data: requests are read by them, and the compiler knows from them what an
 * operation is given. They have all properties that Azure knows and a client may send, covered or not.
 */
export type Shape =
  Text | Choice | Integer | Decimal | Flag | Anything | List | Dictionary | Struct | ReadOnly | Uncovered;
export type Fields = Readonly<Record<string, Shape>>;

export interface Text {
  readonly kind: 'text';
}
export interface Integer {
  readonly kind: 'integer';
}
export interface Decimal {
  readonly kind: 'number';
}
export interface Flag {
  readonly kind: 'boolean';
}
/** Kept as it is and given back. */
export interface Anything {
  readonly kind: 'anything';
}
/** A text that is one of several, in any case. */
export interface Choice<C extends string = string> {
  readonly kind: 'choice';
  readonly covered: readonly C[];
  /** What Azure knows besides. */
  readonly uncovered: readonly string[];
}
export interface List<I extends Shape = Shape> {
  readonly kind: 'list';
  readonly item: I;
}
export interface Dictionary<I extends Shape = Shape> {
  readonly kind: 'dictionary';
  readonly item: I;
}
export interface Struct<F extends Fields = Fields, R extends keyof F = keyof F> {
  readonly kind: 'struct';
  readonly fields: F;
  readonly required: readonly R[];
  /** Fields that are not described are as good as read-only ones. */
  readonly open: boolean;
}
/** What answers have: clients send it back, and it changes nothing. */
export interface ReadOnly {
  readonly kind: 'read-only';
}
/** Refused by its name, unless it says that something is not wanted. */
export interface Uncovered {
  readonly kind: 'uncovered';
}

/** Names of the fields that are read. */
type Read<F extends Fields> = { [K in keyof F]: F[K] extends ReadOnly | Uncovered ? never : K }[keyof F];

/** What a value of that shape is in TypeScript. What is not required may be left out. */
export type ValueOf<S> = S extends Text
  ? string
  : S extends Choice<infer C>
    ? C
    : S extends Integer | Decimal
      ? number
      : S extends Flag
        ? boolean
        : S extends Anything
          ? unknown
          : S extends List<infer I>
            ? readonly ValueOf<I>[]
            : S extends Dictionary<infer I>
              ? Readonly<Record<string, ValueOf<I>>>
              : S extends Struct<infer F, infer R>
                ? { readonly [K in R]: ValueOf<F[K]> } & {
                    readonly [K in Exclude<Read<F>, R>]?: ValueOf<F[K]> | undefined;
                  }
                : never;

export const text: Text = { kind: 'text' };
export const integer: Integer = { kind: 'integer' };
export const decimal: Decimal = { kind: 'number' };
export const anything: Anything = { kind: 'anything' };
export const flag: Flag = { kind: 'boolean' };
export const readOnly: ReadOnly = { kind: 'read-only' };
export const uncovered: Uncovered = { kind: 'uncovered' };

export function choice<const C extends string>(
  covered: readonly C[],
  uncoveredValues: readonly string[] = [],
): Choice<C> {
  return { kind: 'choice', covered, uncovered: uncoveredValues };
}

export function list<const I extends Shape>(item: I): List<I> {
  return { kind: 'list', item };
}

export function dictionary<const I extends Shape>(item: I): Dictionary<I> {
  return { kind: 'dictionary', item };
}

/** Fields by their names on the wire, and those of them that a request must have. */
export function struct<const F extends Fields>(fields: F): Struct<F, never>;
export function struct<const F extends Fields, const R extends keyof F>(
  fields: F,
  required: readonly R[],
): Struct<F, R>;
export function struct<F extends Fields, R extends keyof F>(
  fields: F,
  required: readonly R[] = [],
): Struct<F, R> {
  return { kind: 'struct', fields, required, open: false };
}

/** A resource inside of another one: clients send back all that they know of it. */
export function open<const F extends Fields>(fields: F): Struct<F, never> {
  return { kind: 'struct', fields, required: [], open: true };
}

export const tagMap = dictionary(text);
