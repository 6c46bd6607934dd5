import { createHash, X509Certificate } from 'node:crypto';
import { Bench } from './support/bench';
import { Session } from './support/session';

const maps = '/api/v1/namespaces/default/configmaps';

describe('the API of the sandbox', () => {
  let bench: Bench;
  let server: string;
  let admin: Session;
  const sessions: Session[] = [];

  beforeAll(async () => {
    bench = await Bench.start(['worker-1']);
    server = `https://127.0.0.1:${String(await bench.cluster.serve('127.0.0.1', 0))}`;
    admin = new Session(bench.cluster.adminKubeconfig(server));
    sessions.push(admin);
  });

  afterEach(() => {
    bench.world.faults.clear();
  });

  afterAll(async () => {
    for (const session of sessions) session.close();
    await bench.stop();
  });

  const withToken = (token: string) => {
    const session = new Session(bench.cluster.adminKubeconfig(server), token);
    sessions.push(session);
    return session;
  };
  const make = (name: string, labels = {}) =>
    admin.send('POST', maps, { metadata: { name, labels }, data: { a: 'b' } });

  test('the CA, its hash and the certificates are what kubeadm would have', () => {
    const { caCertificate, caHash } = bench.cluster;
    const authority = new X509Certificate(caCertificate);
    const spki = authority.publicKey.export({ type: 'spki', format: 'der' });
    expect(caHash).toBe(`sha256:${createHash('sha256').update(spki).digest('hex')}`);
    expect(authority.ca).toBe(true);
    const serving = new X509Certificate(bench.cluster.apiServerCertificate('127.0.0.1'));
    expect(serving.verify(authority.publicKey)).toBe(true);
    expect(serving.checkHost('kubernetes.default.svc.cluster.local')).toBeDefined();
    expect(serving.checkIP('10.96.0.1')).toBe('10.96.0.1');
  });

  describe('who may do what', () => {
    test('nobody without credentials, but for health and version', async () => {
      const anybody = withToken('');
      expect(await anybody.send('GET', '/version')).toMatchObject({
        status: 200,
        body: { gitVersion: 'v1.34.4' },
      });
      expect(await anybody.send('GET', '/readyz')).toMatchObject({ status: 200 });
      const refused = await anybody.send('GET', maps);
      expect(refused.status).toBe(403);
      expect(refused.body['message']).toBe(
        'configmaps is forbidden: User "system:anonymous" cannot list resource "configmaps" in API group "" in the namespace "default"',
      );
    });

    test('a bootstrap token joins and nothing more, until it ends or is deleted', async () => {
      const token = bench.cluster.createToken(3600);
      expect(token).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
      expect(bench.cluster.checkToken(token)).toBe(true);
      const joining = withToken(token);
      expect((await joining.send('GET', '/apis')).status).toBe(200);
      expect((await joining.send('DELETE', `${maps}/x`)).status).toBe(403);
      await bench.kubectl(`-n kube-system delete secret bootstrap-token-${token.slice(0, 6)}`);
      expect(bench.cluster.checkToken(token)).toBe(false);
      expect((await joining.send('GET', '/apis')).status).toBe(401);

      const brief = bench.cluster.createToken(60);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(bench.cluster.checkToken(brief)).toBe(false);
    });

    test('roles are given by bindings', async () => {
      const user = { kind: 'User', name: 'system:node:bob', apiGroup: 'rbac.authorization.k8s.io' };
      const asked = (verb: string) =>
        admin.send('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
          spec: {
            user: user.name,
            resourceAttributes: { verb, group: '', resource: 'configmaps', namespace: 'default' },
          },
        });
      expect((await asked('get')).body['status']).toEqual({ allowed: false });
      await bench.apply(
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: reader}\nrules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]\n',
        `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: bob}\nroleRef: {kind: Role, name: reader}\nsubjects: [${JSON.stringify(user)}]\n`,
      );
      expect((await asked('get')).body['status']).toEqual({ allowed: true });
      expect((await asked('delete')).body['status']).toEqual({ allowed: false });
    });
  });

  describe('watches', () => {
    const seenBy = async (path: string, count: number, during?: () => Promise<unknown>) => {
      const session = new Session(bench.cluster.adminKubeconfig(server));
      const seen: string[] = [];
      try {
        for await (const { type, object } of session.watch(path)) {
          seen.push(`${type} ${object.metadata.name}`);
          if (seen.length === 1) await during?.();
          if (seen.length >= count) break;
        }
      } finally {
        session.close();
      }
      return seen;
    };

    test('show what is there, then each change, as far as it is selected', async () => {
      await make('seen', { watch: 'me' });
      const path = `${maps}?watch=true&labelSelector=watch%3Dme`;
      const seen = await seenBy(path, 4, async () => {
        await make('other', { watch: 'not' });
        await make('new', { watch: 'me' });
        await admin.send('PATCH', `${maps}/new`, { data: { a: 'c' } }, 'application/merge-patch+json');
        await admin.send(
          'PATCH',
          `${maps}/seen`,
          { metadata: { labels: { watch: null } } },
          'application/merge-patch+json',
        );
      });
      expect(seen).toEqual(['ADDED seen', 'ADDED new', 'MODIFIED new', 'DELETED seen']);
    });

    test('go on from a revision, and say when it is too old or when the list is complete', async () => {
      const { body } = await admin.send('GET', `${maps}?limit=1`);
      const { resourceVersion } = body['metadata'] as { resourceVersion: string };
      await make('later');
      await admin.send('DELETE', `${maps}/later`);
      expect(await seenBy(`${maps}?watch=1&resourceVersion=${resourceVersion}`, 2)).toEqual([
        'ADDED later',
        'DELETED later',
      ]);

      for await (const { type, object } of admin.watch(
        `${maps}?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&fieldSelector=metadata.name%3Dnone`,
      )) {
        expect(type).toBe('BOOKMARK');
        expect(object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
        break;
      }

      const store = bench.cluster.objects.store;
      const live = store.get('configmaps', 'default', 'new');
      if (live === undefined) throw new Error('it is not there');
      for (let changes = 0; changes < 11_000; changes++) store.put('configmaps', live);
      for await (const { type, object } of admin.watch(
        `${maps}?watch=1&resourceVersion=${resourceVersion}`,
      )) {
        expect({ type, code: object.code }).toEqual({ type: 'ERROR', code: 410 });
        expect(object.message).toMatch(/^too old resource version: \d+ \(\d+\)$/);
      }
    });
  });

  test('long lists come in pages', async () => {
    await bench.kubectl('create namespace pages');
    const pages = '/api/v1/namespaces/pages/configmaps';
    for (const name of ['a', 'b', 'c', 'd']) await admin.send('POST', pages, { metadata: { name } });
    const names: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body } = await admin.send('GET', `${pages}?limit=2&continue=${next}`);
      const { items, metadata } = body as {
        items: { metadata: { name: string } }[];
        metadata: { continue?: string };
      };
      expect(items.length).toBeLessThanOrEqual(2);
      names.push(...items.map((item) => item.metadata.name));
      next = metadata.continue;
    }
    expect(names).toEqual(['a', 'b', 'c', 'd', 'kube-root-ca.crt']);
    expect(await admin.send('GET', `${pages}?continue=nonsense`)).toMatchObject({ status: 400 });
  });

  describe('faults', () => {
    test('throttled, failing and slow', async () => {
      bench.world.faults.add({
        kind: 'throttle',
        service: 'kubernetes',
        operation: 'GET configmaps',
        times: 1,
      });
      const throttled = await admin.send('GET', maps);
      expect(throttled).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
      expect((await admin.send('GET', maps)).status).toBe(200);
      bench.world.faults.add({ kind: 'error', service: 'kubernetes', subject: 'kube-root-ca.crt', times: 1 });
      expect((await admin.send('GET', `${maps}/kube-root-ca.crt`)).status).toBe(500);
      bench.world.faults.add({ kind: 'slow', service: 'kubernetes', delaySeconds: 20, times: 1 });
      const before = performance.now();
      expect((await admin.send('GET', maps)).status).toBe(200);
      expect(performance.now() - before).toBeGreaterThan(90);
    });

    test('a lost response has had its effect, an API server that is away has none', async () => {
      bench.world.faults.add({
        kind: 'response-lost',
        service: 'kubernetes',
        operation: 'POST configmaps',
        times: 1,
      });
      await expect(make('lost')).rejects.toThrow(/hang up|ECONNRESET/);
      expect((await admin.send('GET', `${maps}/lost`)).status).toBe(200);
      bench.world.faults.add({ kind: 'away', service: 'kubernetes' });
      await expect(make('never')).rejects.toThrow(/hang up|ECONNRESET/);
      await expect(bench.kubectl('get nodes')).rejects.toThrow(
        'was refused - did you specify the right host or port?',
      );
      bench.world.faults.clear();
      expect((await admin.send('GET', `${maps}/never`)).status).toBe(404);
    });

    test('an address that is served no more refuses connections; another one serves the same cluster', async () => {
      const other = `https://127.0.0.2:${String(await bench.cluster.serve('127.0.0.2', 0))}`;
      const elsewhere = new Session(bench.cluster.adminKubeconfig(other));
      sessions.push(elsewhere);
      expect((await elsewhere.send('GET', `${maps}/lost`)).status).toBe(200);
      await bench.cluster.unserve('127.0.0.2');
      await expect(elsewhere.send('GET', maps)).rejects.toThrow(/ECONNREFUSED|ECONNRESET|hang up/);
      expect((await admin.send('GET', maps)).status).toBe(200);
    });
  });

  test.each([
    ['GET', '/api/v1/namespaces/default/pods/x/log', 'logs of containers'],
    ['POST', '/api/v1/namespaces/default/pods/x/exec', 'commands in containers'],
    ['GET', '/api/v1/namespaces/default/services/x/proxy', 'proxying'],
    ['POST', '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews', 'selfsubjectrulesreviews'],
  ])('%s %s is not covered, and says so', async (method, path, what) => {
    const refused = await admin.send(method, path, method === 'POST' ? {} : undefined);
    expect(refused).toMatchObject({ status: 501, body: { kind: 'Status', reason: 'NotImplemented' } });
    expect(refused.body['message']).toContain(`the sandbox does not cover ${what}`);
  });

  describe('custom kinds', () => {
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'gadgets.shop.test' },
      spec: {
        group: 'shop.test',
        scope: 'Namespaced',
        names: { plural: 'gadgets', kind: 'Gadget', shortNames: ['gd'] },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            subresources: {
              status: {},
              scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' },
            },
            additionalPrinterColumns: [{ name: 'Size', type: 'integer', jsonPath: '.spec.size' }],
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    required: ['size'],
                    properties: {
                      size: { type: 'integer', minimum: 1 },
                      color: { type: 'string', default: 'red', enum: ['red', 'green'] },
                      ports: {
                        type: 'array',
                        'x-kubernetes-list-type': 'map',
                        'x-kubernetes-list-map-keys': ['name'],
                        items: {
                          type: 'object',
                          required: ['name'],
                          properties: { name: { type: 'string' }, port: { type: 'integer' } },
                        },
                      },
                      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
                    },
                  },
                  status: { type: 'object', properties: { size: { type: 'integer' } } },
                },
              },
            },
          },
        ],
      },
    };
    const gadgets = '/apis/shop.test/v1/namespaces/default/gadgets';
    const apply = (name: string, spec: object, manager: string, query = '') =>
      admin.send(
        'PATCH',
        `${gadgets}/${name}?fieldManager=${manager}${query}`,
        { apiVersion: 'shop.test/v1', kind: 'Gadget', metadata: { name }, spec },
        'application/apply-patch+yaml',
      );

    beforeAll(async () => {
      await admin.send('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition);
      await bench.kubectl('wait --for=condition=Established crd/gadgets.shop.test');
    });

    test('are checked, pruned and filled in as their schema says', async () => {
      const made = await admin.send('POST', gadgets, {
        metadata: { name: 'one' },
        spec: { size: 2, colour: 'x', free: { any: 1 } },
      });
      expect(made).toMatchObject({
        status: 201,
        headers: { warning: '299 - "unknown field \\"spec.colour\\""' },
      });
      expect(made.body['spec']).toEqual({ size: 2, color: 'red', free: { any: 1 } });
      const refused = await admin.send('POST', gadgets, {
        metadata: { name: 'two' },
        spec: { size: 0, color: 'blue' },
      });
      expect(refused.status).toBe(422);
      expect(refused.body['message']).toContain(
        'spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1',
      );
      expect(refused.body['message']).toContain(
        'spec.color: Unsupported value: "blue": supported values: "red", "green"',
      );
      const strict = await admin.send('POST', `${gadgets}?fieldValidation=Strict`, {
        metadata: { name: 'two' },
        spec: { size: 1, colour: 'x' },
      });
      expect(strict.body['message']).toContain('strict decoding error: unknown field "spec.colour"');
    });

    test('have owners of list items, a status and a scale of their own', async () => {
      await apply('shared', { size: 1, ports: [{ name: 'a', port: 1 }] }, 'first');
      await apply('shared', { ports: [{ name: 'b', port: 2 }] }, 'second');
      const conflict = await apply('shared', { ports: [{ name: 'a', port: 3 }] }, 'second');
      expect(conflict.body['message']).toBe(
        'Apply failed with 1 conflict: conflict with "first": .spec.ports[name="a"].port',
      );
      const gone = await apply('shared', { size: 1 }, 'first');
      expect(gone.body['spec']).toEqual({ size: 1, color: 'red', ports: [{ name: 'b', port: 2 }] });
      await admin.send(
        'PATCH',
        `${gadgets}/shared/status`,
        { spec: { size: 9 }, status: { size: 5 } },
        'application/merge-patch+json',
      );
      await bench.kubectl('scale gadgets/shared --replicas 4');
      const scale = await admin.send('GET', `${gadgets}/shared/scale`);
      expect(scale.body).toMatchObject({ kind: 'Scale', spec: { replicas: 4 }, status: { replicas: 5 } });
      expect(await bench.kubectl('get gd shared')).toMatch(/NAME +SIZE +AGE\nshared +4 /);
    });

    test('go with their definition', async () => {
      await bench.kubectl('delete crd gadgets.shop.test');
      expect((await admin.send('GET', gadgets)).status).toBe(404);
      const { body } = await admin.send('GET', '/apis');
      expect(JSON.stringify(body)).not.toContain('shop.test');
    });
  });
});
