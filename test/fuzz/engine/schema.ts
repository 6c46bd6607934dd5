import type { SchemaAttribute } from '../../../src/tfplugin/wire/messages';

/** Of an attribute without nested ones, as Terraform writes types in JSON. */
export type Type = 'string' | 'number' | 'bool' | readonly ['list' | 'set' | 'map', Type];

export type Nesting = 'single' | 'list' | 'set' | 'map';

/** An attribute as the provider has described it over the wire; the provider's own schemas are not looked at. */
export interface Attribute {
  readonly name: string;
  /** Exactly one of `type` and `nested` is there. */
  readonly type: Type | undefined;
  readonly nested: { readonly nesting: Nesting; readonly attributes: Attributes } | undefined;
  readonly computed: boolean;
  readonly writeOnly: boolean;
}

export type Attributes = Readonly<Record<string, Attribute>>;

const NESTINGS: readonly (Nesting | undefined)[] = [undefined, 'single', 'list', 'set', 'map'];

/** @throws Error when an attribute has neither a type nor nested attributes. */
export function readAttributes(attributes: readonly SchemaAttribute[]): Attributes {
  return Object.fromEntries(attributes.map((one) => [one.name, readAttribute(one)]));
}

function readAttribute({ name, type, nested_type, computed, write_only }: SchemaAttribute): Attribute {
  const nesting = nested_type === undefined ? undefined : NESTINGS[nested_type.nesting];
  const common = { name, computed, writeOnly: write_only };
  if (nested_type !== undefined && nesting !== undefined) {
    const attributes = readAttributes(nested_type.attributes);
    return { ...common, type: undefined, nested: { nesting, attributes } };
  }
  if (type.length === 0) throw new Error(`attribute "${name}" has neither a type nor nested attributes`);
  return { ...common, type: JSON.parse(Buffer.from(type).toString('utf8')) as Type, nested: undefined };
}
