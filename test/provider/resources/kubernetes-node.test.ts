import { kubernetesNode } from '../../fuzz/model/kubernetes-node';
import { withOnlyRun } from '../../fuzz/run/with-run';
import { describeWith } from '../../support/require-component';
import { machinesComponent } from '../../sandbox/hosts/support/park';

jest.setTimeout(180_000);

const plain = { labels: null, kubelet: null, role: 'worker', taints: null };
const address = 'fleetwright_kubernetes_node.rack-2';

describeWith(machinesComponent, 'fleetwright_kubernetes_node', () => {
  test('one whose provider was killed while it was changed leaves the cluster when it is removed', async () => {
    await withOnlyRun({ seed: 1, groups: ['kubernetes'], lane: 'engine' }, async (run) => {
      run.fleet.add(kubernetesNode, 'rack-2', plain);
      await run.apply();
      run.fleet.change(address, 'labels', { tier: 'web' });
      const trap = {
        kind: 'slow',
        service: 'kubernetes',
        operation: 'PATCH nodes',
        delaySeconds: 20,
      } as const;
      await run.applyWithBlow('kill the provider', trap);
      expect(run.journal.at(-1)).toContain(`${address} (lost)`);
      // Among other things this looks whether the cluster has the nodes that are in the state, and no more.
      run.fleet.remove(address, run.scene);
      await run.apply();
    });
  });
});
