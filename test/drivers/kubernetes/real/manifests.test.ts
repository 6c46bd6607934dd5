import {
  applyRelease,
  deleteRelease,
  dryRun,
  KubernetesApi,
  observeRelease,
} from '../../../../src/drivers/kubernetes';
import { describeWith } from '../../../support/require-component';
import type { ApiServerUnderTest } from '../support/api-server';
import { describeWithClusters } from '../support/describe-with-clusters';
import { contractManifests, contracts } from '../support/contracts';
import { leavesUntouched, releaseOf, versionsOf } from '../support/lifecycle';
import { projects } from '../support/projects';

jest.setTimeout(300_000);
const { signal } = new AbortController();
describeWith(contracts, 'real projects', () => {
  describeWithClusters('on an API server', (startCluster) => {
    let cluster: ApiServerUnderTest;
    let api: KubernetesApi;

    beforeAll(async () => {
      cluster = await startCluster();
      api = await KubernetesApi.connect(
        { kubeconfig: cluster.kubeconfig(), source: 'the test cluster' },
        { signal },
      );
    });

    afterAll(async () => {
      await api.close();
      await cluster.stop();
    });

    test.each(Object.entries(projects()))(
      '%s: apply, no drift, apply again without a change, delete without a trace',
      async (project, texts) => {
        const release = releaseOf(project, texts);
        const reported: string[] = [];
        expect((await dryRun(api, release, { signal })).problems).toEqual([]);

        const { objectIds } = await applyRelease(api, release, {
          signal,
          onApplied: (id) => void reported.push(id),
        });
        expect(objectIds).toHaveLength(release.objects.length);
        expect([...reported].sort()).toEqual([...objectIds].sort());
        expect(await observeRelease(api, { ...release, objectIds }, { signal })).toEqual({
          drift: [],
          missing: [],
        });

        const touched = await leavesUntouched(api, objectIds, async () => {
          const again = await applyRelease(api, { ...release, previousObjectIds: objectIds }, { signal });
          expect(again.objectIds).toEqual(objectIds);
        });
        expect(touched).toEqual({});

        const removed: string[] = [];
        await deleteRelease(
          api,
          { ...release, objectIds },
          { signal, onRemoved: (id) => void removed.push(id) },
        );
        expect([...removed].sort()).toEqual([...objectIds].sort());
        expect(
          Object.values(await versionsOf(api, objectIds)).filter((version) => version !== undefined),
        ).toEqual([]);
        const gone = await observeRelease(api, { ...release, objects: [], objectIds }, { signal });
        expect([...gone.missing].sort()).toEqual([...objectIds].sort());
      },
    );

    test('a kind that nobody defines is refused before anything is applied', async () => {
      const text = contractManifests()['gateway-api.basic-http.yaml'] ?? '';
      const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: not-to-be}\n';
      await expect(applyRelease(api, releaseOf('gateway', { text, namespace }), { signal })).rejects.toThrow(
        /the test cluster serves no kind "GatewayClass" in "gateway\.networking\.k8s\.io\/v1"/,
      );
      await expect(api.request('GET', '/api/v1/namespaces/not-to-be', undefined, { signal })).rejects.toThrow(
        '404 NotFound',
      );
    });
  });
});
