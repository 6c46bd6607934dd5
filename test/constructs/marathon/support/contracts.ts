import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/marathon');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

/** Real projects' apps whose file name begins with that, by file name. */
export function sampleApps(prefix: string): [file: string, definition: unknown][] {
  if (!contracts.available) return [];
  return readdirSync(join(folder, 'apps/open'))
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(join(folder, 'apps/open', name), 'utf8'))]);
}

/** The JSON Schema of Marathon's API. */
export function apiSchema(): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, 'app.schema.json'), 'utf8')) as Record<string, unknown>;
}
