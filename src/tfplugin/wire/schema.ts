import type { Attribute, Attributes, AttributeKind } from '../schema/attribute';
import type { Schema } from '../schema/schema';
import { NestingMode, StringKind } from './messages';
import type { SchemaAttribute, WireSchema } from './messages';

/** @param computable false for the provider block, in which nothing is computed. */
export function encodeSchema(schema: Schema, computable: boolean): WireSchema {
  return {
    version: schema.version,
    block: {
      version: schema.version,
      attributes: encodeAttributes(schema.attributes, computable),
      description: schema.description,
      description_kind: StringKind.MARKDOWN,
    },
  };
}

function encodeAttributes(attributes: Attributes, computable: boolean): SchemaAttribute[] {
  return Object.entries(attributes).map(([name, attribute]) => encodeAttribute(name, attribute, computable));
}

function encodeAttribute(name: string, { shape, options }: Attribute, computable: boolean): SchemaAttribute {
  const defaulted = options.default !== undefined;
  return {
    name,
    type: encodeType(shape),
    nested_type:
      shape.kind === 'object'
        ? { attributes: encodeAttributes(shape.attributes, computable), nesting: nestings[shape.nesting] }
        : undefined,
    description: options.description,
    required: options.required ?? false,
    optional: (options.optional ?? false) || defaulted,
    computed: computable && ((options.computed ?? false) || defaulted),
    sensitive: options.sensitive ?? false,
    description_kind: StringKind.MARKDOWN,
    deprecated: options.deprecated !== undefined,
    write_only: options.writeOnly ?? false,
    deprecation_message: options.deprecated ?? '',
  };
}

const nestings = {
  single: NestingMode.SINGLE,
  list: NestingMode.LIST,
  set: NestingMode.SET,
  map: NestingMode.MAP,
} as const;

/** Types on the wire are JSON; nested attributes have none. */
function encodeType(shape: AttributeKind): Uint8Array {
  switch (shape.kind) {
    case 'primitive':
      return Buffer.from(JSON.stringify(shape.type));
    case 'collection':
      return Buffer.from(JSON.stringify([shape.collection, shape.element]));
    case 'object':
      return new Uint8Array();
  }
}
