import { createServer } from 'node:http';
import {
  applyRelease,
  deleteRelease,
  dryRun,
  KubernetesApi,
  observeRelease,
} from '../../../../src/drivers/kubernetes';
import type { JsonObject, Release } from '../../../../src/drivers/kubernetes';
import type { ApiServerUnderTest } from '../support/api-server';
import { describeWithClusters } from '../support/describe-with-clusters';
import { readId, releaseOf } from '../support/lifecycle';

jest.setTimeout(300_000);
const { signal } = new AbortController();
const configMaps = '/api/v1/namespaces/default/configmaps';
const configMap = (name: string, data = '{a: b}') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;

describeWithClusters('what others brought into a cluster', (startCluster) => {
  let cluster: ApiServerUnderTest;
  let api: KubernetesApi;

  beforeAll(async () => {
    cluster = await startCluster();
    const connection = { kubeconfig: cluster.kubeconfig(), source: 'the test cluster' };
    api = await KubernetesApi.connect(connection, { signal });
  });

  afterAll(async () => {
    await api.close();
    await cluster.stop();
  });

  describe('an object that was there before the release', () => {
    const make = (name: string) =>
      api.request(
        'POST',
        configMaps,
        { metadata: { name, labels: { team: 'blue' } }, data: { a: 'b' } },
        { signal, query: { fieldManager: 'helm' } },
      );
    const apply = async (release: Release) => {
      const adopted: string[] = [];
      const created: string[] = [];
      const { objectIds } = await applyRelease(api, release, {
        signal,
        onAdopted: (id) => void adopted.push(id),
        onCreated: (id) => void created.push(id),
      });
      return { adopted, created, objectIds };
    };

    test('stays when the release goes, without its mark; what the release brought goes', async () => {
      await make('theirs');
      const release = releaseOf('guest', `${configMap('theirs')}---\n${configMap('ours')}`);
      const first = await apply(release);
      expect(first.adopted).toEqual(['v1/ConfigMap/default/theirs']);
      expect(first.created).toEqual(['v1/ConfigMap/default/ours']);
      const previousObjectIds = first.objectIds;
      expect(await apply({ ...release, previousObjectIds })).toMatchObject({ adopted: [], created: [] });

      const removed: string[] = [];
      await deleteRelease(
        api,
        { ...release, objectIds: first.objectIds, adoptedObjectIds: first.adopted },
        { signal, onRemoved: (id) => void removed.push(id) },
      );
      expect(removed.sort()).toEqual([...first.objectIds].sort());
      expect(await readId(api, 'v1/ConfigMap/default/ours')).toBeUndefined();
      const left = (await readId(api, 'v1/ConfigMap/default/theirs')) as {
        metadata: JsonObject;
        data: unknown;
      };
      expect(left.data).toEqual({ a: 'b' });
      expect(left.metadata['labels']).toEqual({ team: 'blue' });
      expect(left.metadata['annotations']).toBeUndefined();
      // So the next release finds it as the first one did.
      expect((await apply(release)).adopted).toEqual(['v1/ConfigMap/default/theirs']);
    });

    test('stays when it is declared no more', async () => {
      await make('dropped');
      const before = await apply(releaseOf('shrinking', `${configMap('dropped')}---\n${configMap('kept')}`));
      await apply(
        releaseOf('shrinking', configMap('kept'), {
          previousObjectIds: before.objectIds,
          adoptedObjectIds: before.adopted,
        }),
      );
      expect(await readId(api, 'v1/ConfigMap/default/dropped')).toMatchObject({ data: { a: 'b' } });
    });
  });

  test('a webhook that does not answer leaves the dry run undecided, and drift is still seen', async () => {
    const release = releaseOf('guarded', configMap('guarded'));
    await applyRelease(api, release, { signal });
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    closed.close();
    const hooks = '/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations';
    await api.request(
      'POST',
      hooks,
      {
        metadata: { name: 'guard' },
        webhooks: [
          {
            name: 'guard.shop.test',
            admissionReviewVersions: ['v1'],
            sideEffects: 'None',
            failurePolicy: 'Fail',
            clientConfig: { url: `https://127.0.0.1:${String(port)}/` },
            objectSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'fleetwright' } },
            rules: [
              {
                apiGroups: [''],
                apiVersions: ['v1'],
                operations: ['CREATE', 'UPDATE'],
                resources: ['configmaps'],
              },
            ],
          },
        ],
      },
      { signal },
    );
    try {
      const changed = releaseOf('guarded', configMap('guarded', '{a: c}'));
      const id = 'v1/ConfigMap/default/guarded';
      let problems: readonly { readonly objectId: string; readonly undecided: boolean }[] = [];
      // The API server takes a moment to learn of a new webhook.
      for (let look = 0; look < 20 && problems.length === 0; look++) {
        ({ problems } = await dryRun(api, changed, { signal }));
      }
      expect(problems).toMatchObject([{ objectId: id, undecided: true }]);
      const { drift } = await observeRelease(api, { ...changed, objectIds: [id] }, { signal });
      expect(drift).toEqual(['configmap default/guarded: data.a is "b", declared "c"']);
    } finally {
      await api.request('DELETE', `${hooks}/guard`, undefined, { signal });
    }
  });
});
