/**
 * Protocol Buffers for the few field types Terraform's plugin protocol is made of, driven by tables. Field
 * names are those of the protocol. A 64-bit integer is a JavaScript number: all of the protocol's are small.
 */
type ScalarName = 'string' | 'bytes' | 'bool' | 'int64' | 'enum';

type Label = 'single' | 'repeated' | 'map' | 'presence';

/** `T` is the type of the field in a decoded message. */
export interface Field<T> {
  readonly number: number;
  readonly type: ScalarName | (() => Message<Fields>);
  /** `presence`: a member of a oneof or an `optional` field, written even when it has its zero value. */
  readonly label: Label;
  readonly decoded?: T;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

export interface Message<F extends Fields> {
  /** As in the protocol, without its package. */
  readonly name: string;
  readonly fields: F;
}

/** What decoding gives: absent fields have their zero value, absent messages are undefined. */
export type Decoded<M> =
  M extends Message<infer F> ? { -readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never } : never;

type Encodable<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer E)[]
    ? readonly Encodable<E>[]
    : T extends object
      ? { readonly [K in keyof T]?: Encodable<T[K]> | undefined }
      : T;

/** What can be encoded: any field may be left out. */
export type Encodables<M> = Encodable<Decoded<M>>;

interface ScalarTypes {
  string: string;
  bytes: Uint8Array;
  bool: boolean;
  int64: number;
  enum: number;
}

export function message<F extends Fields>(name: string, fields: F): Message<F> {
  return { name, fields };
}

export function scalar<N extends ScalarName>(type: N, number: number): Field<ScalarTypes[N]> {
  return { number, type, label: 'single' };
}

export function presence<N extends ScalarName>(type: N, number: number): Field<ScalarTypes[N] | undefined> {
  return { number, type, label: 'presence' };
}

export function one<M extends Message<Fields>>(type: () => M, number: number): Field<Decoded<M> | undefined> {
  return { number, type, label: 'single' };
}

export function many<M extends Message<Fields>>(type: () => M, number: number): Field<Decoded<M>[]> {
  return { number, type, label: 'repeated' };
}

/** A map with string keys. */
export function mapOf<M extends Message<Fields>>(
  type: () => M,
  number: number,
): Field<Record<string, Decoded<M>>> {
  return { number, type, label: 'map' };
}

/** A map from string to string. */
export function stringMap(number: number): Field<Record<string, string>> {
  return { number, type: 'string', label: 'map' };
}

const enum WireType {
  Varint = 0,
  Fixed64 = 1,
  Bytes = 2,
  Fixed32 = 5,
}

export function encode<F extends Fields>(type: Message<F>, value: Encodables<Message<F>>): Buffer {
  const parts: Uint8Array[] = [];
  encodeInto(parts, type, value as Readonly<Record<string, unknown>>);
  return Buffer.concat(parts);
}

function encodeInto(
  parts: Uint8Array[],
  type: Message<Fields>,
  value: Readonly<Record<string, unknown>>,
): void {
  for (const [name, field] of Object.entries(type.fields)) {
    const held = value[name];
    if (held === undefined || held === null) continue;
    if (field.label === 'repeated') {
      for (const element of held as readonly unknown[]) encodeField(parts, field, element);
    } else if (field.label === 'map') {
      for (const [key, element] of Object.entries(held)) {
        const entry: Uint8Array[] = [];
        encodeField(entry, { number: 1, type: 'string', label: 'single' }, key);
        encodeField(entry, { ...field, number: 2 }, element);
        pushBytes(parts, field.number, Buffer.concat(entry));
      }
    } else if (field.label === 'presence' || !isZero(held)) {
      encodeField(parts, field, held);
    }
  }
}

function isZero(value: unknown): boolean {
  return (
    value === '' || value === false || value === 0 || (value instanceof Uint8Array && value.length === 0)
  );
}

function encodeField(parts: Uint8Array[], field: Field<unknown>, value: unknown): void {
  if (typeof field.type === 'function') {
    const inner: Uint8Array[] = [];
    encodeInto(inner, field.type(), value as Readonly<Record<string, unknown>>);
    pushBytes(parts, field.number, Buffer.concat(inner));
    return;
  }
  switch (field.type) {
    case 'string':
      pushBytes(parts, field.number, Buffer.from(value as string, 'utf8'));
      return;
    case 'bytes':
      pushBytes(parts, field.number, value as Uint8Array);
      return;
    case 'bool':
    case 'int64':
    case 'enum':
      parts.push(varint((field.number << 3) | WireType.Varint), varint(Number(value)));
  }
}

function pushBytes(parts: Uint8Array[], number: number, bytes: Uint8Array): void {
  parts.push(varint((number << 3) | WireType.Bytes), varint(bytes.length), bytes);
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

/** @throws Error when the bytes are not a message of this type. Fields the table does not know are skipped. */
export function decode<M extends Message<Fields>>(type: M, bytes: Uint8Array): Decoded<M> {
  return decodeMessage(type, new Reader(bytes)) as Decoded<M>;
}

function decodeMessage(type: Message<Fields>, reader: Reader): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  const byNumber = new Map<number, [string, Field<unknown>]>();
  for (const [name, field] of Object.entries(type.fields)) {
    byNumber.set(field.number, [name, field]);
    result[name] = zero(field);
  }
  while (!reader.done) {
    const tag = reader.varint();
    const known = byNumber.get(Math.floor(tag / 8));
    const wireType = tag % 8;
    if (known === undefined) {
      reader.skip(wireType);
      continue;
    }
    const [name, field] = known;
    if (field.label === 'map') {
      const entry = decodeMessage(mapEntry(field), new Reader(reader.bytes(wireType)));
      (result[name] as Record<string, unknown>)[entry.key as string] = entry.value;
    } else if (field.label === 'repeated') {
      (result[name] as unknown[]).push(decodeField(field, reader, wireType));
    } else {
      result[name] = decodeField(field, reader, wireType);
    }
  }
  return result;
}

function mapEntry(field: Field<unknown>): Message<Fields> {
  return message('map entry', {
    key: scalar('string', 1),
    value: { number: 2, type: field.type, label: 'single' },
  });
}

function zero(field: Field<unknown>): unknown {
  if (field.label === 'repeated') return [];
  if (field.label === 'map') return Object.create(null);
  if (field.label === 'presence' || typeof field.type === 'function') return undefined;
  switch (field.type) {
    case 'string':
      return '';
    case 'bytes':
      return new Uint8Array();
    case 'bool':
      return false;
    case 'int64':
    case 'enum':
      return 0;
  }
}

function decodeField(field: Field<unknown>, reader: Reader, wireType: number): unknown {
  if (typeof field.type === 'function') {
    return decodeMessage(field.type(), new Reader(reader.bytes(wireType)));
  }
  switch (field.type) {
    case 'string':
      return Buffer.from(reader.bytes(wireType)).toString('utf8');
    case 'bytes':
      return reader.bytes(wireType);
    case 'bool':
      return reader.number(wireType) !== 0;
    case 'int64':
    case 'enum':
      return reader.number(wireType);
  }
}

class Reader {
  private offset = 0;

  constructor(private readonly input: Uint8Array) {}

  get done(): boolean {
    return this.offset >= this.input.length;
  }

  varint(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.input[this.offset++];
      if (byte === undefined) throw new Error('message ends within a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
    throw new Error('message has a number longer than 64 bits');
  }

  number(wireType: number): number {
    if (wireType !== WireType.Varint) throw new Error(`message has wire type ${wireType} where a number is`);
    return this.varint();
  }

  bytes(wireType: number): Uint8Array {
    if (wireType !== WireType.Bytes) throw new Error(`message has wire type ${wireType} where bytes are`);
    return this.take(this.varint());
  }

  skip(wireType: number): void {
    if (wireType === WireType.Varint) this.varint();
    else if (wireType === WireType.Fixed64) this.take(8);
    else if (wireType === WireType.Bytes) this.take(this.varint());
    else if (wireType === WireType.Fixed32) this.take(4);
    else throw new Error(`message has the unknown wire type ${wireType}`);
  }

  private take(length: number): Uint8Array {
    if (length < 0 || this.offset + length > this.input.length)
      throw new Error('message ends within a field');
    this.offset += length;
    return this.input.subarray(this.offset - length, this.offset);
  }
}
