import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../../../../src/drivers/json';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/marathon');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

/** One of the examples of Marathon's API documentation. */
export function example(name: string): JsonValue {
  return read(join(folder, 'api/v2/examples', name));
}

export interface SampleApp {
  /** `mantl-kong` */
  readonly name: string;
  readonly definition: JsonObject;
}

/** Apps that real projects deploy. @param kind of the file: an app, an app as old versions answered it, a group */
export function samples(kind: 'app' | 'appinfo' | 'group'): SampleApp[] {
  return readdirSync(join(folder, 'apps/open'))
    .filter((file) => file.startsWith(`${kind}.`))
    .map((file) => ({
      name: file.slice(kind.length + 1).replace(/\.json$/, ''),
      definition: read(join(folder, 'apps/open', file)) as JsonObject,
    }));
}

/** The names of the fields of a type. */
export function fieldsOf(type: string): string[] {
  const { $defs } = read(join(folder, 'app.schema.json')) as { $defs: JsonObject };
  const { properties = {} } = $defs[type] as { properties?: JsonObject };
  return Object.keys(properties).sort();
}

const schemas = new Map<string, z.ZodType>();

/** What a type of Marathon's API has against a value, path by path. @param type `app.App`, `group.GroupUpdate` */
export function violations(type: string, value: unknown): string[] {
  const schema = schemas.get(type) ?? schemaOf(type);
  schemas.set(type, schema);
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function schemaOf(type: string): z.ZodType {
  return z.fromJSONSchema({
    ...(read(join(folder, 'app.schema.json')) as object),
    $ref: `#/$defs/${type}`,
  });
}

function read(file: string): JsonValue {
  return JSON.parse(readFileSync(file, 'utf8')) as JsonValue;
}
