import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../../../support/require-component';

export const folder = join(__dirname, '../../../../../shared/contracts/azure');

export const contracts: Component = {
  name: "the contracts folder's examples of Azure",
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

/** One answer of a recorded conversation. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** An example of the API's own description. */
export interface Example {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly responses: Readonly<
    Record<string, { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }>
  >;
}

export function traces(): readonly (readonly [name: string, exchanges: readonly Exchange[]])[] {
  return filesIn('lro-traces').map((file) => [file, readJson<Exchange[]>(join('lro-traces', file))]);
}

/** @param area `compute/2024-03-01` */
export function examples(area: string): readonly (readonly [name: string, example: Example])[] {
  return filesIn(area).map((file) => [file, readJson<Example>(join(area, file))]);
}

export function fixtures(): readonly (readonly [name: string, body: unknown])[] {
  return filesIn('fixtures-libcloud').map((file) => [
    file,
    readJson<unknown>(join('fixtures-libcloud', file)),
  ]);
}

function filesIn(area: string): string[] {
  return existsSync(folder) ? readdirSync(join(folder, area)).sort() : [];
}

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(folder, path), 'utf8')) as T;
}
