import type { Exchange } from './exchange';

const core = '/api/v1/namespaces/default';
const apps = '/apis/apps/v1/namespaces/default';
const json = (value: unknown) => JSON.stringify(value);

const post = (path: string, value: unknown): Exchange => ({ method: 'POST', path, body: json(value) });
const put = (path: string, value: unknown): Exchange => ({ method: 'PUT', path, body: json(value) });
const get = (path: string): Exchange => ({ method: 'GET', path });
const remove = (path: string, value?: unknown): Exchange => ({
  method: 'DELETE',
  path,
  ...(value === undefined ? {} : { body: json(value) }),
});
const patch =
  (kind: string) =>
  (path: string, value: unknown): Exchange => ({
    method: 'PATCH',
    path,
    body: typeof value === 'string' ? value : json(value),
    contentType: `application/${kind}`,
  });
const merge = patch('merge-patch+json');
const strategic = patch('strategic-merge-patch+json');
const jsonPatch = patch('json-patch+json');
const apply = patch('apply-patch+yaml');

const configMap = (name: string, data: Record<string, unknown>, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, ...more },
  data,
});
const suspendedJob = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'job' },
  spec: {
    suspend: true,
    template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } },
  },
};
const template = (labels: Record<string, string>, spec: object = {}) => ({
  metadata: { labels },
  spec: { containers: [{ name: 'app', image: 'app:1', ports: [{ containerPort: 80 }] }], ...spec },
});
const paused = (name: string, more: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    paused: true,
    replicas: 0,
    selector: { matchLabels: { app: name } },
    template: template({ app: name }),
    ...more,
  },
});
const budget = '/apis/policy/v1/namespaces/default/poddisruptionbudgets';

/** Requests one after another, to both API servers. */
export const conversations: Readonly<Record<string, readonly Exchange[]>> = {
  'what is not there': [
    get(`${core}/configmaps/none`),
    get('/api/v1/nothing'),
    get('/apis/none.test/v1/things'),
    remove(`${core}/configmaps/none`),
    merge(`${core}/configmaps/none`, { data: { a: 'b' } }),
    post('/api/v1/namespaces/nowhere/configmaps', configMap('a', {})),
    get('/nothing'),
  ],
  'bodies that are none': [
    post(`${core}/configmaps?fieldValidation=Strict`, { ...configMap('typo', {}), dato: {}, more: 1 }),
    post(`${core}/configmaps`, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }),
    post(`${core}/configmaps`, { apiVersion: 'v2', kind: 'ConfigMap', metadata: { name: 'x' } }),
    { ...post(`${core}/configmaps`, configMap('x', {})), contentType: 'text/plain' },
    patch('strange')(`${core}/configmaps/x`, {}),
    apply(`${core}/configmaps/typo?fieldManager=a`, { ...configMap('typo', {}), dato: {} }),
    apply(`${core}/configmaps/typo?fieldManager=a`, configMap('typo', { a: 1 })),
    apply(`${core}/configmaps/typo`, configMap('typo', {})),
    apply(`${core}/configmaps/typo?fieldManager=a`, configMap('other', {})),
    post(`${core}/configmaps?dryRun=Maybe`, configMap('x', {})),
  ],
  'names and labels': [
    post(`${core}/configmaps`, configMap('Big', {})),
    post(`${core}/configmaps`, configMap('', {})),
    post(`${core}/configmaps`, configMap('labelled', { 'no key': 'x' }, { labels: { 'a b': 'c', ok: '-' } })),
    post(`${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: '1st' },
      spec: { ports: [{ port: 80 }] },
    }),
    post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a.b' } }),
  ],
  'a config map through its life': [
    post(`${core}/configmaps?fieldManager=one`, configMap('life', { a: '1', b: '2' })),
    post(`${core}/configmaps`, configMap('life', {})),
    get(`${core}/configmaps/life`),
    put(
      `${core}/configmaps/life?fieldManager=two`,
      configMap('life', { a: '1', c: '3' }, { labels: { l: 'm' } }),
    ),
    put(`${core}/configmaps/life`, configMap('life', {}, { resourceVersion: '1' })),
    put(`${core}/configmaps/life`, configMap('other', {})),
    merge(`${core}/configmaps/life?fieldManager=three`, { data: { c: null, d: '4' } }),
    jsonPatch(`${core}/configmaps/life?fieldManager=four`, [{ op: 'replace', path: '/data/d', value: '5' }]),
    jsonPatch(`${core}/configmaps/life`, [{ op: 'test', path: '/data/d', value: '6' }]),
    merge(`${core}/configmaps/life?fieldManager=three`, { metadata: { finalizers: ['test.example/hold'] } }),
    remove(`${core}/configmaps/life`, { preconditions: { uid: 'another' } }),
    remove(`${core}/configmaps/life`),
    get(`${core}/configmaps/life`),
    merge(`${core}/configmaps/life`, { metadata: { finalizers: null } }),
    get(`${core}/configmaps/life`),
  ],
  'applied by two': [
    apply(`${core}/configmaps/shared?fieldManager=one`, configMap('shared', { a: '1', b: '2' })),
    apply(`${core}/configmaps/shared?fieldManager=two`, configMap('shared', { a: '2' })),
    apply(`${core}/configmaps/shared?fieldManager=two`, configMap('shared', { a: '1', c: '3' })),
    apply(`${core}/configmaps/shared?fieldManager=one`, configMap('shared', { b: '2' })),
    apply(`${core}/configmaps/shared?fieldManager=one`, configMap('shared', { c: '4', b: '5' })),
    apply(`${core}/configmaps/shared?fieldManager=one&force=true`, configMap('shared', { c: '4' })),
    merge(`${core}/configmaps/shared?fieldManager=hand`, { data: { c: '5' } }),
    apply(`${core}/configmaps/shared?fieldManager=one`, configMap('shared', { c: '4' })),
    apply(`${core}/configmaps/shared?fieldManager=two&force=true`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'shared' },
    }),
    remove(`${core}/configmaps/shared`),
  ],
  'a paused deployment, edited in every way': [
    apply(`${apps}/deployments/edited?fieldManager=one&dryRun=All`, paused('edited')),
    { ...apply(`${apps}/deployments/edited?fieldManager=one`, paused('edited')), settleMs: 2_000 },
    strategic(`${apps}/deployments/edited?fieldManager=hand&dryRun=All`, {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'app', env: [{ name: 'A', value: 'b' }] },
              { name: 'more', image: 'more' },
            ],
          },
        },
      },
    }),
    strategic(`${apps}/deployments/edited?fieldManager=hand&dryRun=All`, {
      spec: {
        template: {
          spec: {
            containers: [
              { name: 'app', $patch: 'delete' },
              { name: 'only', image: 'only' },
            ],
          },
        },
      },
    }),
    merge(`${apps}/deployments/edited?dryRun=All`, { spec: { selector: { matchLabels: { app: 'other' } } } }),
    merge(`${apps}/deployments/edited?dryRun=All`, {
      spec: { replicas: -1, template: { spec: { containers: [{ name: 'A', image: '' }] } } },
    }),
    merge(`${apps}/deployments/edited?dryRun=All`, { spec: { strategy: { type: 'Recreate' } } }),
    merge(`${apps}/deployments/edited?dryRun=All`, { spec: { replicas: 'many' } }),
    apply(`${apps}/deployments/edited?fieldManager=one&dryRun=All`, {
      ...paused('edited'),
      spec: {
        ...paused('edited').spec,
        template: template({ app: 'edited' }, { containers: [{ name: 'app', image: 'app:2' }] }),
      },
    }),
    apply(`${apps}/deployments/edited?fieldManager=one&dryRun=All`, {
      ...paused('edited'),
      spec: {
        ...paused('edited').spec,
        template: template({ app: 'edited' }, { containers: [{ name: 'other', image: 'app:2' }] }),
      },
    }),
    get(`${apps}/deployments/edited/scale`),
  ],
  'workloads that are wrong': [
    post(`${apps}/deployments`, paused('bad', { selector: { matchLabels: { app: 'x' } } })),
    post(`${apps}/deployments`, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'empty' },
      spec: {},
    }),
    post(
      `${apps}/deployments`,
      paused('policy', { template: template({ app: 'policy' }, { restartPolicy: 'Never' }) }),
    ),
    post(`${apps}/statefulsets`, {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: { name: 's' },
      spec: { selector: { matchLabels: { a: 'b' } }, template: template({ a: 'c' }) },
    }),
    post(`/apis/batch/v1/namespaces/default/jobs`, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'j' },
      spec: { template: template({}) },
    }),
    post(`/apis/batch/v1/namespaces/default/cronjobs`, {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'c' },
      spec: {
        schedule: 'now',
        jobTemplate: {
          spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } } },
        },
      },
    }),
    post(`${core}/pods?dryRun=All`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: {
        containers: [
          {
            name: 'a',
            image: 'a',
            volumeMounts: [{ name: 'v', mountPath: '/v' }],
            ports: [{ containerPort: 70000 }],
            resources: { requests: { cpu: '2' }, limits: { cpu: '1' } },
          },
        ],
      },
    }),
    post(budget, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b' },
      spec: { minAvailable: 1, maxUnavailable: 1 },
    }),
  ],
  'services that are wrong': [
    post(`${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'bad' },
      spec: { ports: [{ port: 99999 }, { port: 0, name: 'A' }], type: 'Strange' },
    }),
    post(`${core}/services`, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'none' }, spec: {} }),
    post(`${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'far' },
      spec: { clusterIP: '192.168.0.1', ports: [{ port: 80 }] },
    }),
    post(`${core}/services`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'low' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
    }),
  ],
  'a service whose address stays': [
    post(`${core}/services?fieldManager=one`, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'stays' },
      spec: { ports: [{ port: 80 }], selector: { a: 'b' } },
    }),
    merge(`${core}/services/stays?fieldManager=two&dryRun=All`, { spec: { type: 'NodePort' } }),
    merge(`${core}/services/stays?fieldManager=two&dryRun=All`, { spec: { type: 'LoadBalancer' } }),
    merge(`${core}/services/stays?dryRun=All`, { spec: { clusterIP: '10.96.250.1' } }),
    remove(`${core}/services/stays`),
  ],
  pods: [
    post(`${core}/pods?dryRun=All&fieldManager=one`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { generateName: 'generated-' },
      spec: {
        containers: [
          {
            name: 'a',
            image: 'a',
            resources: { limits: { cpu: 1, memory: '1.5Gi' } },
            livenessProbe: { httpGet: { port: 80 } },
          },
        ],
        volumes: [{ name: 'v' }, { name: 'c', configMap: { name: 'x' } }],
      },
    }),
    post(`${core}/pods`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'lost' },
      spec: { serviceAccountName: 'nobody', containers: [{ name: 'a', image: 'a' }] },
    }),
    post(`${core}/pods`, {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'first' },
      spec: { priorityClassName: 'nothing', containers: [{ name: 'a', image: 'a' }] },
    }),
  ],
  secrets: [
    post(`${core}/secrets?fieldManager=one`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      stringData: { a: 'plain' },
      data: { b: 'eA==' },
    }),
    merge(`${core}/secrets/s`, { type: 'kubernetes.io/tls' }),
    post(`${core}/secrets`, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 't' },
      type: 'kubernetes.io/tls',
    }),
    merge(`${core}/secrets/s`, { immutable: true }),
    merge(`${core}/secrets/s`, { data: { b: 'eQ==' } }),
    remove(`${core}/secrets/s`),
  ],
  'a suspended job': [
    post('/apis/batch/v1/namespaces/default/jobs?fieldManager=one&dryRun=All', suspendedJob),
    post('/apis/batch/v1/namespaces/default/jobs?fieldManager=one&dryRun=All', {
      ...suspendedJob,
      spec: {
        ...suspendedJob.spec,
        template: { ...suspendedJob.spec.template, metadata: { labels: { a: 'b' } } },
      },
    }),
  ],
  'an autoscaler in two versions': [
    post('/apis/autoscaling/v1/namespaces/default/horizontalpodautoscalers?fieldManager=one', {
      metadata: { name: 'h' },
      spec: {
        maxReplicas: 3,
        targetCPUUtilizationPercentage: 50,
        scaleTargetRef: { kind: 'Deployment', name: 'x', apiVersion: 'apps/v1' },
      },
    }),
    apply('/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/h?fieldManager=two&dryRun=All', {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'h' },
      spec: { maxReplicas: 4 },
    }),
    post('/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers', {
      metadata: { name: 'bad' },
      spec: { maxReplicas: 0, scaleTargetRef: {} },
    }),
    remove('/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers/h'),
  ],
  roles: [
    post('/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings?fieldManager=one', {
      metadata: { name: 'r' },
      roleRef: { kind: 'Role', name: 'x', apiGroup: 'rbac.authorization.k8s.io' },
      subjects: [{ kind: 'User', name: 'bob' }],
    }),
    merge('/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/r', { roleRef: { name: 'y' } }),
    post('/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
      metadata: { name: 'r' },
      roleRef: { kind: 'Role', name: 'x', apiGroup: 'rbac.authorization.k8s.io' },
      subjects: [{ kind: 'ServiceAccount', name: 'bob' }],
    }),
    remove('/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings/r'),
  ],
  'the namespaces that stay': [
    remove('/api/v1/namespaces/default'),
    remove('/api/v1/namespaces/kube-system'),
  ],
  selectors: [
    post(`${core}/configmaps`, configMap('one', {}, { labels: { set: 'x', app: 'a' } })),
    post(`${core}/configmaps`, configMap('two', {}, { labels: { set: 'x', app: 'b' } })),
    ...['set=x', 'set=x,app!=a', 'set=x,app in (a,b)', 'set,!app', 'set=x,app notin (a)'].map((selector) =>
      get(`${core}/configmaps?labelSelector=${encodeURIComponent(selector)}`),
    ),
    get(`${core}/configmaps?fieldSelector=metadata.name%3Dtwo`),
    get(`${core}/configmaps?fieldSelector=data.a%3Db`),
    get(`${core}/configmaps?labelSelector=${encodeURIComponent('set=x')}&limit=1`),
  ],
};
