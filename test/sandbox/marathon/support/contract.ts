import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/marathon');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

const validators = new Map<string, z.ZodType>();

/** What is wrong with a value by a type of Marathon's API, such as `app.AppInfo`; empty when nothing is. */
export function violations(type: string, value: unknown): string[] {
  let validator = validators.get(type);
  if (validator === undefined) {
    const schema = JSON.parse(readFileSync(join(folder, 'app.schema.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    validator = z.fromJSONSchema({ ...schema, $ref: `#/$defs/${type}` });
    validators.set(type, validator);
  }
  const result = validator.safeParse(value);
  return result.success
    ? []
    : result.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`);
}

/** File name → JSON of the sample apps, groups or pods. @param kind `app`, `appinfo`, `group` or `pod` */
export function samples(kind: string): [string, Record<string, unknown>][] {
  const open = join(folder, 'apps/open');
  return readdirSync(open)
    .filter((name) => name.startsWith(`${kind}.`))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(open, name), 'utf8')) as Record<string, unknown>]);
}
