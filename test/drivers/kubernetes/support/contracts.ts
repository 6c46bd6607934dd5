import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from '../../../support/require-component';

const folder = join(__dirname, '../../../../../shared/contracts/kubernetes/open');

export const contracts: Component = {
  name: 'the contracts folder',
  available: existsSync(folder),
  howToEnable: 'put it beside the repository, at ../shared/contracts',
};

/** File name → text of real projects' manifests. */
export function contractManifests(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}
