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
  const folder = copyOfExample('bare-metal-mesos');
  const env = { TF_CLI_CONFIG_FILE: '' };
  const { stack, json } = synthesize(folder, env);
  expect(Object.entries(json.resource).map(([type, all]) => [type, Object.keys(all).length])).toEqual([
    ['fleetwright_marathon', 3],
    ['fleetwright_marathon_app', 1],
    ['fleetwright_mesos_agent', 2],
    ['fleetwright_mesos_master', 3],
    ['fleetwright_ssh_host', 5],
    ['fleetwright_zookeeper_node', 3],
  ]);
  expect(cdktf(folder, ['diff', '--skip-synth'], env)).toContain(
    'Plan: 17 to add, 0 to change, 0 to destroy.',
  );
  expect(runTerraform(stack, ['validate'])).toContain('valid');
}, 120_000);

test('with secrets, everybody logs in, and no secret is in what is synthesized', () => {
  const folder = copyOfExample('bare-metal-mesos');
  const fleet = JSON.parse(readFileSync(join(folder, 'fleet.json'), 'utf8')) as Record<string, unknown>;
  writeFileSync(join(folder, 'other.json'), JSON.stringify({ ...fleet, secured: true }));
  const secrets = Object.fromEntries(
    ['agent_secret', 'marathon_secret', 'marathon_password'].map((name) => [`TF_VAR_${name}`, `the ${name}`]),
  );
  const { stack, json } = synthesize(folder, { FLEET_FILE: 'other.json', ...secrets });
  expect(Object.values(json.resource.fleetwright_mesos_master ?? {})).toHaveLength(3);
  for (const master of Object.values(json.resource.fleetwright_mesos_master ?? {}))
    expect(master).toMatchObject({
      authenticate_agents: true,
      authenticate_frameworks: true,
      credentials_wo: { agent: '${var.agent_secret}', marathon: '${var.marathon_secret}' },
    });
  expect(Object.values(json.resource.fleetwright_marathon_app ?? {})).toEqual([
    expect.objectContaining({ access: expect.objectContaining({ login: 'ops' }) as unknown }),
  ]);
  const synthesized = readFileSync(join(stack, 'cdk.tf.json'), 'utf8');
  for (const secret of Object.values(secrets)) expect(synthesized).not.toContain(secret);
}, 120_000);
