import { clusterBinaries } from '../../drivers/kubernetes/support/cluster-binaries';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { configMap, deployment } from '../support/manifests';
import { configMaps, ReleaseBench } from '../support/release-bench';

jest.setTimeout(180_000);
const { signal } = new AbortController();

describeWith(
  allOf(Terraform.component(), clusterBinaries),
  'what a fleetwright_kubernetes_release must not delete, under the Terraform CLI',
  () => {
    let bench: ReleaseBench;

    beforeAll(async () => {
      bench = await ReleaseBench.start();
    });
    afterAll(() => bench.stop());
    beforeEach(() => bench.begin());
    afterEach(() => bench.end());

    test('what was there before outlives changes, a refresh and the release', async () => {
      const body = { metadata: { name: 'theirs' }, data: { a: 'b' } };
      await bench.api.request('POST', configMaps, body, { signal });
      const theirs = configMap('theirs', { a: 'b' });
      bench.declare({ web: { manifests: { theirs, ours: configMap('ours', {}) } } });
      await bench.terraform.apply();
      bench.declare({ web: { manifests: { theirs, ours: configMap('ours', { c: 'd' }) } } });
      await bench.terraform.apply();
      await bench.terraform.apply('-refresh-only');
      await bench.terraform.destroy();
      expect(await bench.live(`${configMaps}/ours`)).toBeUndefined();
      expect(await bench.live(`${configMaps}/theirs`)).toMatchObject({ data: { a: 'b' } });
    });

    test('a first apply that does not become ready says how to keep what it made', async () => {
      bench.declare({ app: { manifests: { app: deployment('unready', 1) }, wait: true, timeout: '3s' } });
      const { exitCode, output } = await bench.terraform.tryApply();
      expect(exitCode).toBe(1);
      expect(unwrapped(output)).toContain('terraform untaint <address of the release>');
    });
  },
);
