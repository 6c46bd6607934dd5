/** What a value may be, for kinds of Kubernetes itself and for custom ones alike. */
export type Schema = ScalarSchema | ObjectSchema | MapSchema | ListSchema | AnySchema;

export type ScalarType =
  | 'string'
  | 'bytes'
  | 'int32'
  | 'int64'
  | 'number'
  | 'boolean'
  | 'quantity'
  | 'time'
  | 'microtime'
  | 'intstr';

export interface ScalarSchema {
  readonly type: ScalarType;
}

/** Named fields. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly name: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Owned and replaced as a whole. */
  readonly atomic: boolean;
  /** Keeps fields that nobody declared. */
  readonly open: boolean;
  /** What the fields that nobody declared must be; with `open` anything when absent. */
  readonly rest?: Schema | undefined;
}

/** Keys that users choose. */
export interface MapSchema {
  readonly type: 'map';
  readonly items: Schema;
  readonly atomic: boolean;
}

export interface ListSchema {
  readonly type: 'list';
  readonly items: Schema;
  /** How items are told apart; an atomic list is owned and replaced as a whole. */
  readonly identity: 'atomic' | 'set' | 'keys';
  readonly keys: readonly string[];
  /** What stands for a key that an item leaves out. */
  readonly keyDefaults: Readonly<Record<string, string>>;
  /** For strategic merge patches: the key by which items are merged, '' for values; undefined replaces the list. */
  readonly mergeKey?: string | undefined;
}

/** Anything; its lists are atomic, its maps are not. */
export interface AnySchema {
  readonly type: 'any';
}

export interface Field {
  readonly schema: Schema;
  /** Must be there; only custom kinds check it by schema. */
  readonly required: boolean;
  /** Written also when it is empty, and then as this. */
  readonly whenEmpty?: 'null' | 'zero' | 'object' | undefined;
  /** Absent and empty are the same: an empty value is not written. */
  readonly omitEmpty: boolean;
}

export const anything: AnySchema = { type: 'any' };
