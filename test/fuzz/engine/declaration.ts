import { isList, isObject, UNKNOWN, type ObjectValue, type Value } from './values';

/** An attribute of another resource, or one member of it: `${type.name.attribute["key"]}` in Terraform's language. */
export class Reference {
  constructor(
    readonly address: string,
    readonly attribute: string,
    readonly key?: string,
  ) {}
}

/** What an argument is set to. */
export type Argument =
  null | boolean | number | string | Reference | readonly Argument[] | { readonly [name: string]: Argument };

export type Arguments = Readonly<Record<string, Argument>>;

/** What there shall be: the arguments of resources by their address, `type.name`. */
export type Declaration = ReadonlyMap<string, Arguments>;

export function typeOf(address: string): string {
  return address.slice(0, address.indexOf('.'));
}

export function nameOf(address: string): string {
  return address.slice(address.indexOf('.') + 1);
}

/** The addresses that the arguments refer to. */
export function referencesOf(argument: Argument): readonly string[] {
  if (argument instanceof Reference) return [argument.address];
  if (typeof argument !== 'object' || argument === null) return [];
  return [...new Set(Object.values(argument).flatMap((one: Argument) => referencesOf(one)))];
}

/** @param valueOf Of a resource, as far as it is known; undefined when nothing is. */
export function evaluate(argument: Argument, valueOf: (address: string) => ObjectValue | undefined): Value {
  if (argument instanceof Reference) {
    const value = valueOf(argument.address);
    return value === undefined ? UNKNOWN : memberOf(value[argument.attribute] ?? null, argument.key);
  }
  if (Array.isArray(argument)) return argument.map((one: Argument) => evaluate(one, valueOf));
  if (typeof argument !== 'object' || argument === null) return argument as Value;
  return Object.fromEntries(
    Object.entries(argument).map(([name, one]: [string, Argument]) => [name, evaluate(one, valueOf)]),
  );
}

function memberOf(value: Value, key: string | undefined): Value {
  return key === undefined || !isObject(value) ? value : (value[key] ?? null);
}

/** The same in Terraform's JSON syntax, in which text with `${` is a template. */
export function toTerraformJson(argument: Argument): unknown {
  if (argument instanceof Reference) {
    const { address, attribute, key } = argument;
    return `\${${address}.${attribute}${key === undefined ? '' : `[${JSON.stringify(key)}]`}}`;
  }
  if (typeof argument === 'string') return argument.replace(/[$%](?=\{)/g, (sign) => `${sign}${sign}`);
  if (Array.isArray(argument)) return argument.map(toTerraformJson);
  if (typeof argument !== 'object' || argument === null) return argument;
  return Object.fromEntries(
    Object.entries(argument).map(([name, one]: [string, Argument]) => [name, toTerraformJson(one)]),
  );
}

/** Terraform turns null members of collections into nothing where a whole value is asked for; we have none. */
export function asObject(value: Value): ObjectValue {
  if (!isObject(value) || isList(value)) throw new Error('a resource must be an object');
  return value;
}
