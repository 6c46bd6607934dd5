import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, TerraformStack } from 'cdktf';
import {
  AddressKind,
  Ec2Hosts,
  Ec2Image,
  Ec2KeyPair,
  Fleetwright,
  KubernetesCluster,
  KubernetesWorkers,
  PodNetwork,
  SshHost,
  Workload,
} from '../../../src';
import { findTerraform } from '../../../src/cli/find-terraform';
import { Sandbox } from '../../../src/sandbox';
import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { scratchFolder } from '../../support/scratch';
import { host, stackWithProvider, synth, type SynthesizedStack } from '../../support/stack';

const machine = {
  image: Ec2Image.fromSsmParameter('/aws/service/debian/release/12/latest/amd64'),
  instanceType: 't3.medium',
  keyPair: Ec2KeyPair.fromKeyName('operators'),
  sshFrom: ['127.0.0.0/8'],
  addressKind: AddressKind.PRIVATE,
};

test('workers in another stack refer to the cluster, which knows nothing of them', () => {
  const ssh = { agent: true };
  const ec2 = { region: 'eu-central-1' };
  const fleet = stackWithProvider({ ssh, ec2 }, 'fleet');
  const north = stackWithProvider({ ssh, ec2 }, 'north', App.of(fleet));
  const cluster = new KubernetesCluster(fleet, 'k8s', {
    version: '1.34.4',
    controlPlane: Ec2Hosts.of(fleet, 'master', { count: 1, ...machine }),
    workers: [Ec2Hosts.of(fleet, 'worker', { count: 1, ...machine })],
    podNetwork: PodNetwork.NONE,
    peerCidrs: ['10.0.0.0/8'],
  });
  new KubernetesWorkers(north, 'workers', {
    cluster,
    hosts: Ec2Hosts.of(north, 'machine', { count: 2, ...machine }),
    labels: { part: 'north' },
  });
  new Workload(fleet, 'web', { cluster, image: 'web:1' });

  const [one, other] = synthesized(fleet, north);
  expect(Object.keys(one.resource.fleetwright_kubernetes_node ?? {})).toHaveLength(1);
  expect(Object.values(other.resource.fleetwright_kubernetes_node ?? {})).toEqual([
    expect.objectContaining({ labels: { part: 'north' } }),
    expect.objectContaining({ labels: { part: 'north' } }),
  ]);
  // Each stack opens the firewall of its own machines, for the ranges that the user gives and for its own.
  const groups = Object.keys(other.resource.fleetwright_ec2_security_group ?? {});
  expect(groups.some((name) => name.startsWith('k8s-network_ec2'))).toBe(true);
  expect(JSON.stringify(one)).not.toContain('terraform_remote_state');
  expect(JSON.stringify(other)).toContain('terraform_remote_state');
  expect(Object.values(one.locals ?? {}).join()).not.toContain('north');
});

test('a credential that the stack of the workers lacks is named', () => {
  const fleet = stackWithProvider({ sshCredentials: { ops: { agent: true } } }, 'fleet');
  const north = stackWithProvider(undefined, 'north', App.of(fleet));
  const master = new SshHost(fleet, 'master', {
    address: '10.0.0.9',
    credential: 'ops',
    hostKey: 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ',
  });
  const cluster = new KubernetesCluster(fleet, 'k8s', { version: '1.34.4', controlPlane: master });
  new KubernetesWorkers(north, 'workers', { cluster, hosts: host(north, 2) });
  expect(() => synth(north)).toThrow('ops');
});

/** With what the stacks take from each other. */
function synthesized(...stacks: [TerraformStack, TerraformStack]): [SynthesizedStack, SynthesizedStack] {
  const app = App.of(stacks[0]);
  app.synth();
  const read = ({ node }: TerraformStack) =>
    JSON.parse(readFileSync(join(app.outdir, 'stacks', node.id, 'cdk.tf.json'), 'utf8')) as SynthesizedStack;
  return [read(stacks[0]), read(stacks[1])];
}

describeWith(machinesComponent, 'a fleet in two stacks on the sandbox', () => {
  test('is deployed part by part, is as declared, and is destroyed in reverse', async () => {
    const terraform = findTerraform(process.env) ?? 'terraform';
    const sandbox = await Sandbox.start({ speed: 100 });
    try {
      const machines = await Promise.all(['one', 'two'].map((name) => sandbox.addRackMachine({ name })));
      const outdir = scratchFolder();
      const app = new App({ outdir });
      const stacks = ['fleet', 'north'].map((name) => {
        const stack = new TerraformStack(app, name);
        new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: sandbox.sshKeyFile } });
        return stack;
      }) as [TerraformStack, TerraformStack];
      const [one, two] = machines.map(
        ({ name, address, port, user, hostKey }, index) =>
          new SshHost(stacks[index] ?? stacks[0], name, { address, port, user, hostKey }),
      ) as [SshHost, SshHost];
      const [fleet, north] = stacks;
      const cluster = new KubernetesCluster(fleet, 'k8s', { version: '1.34.4', controlPlane: one });
      new KubernetesWorkers(north, 'workers', { cluster, hosts: two });
      app.synth();

      // The sandbox is in this process, which must not wait for it and do nothing else.
      const run = async (stack: TerraformStack, ...args: string[]): Promise<string> => {
        const cwd = join(outdir, 'stacks', stack.node.id);
        const env = { PATH: process.env.PATH, HOME: outdir, CHECKPOINT_DISABLE: '1' };
        const all = [...args, '-input=false', '-no-color'];
        return (await promisify(execFile)(terraform, all, { cwd, env })).stdout;
      };
      const ready = async () => {
        const [described] = (await sandbox.inventory()).clusters;
        return described?.nodes.filter((node) => node.ready).map(({ name }) => name);
      };
      for (const stack of stacks) {
        await run(stack, 'init');
        await run(stack, 'apply', '-auto-approve');
      }
      expect(await ready()).toEqual(['one', 'two']);
      for (const stack of stacks) {
        expect(await run(stack, 'plan', '-detailed-exitcode')).toContain('No changes');
      }
      await run(north, 'destroy', '-auto-approve');
      expect(await ready()).toEqual(['one']);
      await run(fleet, 'destroy', '-auto-approve');
      expect((await sandbox.inventory()).clusters.flatMap(({ nodes }) => nodes)).toEqual([]);
    } finally {
      await sandbox.stop();
    }
  }, 240_000);
});
