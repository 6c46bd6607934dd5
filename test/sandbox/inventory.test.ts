import { rmSync } from 'node:fs';
import { summarizeCluster } from '../../src/sandbox/inventory';
import { LocalCluster } from '../../src/sandbox/kubernetes/cluster/local-cluster';
import { createWorld } from '../../src/sandbox/world/world';

test('faults of a cluster neither hide anything in the inventory nor are spent on it', async () => {
  const world = createWorld();
  const cluster = await LocalCluster.create(world, {
    name: 'kubernetes',
    version: '1.34.4',
    serviceCidr: '10.96.0.0/12',
    podCidr: '10.244.0.0/16',
    dnsDomain: 'cluster.local',
    certSans: [],
  });
  try {
    world.faults.add({ kind: 'away', service: 'kubernetes' });
    expect(await summarizeCluster(cluster)).toMatchObject({ name: 'kubernetes', nodes: [] });
    expect(world.faults.list()).toMatchObject([{ matched: 0, struck: 0 }]);
  } finally {
    await cluster.stop();
    world.clock.stop();
    rmSync(world.folder, { recursive: true });
  }
});
