import {
  applyRelease,
  deleteRelease,
  findRelease,
  formatManifest,
  KubernetesApi,
  observeRelease,
  parseManifests,
  resolveObject,
  wouldChange,
  type FoundRelease,
  type JsonObject,
  type ParsedObject,
} from '../../../../src/drivers/kubernetes';
import { describeWith } from '../../../support/require-component';
import type { ApiServerUnderTest } from '../support/api-server';
import { clusterBinaries } from '../support/cluster-binaries';
import { contracts } from '../support/contracts';
import { describeWithClusters } from '../support/describe-with-clusters';
import { eventually, patchByHand, releaseOf } from '../support/lifecycle';
import { projects } from '../support/projects';
import { TestCluster } from '../support/test-cluster';

jest.setTimeout(300_000);
const { signal } = new AbortController();

function connectTo(kubeconfig: string): Promise<KubernetesApi> {
  return KubernetesApi.connect({ kubeconfig, source: 'the test cluster' }, { signal });
}

/** What was found, as somebody would declare it. */
async function declarations(api: KubernetesApi, { objects }: FoundRelease): Promise<ParsedObject[]> {
  const texts = objects.flatMap(({ id, declaration }) =>
    declaration === undefined ? [] : [[id, formatManifest(declaration)] as const],
  );
  const parsed = parseManifests(Object.fromEntries(texts), { defaultNamespace: 'default' });
  return Promise.all(parsed.map(async (one) => (await resolveObject(api, one, 'default', signal)) ?? one));
}

describeWithClusters('finding releases', (startCluster) => {
  let cluster: ApiServerUnderTest;
  let api: KubernetesApi;

  beforeAll(async () => {
    cluster = await startCluster();
    api = await connectTo(cluster.kubeconfig());
  });
  afterAll(async () => {
    await api.close();
    await cluster.stop();
  });

  describeWith(contracts, 'of real projects', () => {
    test.each(Object.entries(projects()))('%s', async (project, texts) => {
      const release = releaseOf(project, texts);
      const { objectIds } = await applyRelease(api, release, { signal });
      try {
        const found = await findRelease(api, release, { signal });
        // An aggregated API that comes with a project has nobody to answer for it here.
        expect(found.unseen.filter((one) => !one.startsWith('metrics.k8s.io/'))).toEqual([]);
        expect(found.objects.map(({ id }) => id)).toEqual([...objectIds].sort());
        // Both mean the same: what is found to have been declared, and what was.
        const observed = { ...release, objects: await declarations(api, found), objectIds };
        expect((await observeRelease(api, observed, { signal })).drift).toEqual([]);
        const declared = await Promise.all(
          release.objects.map(async (one) => (await resolveObject(api, one, 'default', signal)) ?? one),
        );
        expect(await wouldChange(api, release, declared, { signal })).toBe(false);
      } finally {
        await deleteRelease(api, { ...release, objectIds }, { signal });
      }
    });
  });

  test('of several, each has its own objects, and what controllers copied marks to is nobody’s', async () => {
    const web = releaseOf('web', deployment('web', 2));
    const shop = releaseOf('shop', settings('shop', 'a'));
    const ids = [await applyRelease(api, web, { signal }), await applyRelease(api, shop, { signal })];
    try {
      const replicaSets = '/apis/apps/v1/namespaces/default/replicasets';
      await eventually(async () => {
        const all = JSON.stringify(await api.request('GET', replicaSets, undefined, { signal }));
        return all.includes('fleetwright.dev/release') || undefined;
      });
      const found = await findRelease(api, web, { signal });
      expect(found.releases).toEqual(['default/shop', 'default/web']);
      expect(found.objects.map(({ id }) => id)).toEqual(['apps/v1/Deployment/default/web']);
      expect(found.objects[0]?.declaration).toEqual(web.objects[0]?.object);
      expect((await findRelease(api, { name: 'nil', namespace: 'default' }, { signal })).objects).toEqual([]);

      // A field that somebody else has taken over is not of the declaration any more.
      await patchByHand(
        api,
        '/apis/apps/v1/namespaces/default/deployments/web/scale',
        { spec: { replicas: 5 } },
        'kubectl',
      );
      const [scaled] = (await findRelease(api, web, { signal })).objects;
      expect(scaled?.declaration?.['spec']).not.toHaveProperty('replicas');
      expect(await wouldChange(api, web, web.objects, { signal })).toBe(true);
    } finally {
      await deleteRelease(api, { ...web, objectIds: ids[0]?.objectIds ?? [] }, { signal });
      await deleteRelease(api, { ...shop, objectIds: ids[1]?.objectIds ?? [] }, { signal });
    }
  });

  test('nothing of a secret is read, whatever its kind', async () => {
    const texts = {
      secret:
        'apiVersion: v1\nkind: Secret\nmetadata: {name: login}\nstringData: {password: correct-horse}\n',
      settings: settings('private', 'battery-staple'),
    };
    const objects = parseManifests(texts, {
      defaultNamespace: 'default',
      sensitive: true,
      sensitiveVersion: '7',
    });
    const open = 'apiVersion: v1\nkind: Secret\nmetadata: {name: open}\ndata: {a: Yg==}\n';
    const release = { ...releaseOf('secrets', open) };
    const all = { ...release, objects: [...release.objects, ...objects] };
    const { objectIds } = await applyRelease(api, all, { signal });
    try {
      const found = await findRelease(api, release, { signal });
      expect(found.objects).toEqual([
        { id: 'v1/ConfigMap/default/private', declaration: undefined, sensitiveVersion: '7' },
        { id: 'v1/Secret/default/login', declaration: undefined, sensitiveVersion: '7' },
        { id: 'v1/Secret/default/open', declaration: undefined, sensitiveVersion: undefined },
      ]);
    } finally {
      await deleteRelease(api, { ...release, objectIds }, { signal });
    }
  });

  test('a text with other words and the same meaning would change nothing; every other would', async () => {
    const declared = (spec: string) =>
      releaseOf(
        'words',
        `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"words"},"spec":${spec}}`,
      );
    const template = (more: string) =>
      `{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"app","image":"r.test/a:1"${more}}]}}`;
    const spec = (more: string, container = '') =>
      `{"selector":{"matchLabels":{"a":"b"}},"template":${template(container)}${more}}`;
    const quantities = ',"resources":{"requests":{"cpu":"0.5","memory":"1024Mi"}}';
    const release = declared(spec(',"strategy":{}', quantities));
    const { objectIds } = await applyRelease(api, release, { signal });
    try {
      const same = [
        spec(',"strategy":{}', quantities),
        spec(',"strategy":{}', ',"resources":{"requests":{"cpu":"500m","memory":"1Gi"}}'),
      ];
      const others = [
        spec(',"strategy":{}', ',"resources":{"requests":{"cpu":"0.5","memory":"1025Mi"}}'),
        spec(',"strategy":{}', ',"resources":{"requests":{"cpu":"0.5"}}'),
        spec(',"strategy":{},"replicas":1', quantities),
        spec('', quantities),
      ];
      const answers = (specs: readonly string[]) =>
        Promise.all(specs.map((one) => wouldChange(api, release, declared(one).objects, { signal })));
      expect(await answers(same)).toEqual([false, false]);
      expect(await answers(others)).toEqual([true, true, true, true]);
    } finally {
      await deleteRelease(api, { ...release, objectIds }, { signal });
    }
  });
});

// The sandbox gives out no tokens of service accounts.
describeWith(clusterBinaries, 'finding releases with few rights (a real API server)', () => {
  let cluster: ApiServerUnderTest;
  let api: KubernetesApi;

  beforeAll(async () => {
    cluster = await TestCluster.start();
    api = await connectTo(cluster.kubeconfig());
  });
  afterAll(async () => {
    await api.close();
    await cluster.stop();
  });

  test('whoever may look into one namespace only finds what is there, and is told of the rest', async () => {
    const release = releaseOf('scoped', settings('scoped', 'a'));
    const { objectIds } = await applyRelease(api, release, { signal });
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/default';
    const account = '/api/v1/namespaces/default/serviceaccounts';
    const metadata = { name: 'looker' };
    const post = (path: string, body: JsonObject) => api.request('POST', path, body, { signal });
    await post(account, { metadata });
    const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }];
    await post(`${rbac}/roles`, { metadata, rules });
    const subjects = [{ kind: 'ServiceAccount', name: 'looker', namespace: 'default' }];
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'looker' };
    await post(`${rbac}/rolebindings`, { metadata, subjects, roleRef });
    const { status } = await post(`${account}/looker/token`, { spec: { audiences: [] } });
    const kubeconfig = JSON.parse(cluster.kubeconfig()) as { users: { user: object }[] };
    for (const user of kubeconfig.users) user.user = { token: (status as JsonObject)['token'] };
    // A cluster that was just made does not have all its roles yet.
    const looker = await eventually(() => connectTo(JSON.stringify(kubeconfig)).catch(() => undefined));
    try {
      const found = await findRelease(looker, release, { signal });
      expect(found.objects.map(({ id }) => id)).toEqual(['v1/ConfigMap/default/scoped']);
      expect(found.unseen.map((one) => one.split(':', 1)[0])).toEqual(
        expect.arrayContaining(['v1/Secret', 'apps/v1/Deployment', 'v1/Namespace']),
      );
      expect(found.unseen.filter((one) => one.startsWith('v1/ConfigMap'))).toEqual([]);
    } finally {
      await looker.close();
      await deleteRelease(api, { ...release, objectIds }, { signal });
    }
  });
});

const settings = (name: string, value: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {value: ${value}}\n`;

const deployment = (name: string, replicas: number) =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { app: name } },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          containers: [{ name: 'app', image: 'registry.test/app:1', ports: [{ containerPort: 80 }] }],
          volumes: [{ name: 'tmp', emptyDir: {} }],
        },
      },
    },
  });
