import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cachePath } from '../../../e2e/harness/cache';
import { etcd, kubernetes } from '../../../e2e/harness/releases';
import type { Component } from '../../../support/require-component';

const programs = ['etcd', 'kube-apiserver', 'kube-controller-manager'] as const;
export type Program = (typeof programs)[number];

/** Where the end-to-end harness builds them, unless the environment names folders (separated as PATH is). */
function folders(): string[] {
  const named = process.env.FLEETWRIGHT_KUBERNETES_BINARIES;
  if (named !== undefined && named !== '') return named.split(delimiter);
  return [kubernetes, etcd].map(({ name, version }) => cachePath(name, version, 'bin'));
}

export function findBinary(program: Program): string | undefined {
  return folders()
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

export const clusterBinaries: Component = {
  name: 'a Kubernetes API server',
  available: programs.every((program) => findBinary(program) !== undefined),
  howToEnable:
    `build ${programs.join(', ')} with "node test/e2e/harness/main.mjs binaries" (needs Go), ` +
    'or name the folders that hold them in FLEETWRIGHT_KUBERNETES_BINARIES',
};
