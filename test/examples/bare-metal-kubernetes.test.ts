import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdktf, copyOfExample } from '../support/cdktf-project';
import { runTerraform } from '../support/run-terraform';
import type { SynthesizedStack } from '../support/stack';

function synthesize(folder: string, env: NodeJS.ProcessEnv = {}): { stack: string; json: SynthesizedStack } {
  cdktf(folder, ['synth'], env);
  const stack = join(folder, 'cdktf.out/stacks/bare-metal');
  return { stack, json: JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8')) as SynthesizedStack };
}

test('the example is one graph from hosts to the app that plain cdktf plans with no network', () => {
  const folder = copyOfExample('bare-metal-kubernetes');
  const env = { TF_CLI_CONFIG_FILE: '' };
  const { stack, json } = synthesize(folder, env);
  expect(Object.entries(json.resource).map(([type, all]) => [type, Object.keys(all).length])).toEqual([
    ['fleetwright_kubernetes_control_plane', 1],
    ['fleetwright_kubernetes_node', 2],
    ['fleetwright_kubernetes_release', 1],
    ['fleetwright_ssh_host', 3],
  ]);
  const lockFile = readFileSync(join(stack, '.terraform.lock.hcl'), 'utf8');
  // It runs `terraform init`, and would ask a registry for hashes if the lock file did not have them all.
  expect(cdktf(folder, ['diff', '--skip-synth'], env)).toContain(
    'Plan: 7 to add, 0 to change, 0 to destroy.',
  );
  expect(readFileSync(join(stack, '.terraform.lock.hcl'), 'utf8')).toBe(lockFile);
  expect(runTerraform(stack, ['validate'])).toContain('valid');
}, 120_000);

test('another file of machines is another fleet', () => {
  const folder = copyOfExample('bare-metal-kubernetes');
  const fleet = JSON.parse(readFileSync(join(folder, 'fleet.json'), 'utf8')) as {
    workers: unknown[];
    kubernetes: Record<string, unknown>;
  };
  fleet.workers.pop();
  Object.assign(fleet.kubernetes, { packages: { bundle: '/bundle' }, kubeletConfig: { failSwapOn: false } });
  writeFileSync(join(folder, 'other.json'), JSON.stringify(fleet));
  const { json } = synthesize(folder, { FLEET_FILE: 'other.json' });
  expect(Object.values(json.resource.fleetwright_kubernetes_node ?? {})).toEqual([
    expect.objectContaining({ packages: { bundle: '/bundle' }, kubelet_config: '{"failSwapOn":false}' }),
  ]);
}, 120_000);
