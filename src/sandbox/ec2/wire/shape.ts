/**
 * Descriptions of what goes over the wire, as data: requests are read and responses are written by them, and the
 * compiler knows from them what an action is given and must answer.
 */
interface ScalarTypes {
  text: string;
  integer: number;
  boolean: boolean;
  time: Date;
  blob: Buffer;
}

export interface Scalar<K extends keyof ScalarTypes = keyof ScalarTypes> {
  readonly kind: K;
}
export interface List<I extends Shape = Shape> {
  readonly kind: 'list';
  readonly item: I;
  /** The element around each entry of a response. */
  readonly element: string;
}
export interface Struct<F extends Fields = Fields, R extends keyof F = keyof F> {
  readonly kind: 'struct';
  readonly fields: F;
  readonly required: readonly R[];
}
export type Shape = Scalar | List | Struct;
export type Fields = Readonly<Record<string, Shape>>;

/** What a value of that shape is in TypeScript. What is not required may be left out. */
export type ValueOf<S> =
  S extends Scalar<infer K>
    ? ScalarTypes[K]
    : S extends List<infer I>
      ? readonly ValueOf<I>[]
      : S extends Struct<infer F, infer R>
        ? { readonly [K in R]: ValueOf<F[K]> } & {
            readonly [K in Exclude<keyof F, R>]?: ValueOf<F[K]> | undefined;
          }
        : never;

export const text: Scalar<'text'> = { kind: 'text' };
export const integer: Scalar<'integer'> = { kind: 'integer' };
export const boolean: Scalar<'boolean'> = { kind: 'boolean' };
/** ISO 8601 in UTC. */
export const time: Scalar<'time'> = { kind: 'time' };
/** Base64. */
export const blob: Scalar<'blob'> = { kind: 'blob' };

export function list<const I extends Shape>(item: I, element = 'item'): List<I> {
  return { kind: 'list', item, element };
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
  return { kind: 'struct', fields, required };
}
