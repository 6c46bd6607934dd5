import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { HostFacts, Operation } from '../../../src/bootstrap';
import {
  controlPlaneOperations,
  nodeOperations,
  RecipeError,
  removeOperations,
  type ControlPlaneParams,
  type JoinCredentials,
  type JoinParams,
  type PackageSource,
} from '../../../src/bootstrap/recipes/kubernetes';
import {
  marathonOperations,
  removeMarathon,
  type MarathonParams,
} from '../../../src/bootstrap/recipes/marathon';
import {
  agentOperations,
  forgetAgent,
  masterOperations,
  removeAgent,
  removeMaster,
  retireAgent,
  type AgentParams,
  type MasterParams,
} from '../../../src/bootstrap/recipes/mesos';
import {
  removeZookeeper,
  zookeeperOperations,
  type ZookeeperParams,
} from '../../../src/bootstrap/recipes/zookeeper';
import { knownBundles } from './sample-bundle';
import { knownFacts } from './sample-facts';

/**
 * One data file per case: `{recipe, facts, params} → operations | error`. `UPDATE_CASES=1` writes what the
 * recipe returns into the files; read the difference before committing it.
 */
interface Case {
  readonly recipe: 'control-plane' | 'node' | 'remove' | keyof typeof services;
  /** A machine of sample-facts.ts, with changes. */
  readonly facts: { readonly of: keyof typeof knownFacts } & Partial<HostFacts>;
  /** `packages.bundle` is the name of one of sample-bundle.ts. */
  readonly params: Record<string, unknown>;
  readonly credentials?: JoinCredentials;
  readonly operations?: readonly Operation[];
  readonly error?: string;
}

const services = {
  zookeeper: (host: HostFacts, params: ZookeeperParams) => zookeeperOperations(host, params),
  'mesos-master': (host: HostFacts, params: MasterParams) => masterOperations(host, params),
  'mesos-agent': (host: HostFacts, params: AgentParams) => agentOperations(host, params),
  marathon: (host: HostFacts, params: MarathonParams) => marathonOperations(host, params),
  'remove-zookeeper': (_host: HostFacts, params: ZookeeperParams) => removeZookeeper(params),
  'remove-mesos-master': (_host: HostFacts, params: MasterParams) => removeMaster(params),
  'remove-mesos-agent': (_host: HostFacts, params: AgentParams) => removeAgent(params),
  'forget-mesos-agent': (_host: HostFacts, params: AgentParams) => forgetAgent(params),
  'retire-mesos-agent': () => retireAgent(),
  'remove-marathon': () => removeMarathon(),
} as const;

const folder = join(__dirname, 'cases');

describe.each(readdirSync(folder).filter((name) => name.endsWith('.json')))('%s', (name) => {
  const path = join(folder, name);
  const test_ = JSON.parse(readFileSync(path, 'utf8')) as Case;

  test('facts and parameters give these operations', () => {
    const outcome = run(test_);
    if (process.env['UPDATE_CASES'] !== undefined) {
      const { recipe, facts, params, credentials } = test_;
      const input = { recipe, facts, params, ...(credentials === undefined ? {} : { credentials }) };
      writeFileSync(path, `${JSON.stringify({ ...input, ...outcome }, null, 2)}\n`);
    }
    const { operations, error } = test_;
    expect(outcome).toEqual(error === undefined ? { operations } : { error });
  });
});

function run(test_: Case): { readonly operations?: readonly Operation[]; readonly error?: string } {
  try {
    return { operations: operationsOf(test_) };
  } catch (error) {
    if (error instanceof RecipeError) return { error: error.message };
    throw error;
  }
}

function operationsOf({ recipe, facts, params, credentials }: Case): readonly Operation[] {
  const { of, ...changes } = facts;
  const host: HostFacts = { ...knownFacts[of], ...changes };
  if (recipe === 'remove') return removeOperations(host, params as unknown as JoinParams);
  if (Object.hasOwn(services, recipe))
    return services[recipe as keyof typeof services](host, params as never);
  const resolved = { ...params, packages: packagesOf(params['packages']) };
  return recipe === 'control-plane'
    ? controlPlaneOperations(host, resolved as unknown as ControlPlaneParams)
    : nodeOperations(host, resolved as unknown as JoinParams, credentials);
}

function packagesOf(value: unknown): PackageSource {
  const source = value as { readonly kind: string; readonly bundle?: keyof typeof knownBundles };
  if (source.bundle === undefined) return source as PackageSource;
  return { ...source, bundle: knownBundles[source.bundle] } as PackageSource;
}
