import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubernetesCluster, Workload } from '../../../src';
import { placeInMirror } from '../../../src/constructs/placement/mirror';
import { runTerraform } from '../../support/run-terraform';
import { scratchFolder } from '../../support/scratch';
import { host, stackWithProvider, synth } from '../../support/stack';

test('workloads name one thing that refers to all nodes, and Terraform waits for the nodes', () => {
  const stack = stackWithProvider();
  const cluster = new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: host(stack, 1) });
  for (const name of ['one', 'two']) new Workload(stack, name, { cluster, image: 'web:1' });
  cluster.addWorkers('more', host(stack, 2));
  const synthesized = synth(stack);
  const [gate, ...others] = Object.keys(synthesized.locals ?? {});
  expect(others).toEqual([]);
  const releases = Object.values(synthesized.resource.fleetwright_kubernetes_release ?? {});
  expect(releases.map(({ depends_on }) => depends_on)).toEqual([[`local.${gate}`], [`local.${gate}`]]);

  const folder = scratchFolder();
  placeInMirror(join(folder, 'terraform.d/plugins'));
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify(synthesized));
  runTerraform(folder, ['init', '-input=false']);
  const edges = runTerraform(folder, ['graph', '-type=plan']);
  const node = Object.keys(synthesized.resource.fleetwright_kubernetes_node ?? {})[0];
  expect(edges).toContain(`local.${gate} (expand)" -> "[root] fleetwright_kubernetes_node.${node} (expand)"`);
  expect(edges).toContain(`fleetwright_kubernetes_release.one (expand)" -> "[root] local.${gate} (expand)"`);
});

test('a cluster in another stack is not waited for by Terraform, but by who deploys the stacks', () => {
  const stack = stackWithProvider();
  const other = stackWithProvider(undefined, 'apps', stack.node.root as never);
  const cluster = new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: host(stack, 1) });
  new Workload(other, 'web', { cluster, image: 'web:1' });
  const synthesized = synth(other);
  const [release] = Object.values(synthesized.resource.fleetwright_kubernetes_release ?? {});
  expect(release?.depends_on).toBeUndefined();
  expect(synth(stack).locals).toBeUndefined();
});
