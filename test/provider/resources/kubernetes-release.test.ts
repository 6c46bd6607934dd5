import { clusterBinaries } from '../../drivers/kubernetes/support/cluster-binaries';
import { patchByHand } from '../../drivers/kubernetes/support/lifecycle';
import { reportPods, running, waitingContainer } from '../../drivers/kubernetes/support/pretend-kubelet';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, unwrapped } from '../support/fleetwright';
import { configMap, custom, definition, deployment, namespace } from '../support/manifests';
import { configMaps, deployments, differences, ReleaseBench } from '../support/release-bench';

jest.setTimeout(180_000);

describeWith(
  allOf(Terraform.component(), clusterBinaries),
  'fleetwright_kubernetes_release under the Terraform CLI',
  () => {
    let bench: ReleaseBench;

    beforeAll(async () => {
      bench = await ReleaseBench.start();
    });
    afterAll(() => bench.stop());
    beforeEach(() => bench.begin());
    afterEach(() => bench.end());

    test('is applied, followed through changes and destroyed without remains', async () => {
      bench.declare({
        web: { manifests: { web: deployment('web', 1), settings: configMap('settings', { a: 'b' }) } },
      });
      const [planned] = await bench.terraform.plan();
      const objects = ['apps/v1/Deployment/default/web', 'v1/ConfigMap/default/settings'];
      expect(planned?.change.after).toMatchObject({
        objects,
        drift: [],
        namespace: 'default',
        timeout: '10m',
      });
      await bench.terraform.apply();
      expect(await bench.valuesOf('web')).toMatchObject({ objects, drift: [] });
      expect(await bench.live(`${deployments}/web`)).toMatchObject({ spec: { replicas: 1 } });
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.apply('-refresh-only');
      expect(await bench.terraform.plan()).toEqual([]);

      // Scaled and deleted behind our back.
      await patchByHand(bench.api, `${deployments}/web/scale`, { spec: { replicas: 5 } }, 'kubectl');
      await bench.remove(`${configMaps}/settings`);
      const [drifted] = await bench.terraform.plan();
      expect(differences(drifted)).toEqual(['drift']);
      expect(drifted?.change.actions).toEqual(['update']);
      expect([...(drifted?.change.before?.['drift'] as string[])].sort()).toEqual([
        'configmap default/settings: is missing',
        'deployment default/web: spec.replicas is 5, declared 1',
      ]);
      expect(drifted?.change.after?.['drift']).toEqual([]);
      await bench.terraform.apply();
      expect(await bench.live(`${deployments}/web`)).toMatchObject({ spec: { replicas: 1 } });
      expect(await bench.live(`${configMaps}/settings`)).toMatchObject({ data: { a: 'b' } });
      expect(await bench.terraform.plan()).toEqual([]);

      // Changed by declaration.
      bench.declare({
        web: { manifests: { web: deployment('web', 2), settings: configMap('settings', { a: 'b' }) } },
      });
      const [scaled] = await bench.terraform.plan();
      expect(differences(scaled)).toEqual(['manifests']);
      await bench.terraform.apply();
      expect(await bench.live(`${deployments}/web`)).toMatchObject({ spec: { replicas: 2 } });
      expect(await bench.terraform.plan()).toEqual([]);

      // One object less, one more.
      bench.declare({
        web: { manifests: { web: deployment('web', 2), other: configMap('other', { c: 'd' }) } },
      });
      const [moved] = await bench.terraform.plan();
      expect(differences(moved)).toEqual(['manifests', 'objects']);
      await bench.terraform.apply();
      expect(await bench.live(`${configMaps}/settings`)).toBeUndefined();
      expect(await bench.live(`${configMaps}/other`)).toMatchObject({ data: { c: 'd' } });
      expect(await bench.terraform.plan()).toEqual([]);

      await bench.terraform.destroy();
      expect(await bench.terraform.resources()).toEqual([]);
      expect(await bench.live(`${deployments}/web`)).toBeUndefined();
      expect(await bench.live(`${configMaps}/other`)).toBeUndefined();
    });

    test('custom kinds come with their definition or after it, and settle', async () => {
      const shop = {
        manifests: { kind: definition('widgets', 'Widget'), one: custom('Widget', 'one', 1) },
      };
      bench.declare({ shop });
      await bench.terraform.apply();
      expect((await bench.valuesOf('shop'))['objects']).toEqual([
        'apiextensions.k8s.io/v1/CustomResourceDefinition/widgets.shop.test',
        'shop.test/v1/Widget/default/one',
      ]);
      expect(await bench.terraform.plan()).toEqual([]);

      // The kind is known to the API server only: ids are unknown while there is something to do, and not after it.
      bench.declare({ shop, goods: { manifests: { two: custom('Widget', 'two', 2) } } });
      const [added] = await bench.terraform.plan();
      expect(added?.change.after_unknown).toMatchObject({ objects: true });
      await bench.terraform.apply();
      expect((await bench.valuesOf('goods'))['objects']).toEqual(['shop.test/v1/Widget/default/two']);
      expect(await bench.terraform.plan()).toEqual([]);
      bench.declare({ shop, goods: { manifests: { two: custom('Widget', 'two', 3) } } });
      await bench.terraform.apply();
      expect(await bench.live('/apis/shop.test/v1/namespaces/default/widgets/two')).toMatchObject({
        spec: { size: 3 },
      });
      expect(await bench.terraform.plan()).toEqual([]);
    });

    test('a release may need the namespace and the kinds that another brings in the same apply', async () => {
      bench.declare({
        base: { manifests: { space: namespace('shop'), kind: definition('gadgets', 'Gadget') } },
        goods: {
          namespace: 'shop',
          manifests: { one: custom('Gadget', 'one', 1), settings: configMap('settings', {}) },
          depends_on: ['fleetwright_kubernetes_release.base'],
        },
      });
      const planned = await bench.terraform.run('plan', '-no-color');
      expect(unwrapped(planned.output)).toContain('namespace "shop" does not exist yet');
      expect(unwrapped(planned.output)).toContain('no kind "Gadget" of "shop.test/v1"');
      await bench.terraform.apply();
      expect(await bench.terraform.plan()).toEqual([]);
      await bench.terraform.destroy();
      expect(await bench.live('/api/v1/namespaces/shop')).toBeUndefined();
    });

    test('an API server that is away is no missing object: refreshing fails and the state stays', async () => {
      bench.declare({ web: { manifests: { one: configMap('stays', {}) } } });
      await bench.terraform.apply();
      const before = await bench.valuesOf('web');
      bench.writeKubeconfig(bench.cluster.kubeconfig('https://127.0.0.1:1'));
      const refreshed = await bench.terraform.try('apply', '-refresh-only', '-auto-approve', '-no-color');
      expect(refreshed.exitCode).toBe(1);
      expect(unwrapped(refreshed.output)).toContain(
        'kubeconfig "lab": GET /version: the API server did not answer',
      );
      expect(await bench.valuesOf('web')).toEqual(before);
      // A first plan comes out all the same.
      bench.declare({ web: { manifests: { one: configMap('stays', { a: 'b' }) } } });
      const planned = await bench.terraform.run('plan', '-no-color', '-refresh=false');
      expect(unwrapped(planned.output)).toMatch(
        /a release was planned without its cluster .* release "web": the cluster does not answer: kubeconfig "lab"/,
      );
      bench.writeKubeconfig(bench.cluster.kubeconfig());
    });

    test('what does not become ready fails, is in state, and the next apply mends it', async () => {
      const image = 'no/IMAGE';
      bench.declare({ app: { manifests: { app: deployment('app', 1, image) }, wait: true, timeout: '60s' } });
      const applying = bench.terraform.tryApply();
      await reportPods(
        bench.api,
        'app=app',
        1,
        waitingContainer('app', 'InvalidImageName', 'cannot parse it'),
      );
      const failed = await applying;
      expect(failed.exitCode).toBe(1);
      expect(unwrapped(failed.output)).toMatch(
        /pod app-\S+ container app: InvalidImageName: cannot parse it/,
      );
      const half = await bench.terraform.resource('fleetwright_kubernetes_release.app');
      expect(half.tainted).toBe(true);
      expect(half.values).toMatchObject({ objects: ['apps/v1/Deployment/default/app'], drift: [] });

      bench.declare({ app: { manifests: { app: deployment('app', 1) }, wait: true, timeout: '60s' } });
      const mending = bench.terraform.apply();
      const ready = setInterval(() => {
        // The broken pod goes first: whatever pod there is by now reports to be running.
        void reportPods(bench.api, 'app=app', 0, running).catch(() => undefined);
      }, 500);
      try {
        await mending;
      } finally {
        clearInterval(ready);
      }
      expect(await bench.terraform.plan()).toEqual([]);

      // An update that fails keeps what was, so that the plan shows what is left to do.
      bench.declare({
        app: {
          manifests: { app: deployment('app', 1, image), more: configMap('more', {}) },
          wait: true,
          timeout: '3s',
        },
      });
      expect((await bench.terraform.tryApply()).exitCode).toBe(1);
      const kept = await bench.terraform.resource('fleetwright_kubernetes_release.app');
      expect(kept.tainted).toBeUndefined();
      expect(kept.values['objects']).toContain('v1/ConfigMap/default/more');
      expect(differences((await bench.terraform.plan())[0])).toContain('manifests');
      await bench.terraform.destroy();
      expect(await bench.live(`${deployments}/app`)).toBeUndefined();
      expect(await bench.live(`${configMaps}/more`)).toBeUndefined();
    });
  },
);
