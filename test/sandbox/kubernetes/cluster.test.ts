import { SandboxClusters } from '../../../src/sandbox/kubernetes';
import type { LocalCluster } from '../../../src/sandbox/kubernetes';
import { createWorld } from '../../../src/sandbox/world/world';

const node = (name: string, controlPlane: boolean) => ({
  name,
  address: `127.77.16.${controlPlane ? '1' : '2'}`,
  cpus: 2,
  memoryBytes: 4 * 1024 ** 3,
  controlPlane,
  machine: `i-${name}`,
});

describe('a cluster of the sandbox', () => {
  const world = createWorld({ speed: 200 });
  const clusters = new SandboxClusters(world);
  let cluster: LocalCluster;

  beforeAll(async () => {
    cluster = await clusters.init({
      name: 'kubernetes',
      address: '127.0.0.1',
      port: 0,
      version: '1.34.4',
      serviceCidr: '10.96.0.0/12',
      podCidr: '10.244.0.0/16',
      dnsDomain: 'cluster.local',
      certSans: [],
      node: node('master', true),
    });
    await cluster.addNode(node('worker', false));
  });

  afterAll(async () => {
    await clusters.stopAll();
    world.clock.stop();
  });

  const kubectl = async (args: string, stdin = '') => {
    const { exitCode, stdout, stderr } = await cluster.kubectl(args.split(' '), stdin);
    if (exitCode !== 0) throw new Error(stderr);
    return stdout;
  };

  test('nodes get ready, and a deployment is rolled out over them', async () => {
    await kubectl('wait --for=condition=Ready node/master node/worker');
    await kubectl(
      'apply --server-side -f -',
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: nginx:1}]}}}\n',
    );
    await kubectl('rollout status deployment/web');
    expect(await kubectl('get deployment web --no-headers')).toMatch(/^web +2\/2 +2 +2 /);
  });
});
