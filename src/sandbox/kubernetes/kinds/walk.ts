import { isList, isMap } from '../json';
import type { Json } from '../json';
import { anything } from './schema';
import type { Schema } from './schema';

/** The schema of a field; undefined where the schema has no such field. */
export function fieldOf(schema: Schema, key: string): Schema | undefined {
  if (schema.type === 'any') return anything;
  if (schema.type === 'map') return schema.items;
  if (schema.type !== 'object') return undefined;
  const field = schema.fields.get(key);
  if (field !== undefined) return field.schema;
  return schema.rest ?? (schema.open ? anything : undefined);
}

/** How a value is walked through for ownership: as a whole, field by field, or item by item. */
export function shapeOf(schema: Schema, ...values: readonly (Json | undefined)[]): 'leaf' | 'map' | 'list' {
  if (schema.type === 'object' || schema.type === 'map') return schema.atomic ? 'leaf' : 'map';
  if (schema.type === 'list') return schema.identity === 'atomic' ? 'leaf' : 'list';
  if (schema.type !== 'any') return 'leaf';
  const there = values.filter((value) => value !== undefined && value !== null);
  return there.length > 0 && there.every((value) => isMap(value) && !isList(value)) ? 'map' : 'leaf';
}
