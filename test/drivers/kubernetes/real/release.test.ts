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
import { eventually, patchByHand, readId, releaseOf, versionsOf } from '../support/lifecycle';

jest.setTimeout(300_000);
const { signal } = new AbortController();

function deployment(name: string, spec: { replicas?: number; image?: string } = {}): string {
  const replicas = spec.replicas === undefined ? '' : `  replicas: ${String(spec.replicas)}\n`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}}
spec:
${replicas}  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: app
          image: ${spec.image ?? 'registry.test/app:1'}
          env: [{name: GREETING, value: hello}]
          resources: {requests: {cpu: 0.5, memory: 1024Mi}}
          ports: [{containerPort: 8080}]
`;
}

const configMap = (name: string, data: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: ${data}\n`;

describeWithClusters('releases on an API server', (startCluster) => {
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

  const apply = (release: Release, previousObjectIds: readonly string[] = []) =>
    applyRelease(api, { ...release, previousObjectIds }, { signal });
  const driftOf = async (release: Release, objectIds: readonly string[] = []) =>
    (await observeRelease(api, { ...release, objectIds }, { signal })).drift;

  describe('drift', () => {
    test('a deployment that was scaled and edited by hand is reported field by field, and repaired', async () => {
      const release = releaseOf('scaled', deployment('scaled', { replicas: 3 }));
      await apply(release);
      const path = '/apis/apps/v1/namespaces/default/deployments/scaled';
      await patchByHand(api, `${path}/scale`, { spec: { replicas: 5 } }, 'kubectl');
      await api.request(
        'PATCH',
        path,
        { spec: { template: { spec: { containers: [{ name: 'app', image: 'registry.test/other:2' }] } } } },
        {
          signal,
          contentType: 'application/strategic-merge-patch+json',
          query: { fieldManager: 'kubectl-edit' },
        },
      );
      expect(await driftOf(release)).toEqual([
        'deployment default/scaled: spec.replicas is 5, declared 3',
        'deployment default/scaled: spec.template.spec.containers[app].image is "registry.test/other:2", declared "registry.test/app:1"',
      ]);
      await apply(release);
      expect(await driftOf(release)).toEqual([]);
    });

    test('what is not declared is nobody’s drift: replicas left to an autoscaler, labels and containers of others', async () => {
      const release = releaseOf('shared', deployment('shared'));
      await apply(release);
      const path = '/apis/apps/v1/namespaces/default/deployments/shared';
      await patchByHand(api, path, { spec: { replicas: 4 }, metadata: { labels: { team: 'blue' } } });
      await api.request(
        'PATCH',
        path,
        {
          spec: {
            template: { spec: { containers: [{ name: 'sidecar', image: 'registry.test/sidecar:1' }] } },
          },
        },
        { signal, contentType: 'application/strategic-merge-patch+json' },
      );
      expect(await driftOf(release)).toEqual([]);
    });

    test('a deleted object is missing, also when only its id is known', async () => {
      const release = releaseOf(
        'holes',
        `${configMap('hole', '{a: b}')}---\n${configMap('stays', '{a: b}')}`,
      );
      const { objectIds } = await apply(release);
      await api.request('DELETE', '/api/v1/namespaces/default/configmaps/hole', undefined, { signal });
      const expected = {
        drift: ['configmap default/hole: is missing'],
        missing: ['v1/ConfigMap/default/hole'],
      };
      expect(await observeRelease(api, { ...release, objectIds }, { signal })).toEqual(expected);
      expect(await observeRelease(api, { ...release, objects: [], objectIds }, { signal })).toEqual(expected);
    });

    test('secret values are never shown', async () => {
      const secret =
        'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {password: hunter22, user: bob}\n';
      const release = releaseOf('secrets', secret);
      await apply(release);
      expect(await driftOf(release)).toEqual([]);
      await patchByHand(api, '/api/v1/namespaces/default/secrets/s', {
        data: { password: Buffer.from('leaked').toString('base64') },
      });
      expect(await driftOf(release)).toEqual(['secret default/s: data.password differs']);
      const sensitive = releaseOf('quiet', configMap('quiet', '{token: hunter22}'), { sensitive: true });
      await apply(sensitive);
      await patchByHand(api, '/api/v1/namespaces/default/configmaps/quiet', { data: { token: 'leaked' } });
      expect(await driftOf(sensitive)).toEqual(['configmap default/quiet: data.token differs']);
    });

    test('a key that is removed from stringData leaves the secret', async () => {
      const secret = (keys: string) =>
        `apiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: ${keys}\n`;
      const { objectIds } = await apply(releaseOf('keys', secret('{a: "1", b: "2"}')));
      await apply(releaseOf('keys', secret('{a: "1"}')), objectIds);
      expect((await readId(api, 'v1/Secret/default/keys'))?.['data']).toEqual({ a: 'MQ==' });
    });

    test('an object that will not be applied in place is compared with its declaration', async () => {
      const job = (image: string) => `apiVersion: batch/v1
kind: Job
metadata: {name: fixed}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: main, image: ${image}, resources: {requests: {cpu: "0.50"}}}]
`;
      await apply(releaseOf('fixed', job('registry.test/job:1')));
      const changed = releaseOf('fixed', job('registry.test/job:2'));
      expect(await driftOf(changed)).toEqual([
        'job default/fixed: spec.template.spec.containers[main].image is "registry.test/job:1", declared "registry.test/job:2"',
      ]);
      await expect(apply(changed)).rejects.toThrow(
        /job default\/fixed .*immutable; this cannot be changed in place: give the object another name, or delete it first/,
      );
    });
  });

  describe('ownership', () => {
    test('an object of another release is refused by name before anything is changed', async () => {
      await apply(releaseOf('first', configMap('owned', '{a: b}')));
      const second = releaseOf(
        'second',
        `${configMap('a-new-one', '{}')}---\n${configMap('owned', '{a: c}')}`,
      );
      await expect(apply(second)).rejects.toThrow(
        'configmap default/owned belongs to release "default/first"; remove it there before release "default/second" declares it',
      );
      expect(await readId(api, 'v1/ConfigMap/default/a-new-one')).toBeUndefined();
    });

    test('an unmarked object is taken over, unless a field somebody else manages would change', async () => {
      const path = '/api/v1/namespaces/default/configmaps';
      for (const name of ['same', 'differs']) {
        await api.request(
          'POST',
          path,
          { metadata: { name }, data: { a: 'b' } },
          { signal, query: { fieldManager: 'helm' } },
        );
      }
      await apply(releaseOf('adopt', configMap('same', '{a: b}')));
      const conflicting = releaseOf('adopt-too', configMap('differs', '{a: c}'));
      await expect(apply(conflicting)).rejects.toThrow(
        /configmap default\/differs \(document 1 \(line 1\) of "manifests"\): \.data\.a is managed by "helm"; set force_conflicts = true/,
      );
      await apply({ ...conflicting, forceConflicts: true });
      expect((await readId(api, 'v1/ConfigMap/default/differs'))?.['data']).toEqual({ a: 'c' });
    });

    test('a field that another declarative owner or an autoscaler took is a conflict, not repaired in silence', async () => {
      const release = releaseOf('contested', deployment('contested', { replicas: 1 }));
      await apply(release);
      const path = '/apis/apps/v1/namespaces/default/deployments/contested';
      await patchByHand(api, `${path}/scale`, { spec: { replicas: 7 } }, 'kube-controller-manager');
      await expect(apply(release)).rejects.toThrow('.spec.replicas is managed by "kube-controller-manager"');
      await api.request(
        'PATCH',
        path,
        { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 9 } },
        {
          signal,
          contentType: 'application/apply-patch+yaml',
          query: { fieldManager: 'gitops', force: 'true' },
        },
      );
      await expect(apply(release)).rejects.toThrow('.spec.replicas is managed by "gitops"');
      expect(
        ((await readId(api, 'apps/v1/Deployment/default/contested'))?.['spec'] as JsonObject)['replicas'],
      ).toBe(9);
    });
  });

  describe('pruning and deletion', () => {
    test('what is declared no more goes; what moved to another API version or is not ours stays', async () => {
      const scaler = (version: string, metrics: string) =>
        `apiVersion: autoscaling/${version}\nkind: HorizontalPodAutoscaler\nmetadata: {name: hpa}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: x}${metrics}}\n`;
      const before = releaseOf(
        'pruned',
        [configMap('old', '{}'), configMap('taken', '{}'), scaler('v1', '')].join('---\n'),
      );
      const { objectIds } = await apply(before);
      await patchByHand(api, '/api/v1/namespaces/default/configmaps/taken', {
        metadata: { annotations: { 'fleetwright.dev/release': 'default/somebody-else' } },
      });
      const uidBefore = (
        (await readId(api, 'autoscaling/v1/HorizontalPodAutoscaler/default/hpa'))?.['metadata'] as JsonObject
      )['uid'];
      const after = await apply(releaseOf('pruned', scaler('v2', '')), objectIds);
      expect(after.objectIds).toEqual(['autoscaling/v2/HorizontalPodAutoscaler/default/hpa']);
      expect(await readId(api, 'v1/ConfigMap/default/old')).toBeUndefined();
      expect(await readId(api, 'v1/ConfigMap/default/taken')).toBeDefined();
      expect(((await readId(api, after.objectIds[0] ?? ''))?.['metadata'] as JsonObject)['uid']).toBe(
        uidBefore,
      );
    });

    test('deletion waits for dependents, and what is gone already is fine', async () => {
      const release = releaseOf('doomed', deployment('doomed', { replicas: 2 }));
      const { objectIds } = await apply(release);
      await eventually(async () => {
        const pods = await api.request('GET', '/api/v1/namespaces/default/pods', undefined, {
          signal,
          query: { labelSelector: 'app=doomed' },
        });
        return (pods['items'] as unknown[]).length === 2 ? true : undefined;
      });
      const removal = {
        ...release,
        objectIds: [...objectIds, 'v1/ConfigMap/default/never-was', 'gone.test/v1/Gone/default/x'],
      };
      await deleteRelease(api, removal, { signal });
      await deleteRelease(api, removal, { signal });
      const pods = await api.request('GET', '/api/v1/namespaces/default/pods', undefined, {
        signal,
        query: { labelSelector: 'app=doomed' },
      });
      expect(pods['items']).toEqual([]);
    });

    test('an object that a finalizer holds is named when the time is over', async () => {
      const release = releaseOf('held', configMap('held', '{}'));
      const { objectIds } = await apply(release);
      const path = '/api/v1/namespaces/default/configmaps/held';
      await patchByHand(api, path, { metadata: { finalizers: ['test.example/hold'] } });
      await expect(
        deleteRelease(api, { ...release, objectIds, timeoutMs: 1_000 }, { signal }),
      ).rejects.toThrow(
        'the test cluster: configmap default/held is still there after 1 s: finalizers test.example/hold hold it',
      );
      expect(await driftOf(release)).toEqual(['configmap default/held: is being deleted']);
      await patchByHand(api, path, { metadata: { finalizers: null } });
      await deleteRelease(api, { ...release, objectIds }, { signal });
    });

    test('a namespace that the cluster needs keeps everything but our fields', async () => {
      const text = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: default, labels: {tier: gold}}\n';
      const { objectIds } = await apply(releaseOf('default-ns', text));
      await deleteRelease(api, { ...releaseOf('default-ns', text), objectIds }, { signal });
      const { metadata } = (await readId(api, 'v1/Namespace/default')) as { metadata: JsonObject };
      expect(metadata['labels']).toEqual({ 'kubernetes.io/metadata.name': 'default' });
      expect(metadata['annotations']).toBeUndefined();
    });
  });

  describe('custom kinds', () => {
    const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.shop.test}
spec:
  group: shop.test
  scope: Namespaced
  names: {plural: widgets, singular: widget, kind: Widget}
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: {spec: {type: object, properties: {size: {type: integer}, serial: {type: integer, format: int64}}}}
`;
    const widget =
      'apiVersion: shop.test/v1\nkind: Widget\nmetadata: {name: one}\nspec: {size: 2, serial: 9007199254740993}\n';

    test('a definition, its namespace and its objects in one release', async () => {
      const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n';
      const release = releaseOf('shop', { widget, definition, namespace }, { namespace: 'shop', wait: true });
      const tried = await dryRun(api, release, { signal });
      expect(tried).toEqual({ problems: [], unchecked: ['shop.test/v1/Widget/shop/one'] });
      expect(await readId(api, 'v1/Namespace/shop')).toBeUndefined();
      const { objectIds } = await apply(release);
      expect(objectIds).toEqual([
        'v1/Namespace/shop',
        'apiextensions.k8s.io/v1/CustomResourceDefinition/widgets.shop.test',
        'shop.test/v1/Widget/shop/one',
      ]);
      expect(await driftOf(release)).toEqual([]);
      await deleteRelease(api, { ...release, objectIds }, { signal });
      expect(Object.values(await versionsOf(api, objectIds))).toEqual([undefined, undefined, undefined]);
    });
  });

  describe('refusals', () => {
    test('what the API server would refuse is known from a dry run', async () => {
      const text = `${configMap('fine', '{}')}---
apiVersion: v1
kind: Service
metadata: {name: bad}
spec: {ports: [{port: 99999}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: typo}
dato: {a: b}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: lost, namespace: nowhere}
`;
      const { problems, unchecked } = await dryRun(api, releaseOf('tried', text), { signal });
      expect(unchecked).toEqual([]);
      expect(Object.fromEntries(problems.map(({ objectId, message }) => [objectId, message]))).toEqual({
        'v1/Service/default/bad': expect.stringContaining(
          'spec.ports[0].port: Invalid value: 99999',
        ) as string,
        'v1/ConfigMap/default/typo': expect.stringContaining('.dato: field not declared in schema') as string,
        'v1/ConfigMap/nowhere/lost': expect.stringContaining('namespace "nowhere" does not exist') as string,
      });
      expect(await readId(api, 'v1/ConfigMap/default/fine')).toBeUndefined();
    });

    test('a refusal of a secret does not quote it', async () => {
      const text = 'apiVersion: v1\nkind: Secret\nmetadata: {name: broken}\ndata: {password: 123456789}\n';
      const refusal = await apply(releaseOf('broken', text)).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(Error);
      const shown = JSON.stringify(refusal, Object.getOwnPropertyNames(refusal)) + String(refusal);
      expect(shown).toContain('secret default/broken');
      expect(shown).not.toContain('123456789');
    });
  });
});
