import { machinesComponent } from '../../sandbox/hosts/support/park';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { CONTROL_PLANE, HostsBench, NODE, RECORD } from '../support/hosts-bench';
import { differences } from '../support/release-bench';

jest.setTimeout(600_000);

const kubectl = 'kubectl --kubeconfig /etc/kubernetes/admin.conf';

describeWith(
  allOf(Terraform.component(), machinesComponent),
  'hosts of a Kubernetes cluster under the Terraform CLI',
  () => {
    let bench: HostsBench;

    beforeEach(async () => {
      bench = await HostsBench.start('rack-1', 'rack-2');
      await bench.begin();
    });
    afterEach(async () => {
      await bench.end();
      await bench.stop();
    });

    const nodes = async () => (await bench.sandbox.inventory()).clusters.flatMap((one) => one.nodes);
    const values = async () => ({
      first: (await bench.terraform.resource(CONTROL_PLANE)).values,
      worker: (await bench.terraform.resource(NODE)).values,
    });

    test('apply, refresh, import and change each end in an empty plan; destroy leaves the machines clean', async () => {
      const untouched = await bench.files();
      bench.declareHosts(
        { node_name: 'first', cluster_name: 'lab', taints: [], kubelet_config: 'maxPods: 50' },
        { labels: { disk: 'ssd' }, taints: ['gpu=yes:NoSchedule'], drain_timeout: '1m' },
      );
      await bench.terraform.apply();
      const { first, worker } = await values();
      const { address } = bench.machine('rack-1');
      expect(first).toMatchObject({
        node_name: 'first',
        endpoint: `https://${address}:6443`,
        ca_certificate_hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
        drift: [],
      });
      expect(worker).toMatchObject({ node_name: 'rack-2', role: 'worker', drift: [] });
      expect(await nodes()).toMatchObject([
        { name: 'first', role: 'control-plane', ready: true },
        { name: 'rack-2', role: 'worker', ready: true },
      ]);
      expect(await bench.sh('rack-1', `stat -c '%a %U' ${RECORD} $(dirname ${RECORD})`)).toBe(
        '600 root\n700 root',
      );
      await settles();

      await bench.terraform.run('state', 'rm', CONTROL_PLANE, NODE);
      await bench.terraform.run('import', '-no-color', CONTROL_PLANE, bench.importId('rack-1'));
      await bench.terraform.run('import', '-no-color', NODE, bench.importId('rack-2'));
      expect(await values()).toEqual({ first, worker });
      await settles();

      bench.declareHosts(
        { node_name: 'first', cluster_name: 'lab', taints: [], kubelet_config: 'maxPods: 60' },
        { labels: { disk: 'nvme', zone: 'a' }, taints: ['gpu=yes:NoSchedule'], drain_timeout: '1m' },
      );
      const changes = await bench.terraform.plan();
      expect(changes.map((one) => [one.address, one.change.actions, differences(one)])).toEqual([
        [CONTROL_PLANE, ['update'], ['kubelet_config']],
        [NODE, ['update'], ['labels']],
      ]);
      await bench.terraform.apply();
      expect(await bench.sh('rack-1', 'grep maxPods /var/lib/kubelet/config.yaml')).toBe('maxPods: 60');
      const labels = `-o 'jsonpath={.metadata.labels.disk} {.metadata.labels.zone} {.spec.taints[0].key}'`;
      expect(await bench.sh('rack-1', `${kubectl} get node rack-2 ${labels}`)).toBe('nvme a gpu');
      expect(await bench.record('rack-2')).toMatchObject({ labels: { disk: 'nvme', zone: 'a' } });
      await settles();

      // What was changed after the import is what another import finds.
      const changed = await values();
      await bench.terraform.run('state', 'rm', CONTROL_PLANE, NODE);
      bench.terraform.write('import.tf.json', {
        import: [
          { to: CONTROL_PLANE, id: bench.importId('rack-1') },
          { to: NODE, id: bench.importId('rack-2') },
        ],
      });
      expect(await bench.terraform.plan()).toEqual([]);
      expect((await bench.terraform.apply()).output).toContain(
        'Resources: 2 imported, 0 added, 0 changed, 0 destroyed.',
      );
      expect(await values()).toEqual(changed);
      await settles();

      const key = /client-key-data: (\S+)/.exec(await bench.sandbox.kubeconfig())?.[1] ?? '';
      expect(key).not.toBe('');
      const kept = [bench.terraform.read('terraform.tfstate'), await bench.sh('rack-1', `cat ${RECORD}`)];
      expect(kept.filter((text) => text.includes(key) || text.includes('PRIVATE KEY'))).toEqual([]);

      await bench.terraform.destroy();
      expect(await bench.terraform.resources()).toEqual([]);
      expect((await bench.sandbox.inventory()).clusters).toEqual([]);
      expect(await bench.files()).toEqual(untouched);
    });

    test('what changes behind our back is in the plan, and an apply brings it back', async () => {
      bench.declareHosts({}, { labels: { disk: 'ssd' } });
      await bench.terraform.apply();

      await bench.sh('rack-1', `echo '{}' >${RECORD}`);
      await bench.sh('rack-2', `systemctl stop kubelet.service; rm ${RECORD}`);
      const drifted = await bench.terraform.plan();
      expect(drifted.map((one) => [one.address, one.change.before?.['drift']])).toEqual([
        [CONTROL_PLANE, [`file ${RECORD} differs`]],
        [NODE, ['kubelet.service is inactive', `file ${RECORD} is missing`]],
      ]);
      expect(drifted.map(differences)).toEqual([['drift'], ['drift']]);
      await bench.terraform.apply();
      expect(await bench.record('rack-1')).toMatchObject({ version: '1.34.4' });
      await settles();

      await bench.sh('rack-1', `${kubectl} label node rack-2 disk-`);
      expect((await bench.terraform.plan()).map((one) => one.change.before?.['drift'])).toEqual([
        ['node rack-2: label disk is missing, declared "ssd"'],
      ]);
      await bench.terraform.apply();
      await settles();

      // A node that left by hand is made anew, and under its name there is one node only.
      await bench.sh('rack-1', `${kubectl} delete node rack-2`);
      await bench.sh('rack-2', 'kubeadm reset --force; rm -rf /var/lib/fleetwright /etc/kubernetes');
      const [gone, ...others] = await bench.terraform.plan();
      expect([gone?.address, gone?.change.actions, others]).toEqual([NODE, ['create'], []]);
      await bench.terraform.apply();
      expect(await nodes()).toMatchObject([{ name: 'rack-1' }, { name: 'rack-2', ready: true }]);
      await settles();
    });

    test('a control plane that lost its disk is no new cluster, and can be destroyed', async () => {
      bench.declareHosts({});
      await bench.terraform.apply();
      await bench.sh('rack-1', 'kubeadm reset --force; rm -rf /var/lib/fleetwright /etc/kubernetes');
      const [lost] = await bench.terraform.plan();
      expect(lost?.change.actions).toEqual(['update']);
      expect(lost?.change.before?.['drift']).toContain('the host has lost its cluster');
      const refused = await bench.terraform.tryApply();
      expect(refused.exitCode).toBe(1);
      expect(unwrapped(refused.output)).toContain('nothing was changed. Restore the host from a backup');
      await bench.terraform.destroy();
      expect(await bench.terraform.resources()).toEqual([]);
    });

    async function settles(): Promise<void> {
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.apply('-refresh-only');
      expect(await bench.terraform.plan()).toEqual([]);
    }
  },
);
