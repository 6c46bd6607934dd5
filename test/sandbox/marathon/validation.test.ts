import { describeWith } from '../../support/require-component';
import { contracts, violations } from './support/contract';
import { started, type Started } from './support/started';

/** What is refused, where, and with which words. */
type Refusal = readonly [app: object, path: string, error: string];

const cmd = 'sleep 100';
const image = { image: 'nginx' };
const volume = (persistent: object, more: object = {}): object => ({
  cmd,
  role: 'prod',
  container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent, ...more }] },
});

const shapes: readonly Refusal[] = [
  [{ cmd: 1 }, '/cmd', 'error.expected.jsstring'],
  [{ cmd: '' }, '/cmd', 'error.minLength'],
  [{ cmd, instances: '2' }, '/instances', 'error.expected.jsnumber'],
  [{ cmd, instances: 1.5 }, '/instances', 'error.expected.int'],
  [{ cmd, instances: -1 }, '/instances', 'error.min'],
  [{ cmd, cpus: 0 }, '/cpus', 'error.min'],
  [{ cmd, requirePorts: 'yes' }, '/requirePorts', 'error.expected.jsboolean'],
  [{ cmd, labels: [] }, '/labels', 'error.expected.jsobject'],
  [{ cmd, labels: { a: 1 } }, '/labels/a', 'error.expected.jsstring'],
  [{ cmd, portDefinitions: {} }, '/portDefinitions', 'error.expected.jsarray'],
  [{ cmd, portDefinitions: [{ port: 70000 }] }, '/portDefinitions(0)/port', 'error.max'],
  [{ cmd, portDefinitions: [{ name: 'Web' }] }, '/portDefinitions(0)/name', 'error.pattern'],
  [
    { cmd, upgradeStrategy: { minimumHealthCapacity: 2, maximumOverCapacity: 0 } },
    '/upgradeStrategy/minimumHealthCapacity',
    'error.max',
  ],
  [
    { cmd, upgradeStrategy: { minimumHealthCapacity: 1 } },
    '/upgradeStrategy/maximumOverCapacity',
    'error.path.missing',
  ],
  [{ cmd, container: { type: 'RKT' } }, '/container/type', 'error.unknown.enum.literal'],
  [{ cmd, container: { type: 'DOCKER', docker: {} } }, '/container/docker/image', 'error.path.missing'],
  [{ cmd, fetch: [{}] }, '/fetch(0)/uri', 'error.path.missing'],
  [{ cmd, env: { A: { from: 'b' } } }, '/env/A/secret', 'error.path.missing'],
  [{ cmd, healthChecks: [{ protocol: 'UDP' }] }, '/healthChecks(0)/protocol', 'error.unknown.enum.literal'],
  [{ cmd, unreachableStrategy: 'never' }, '/unreachableStrategy', 'error.unknown.enum.literal'],
  [{ cmd, killSelection: 'RANDOM' }, '/killSelection', 'error.unknown.enum.literal'],
  [{ cmd, constraints: [['hostname']] }, '/constraints(0)', 'error.minLength'],
  [{ cmd, id: '/Upper' }, '/id', 'error.pattern'],
  [{ cmd, id: undefined }, '/id', 'error.path.missing'],
];

const rules: readonly Refusal[] = [
  [{}, '/', "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'."],
  [
    { cmd, args: ['a'] },
    '/',
    "AppDefinition must either contain one of 'cmd' or 'args', and/or a 'container'.",
  ],
  [{ cmd: 'x' }, '/cmd', 'must not be an empty string'],
  [{ cmd, id: '/' }, '/id', 'must not be root'],
  [{ cmd, ports: [80, 80] }, '/ports', 'ports must be unique'],
  [
    { cmd, ports: [80], portDefinitions: [{ port: 81 }] },
    '/ports',
    'cannot specify both ports and port definitions',
  ],
  [{ cmd, portDefinitions: [{ port: 80 }, { port: 80 }] }, '/portDefinitions', 'Ports must be unique.'],
  [
    { cmd, portDefinitions: [{ name: 'a' }, { name: 'a' }] },
    '/portDefinitions',
    'Port names must be unique.',
  ],
  [
    { cmd, uris: ['http://a/b'], fetch: [{ uri: 'http://a/c' }] },
    '/uris',
    'may not be set in conjunction with fetch',
  ],
  [
    { cmd, ipAddress: {}, networks: [{ name: 'a' }] },
    '/networks',
    'must not specify both networks and ipAddress',
  ],
  [
    { cmd, ipAddress: { networkName: 'a' }, ports: [80] },
    '/ipAddress',
    'cannot specify both an IP address and port',
  ],
  [
    { container: { docker: { ...image, network: 'BRIDGE' } }, networks: [{ mode: 'host' }] },
    '/networks',
    'must not specify both container.docker.network and networks',
  ],
  [{ cmd, networks: [{ mode: 'container' }] }, '/networks(0)/name', 'must be defined for container networks'],
  [
    { cmd, networks: [{ mode: 'host' }, { mode: 'container', name: 'a' }] },
    '/networks',
    'Must specify either a single host network, single bridge network, or else 1-to-n container networks',
  ],
  [
    { container: { docker: image, portMappings: [] }, networks: [{ name: 'a' }, { name: 'b' }] },
    '/networks',
    'may only specify a single container network when using the Docker container engine',
  ],
  [
    {
      container: { type: 'MESOS', docker: image, portMappings: [{ hostPort: 0 }] },
      networks: [{ name: 'a' }, { name: 'b' }],
    },
    '/container/portMappings(0)',
    'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
  ],
  [{ cmd, container: { type: 'DOCKER' } }, '/container/docker', 'not defined'],
  [
    { container: { docker: { ...image, pullConfig: { secret: 'a' } } } },
    '/container/docker/pullConfig',
    'pullConfig is not supported with Docker containerizer',
  ],
  [
    { cmd, secrets: { a: { source: 'b' } } },
    '/secrets',
    'Feature secrets is not enabled. Enable with --enable_features secrets)',
  ],
  [
    { cmd, gpus: 1 },
    '/gpus',
    'Feature gpu_resources is not enabled. Enable with --enable_features gpu_resources)',
  ],
  [
    { cmd, healthChecks: [{ protocol: 'HTTP', portIndex: 1 }] },
    '/healthChecks(0)',
    'Health check port indices must address an element of the ports array or container port mappings.',
  ],
  [
    { cmd, healthChecks: [{ protocol: 'COMMAND' }] },
    '/healthChecks(0)',
    'A command health check must have a command',
  ],
  [
    { cmd, healthChecks: [{ protocol: 'MESOS_TCP' }, { protocol: 'MESOS_HTTP' }] },
    '/healthChecks',
    'AppDefinition can contain at most one Mesos health check',
  ],
  [
    { cmd, readinessChecks: [{ portName: 'web' }] },
    '/readinessChecks(0)/portName',
    'No port definition reference for portName web',
  ],
  [
    { cmd, readinessChecks: [{ portName: 'default', intervalSeconds: 5, timeoutSeconds: 5 }] },
    '/readinessChecks(0)/timeoutSeconds',
    'got 5, expected less than 5',
  ],
  [
    { cmd, constraints: [['hostname', 'NEAR', 'b']] },
    '/constraints(0)',
    'Constraint operator must be one of the following UNIQUE, CLUSTER, GROUP_BY, LIKE, MAX_PER, UNLIKE or IS',
  ],
  [{ cmd, constraints: [['hostname', 'UNIQUE', 'b']] }, '/constraints(0)', 'Value specified but not used'],
  [{ cmd, constraints: [['rack', 'CLUSTER']] }, '/constraints(0)', 'Missing value'],
  [
    { cmd, constraints: [['rack', 'GROUP_BY', 'b']] },
    '/constraints(0)',
    'Value was specified but is not a number',
  ],
  [
    { cmd, constraints: [['rack', 'MAX_PER']] },
    '/constraints(0)',
    'Value was not specified or is not a number',
  ],
  [{ cmd, constraints: [['rack', 'LIKE', '(']] }, '/constraints(0)', "'(' is not a valid regular expression"],
  [
    { cmd, unreachableStrategy: { inactiveAfterSeconds: 5, expungeAfterSeconds: 1 } },
    '/unreachableStrategy/inactiveAfterSeconds',
    'got 5, expected 1 or less',
  ],
  [{ cmd, role: 'dev' }, '/role', 'got dev, expected one of: prod'],
  [
    { cmd, acceptedResourceRoles: ['dev'] },
    '/acceptedResourceRoles',
    'acceptedResourceRoles can only contain * and prod',
  ],
  [{ cmd, acceptedResourceRoles: [] }, '/acceptedResourceRoles', 'must not be empty'],
  [{ cmd, residency: {} }, '/residency', 'App must contain persistent volumes and define residency'],
  [volume({ size: 0 }), '/container/volumes(0)/persistent/size', 'got 0, expected more than 0'],
  [
    volume({ size: 1 }, { containerPath: '/a' }),
    '/container/volumes(0)/containerPath',
    'value must not contain "/"',
  ],
  [volume({ size: 1 }, { mode: 'RO' }), '/container/volumes(0)/mode', 'got RO, expected RW'],
  [
    volume({ size: 2, maxSize: 1, type: 'mount' }),
    '/container/volumes(0)/persistent/maxSize',
    'Max size must be larger than size',
  ],
  [
    volume({ size: 1, constraints: [['path', 'UNIQUE', 'a']], type: 'path' }),
    '/container/volumes(0)/persistent/constraints(0)',
    'Operator must be one of LIKE, UNLIKE',
  ],
  [
    { ...volume({ size: 1 }), unreachableStrategy: {} },
    '/unreachableStrategy',
    'unreachableStrategy must be disabled for resident tasks',
  ],
  [
    { ...volume({ size: 1 }), upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 1 } },
    '/upgradeStrategy/maximumOverCapacity',
    'must be 0',
  ],
  [
    { cmd, labels: { MARATHON_SINGLE_INSTANCE_APP: 'true' }, instances: 2 },
    '/instances',
    'Single instance app may only have one instance',
  ],
];

describeWith(contracts, 'definitions that Marathon refuses', () => {
  let it: Started;

  beforeAll(async () => {
    it = await started({ settings: { mesosRole: 'prod' } });
  });

  afterAll(() => it.stop());

  async function refused(method: string, path: string, body: unknown) {
    const answer = await it.client.ask(method, path, body);
    expect(answer.status).toBe(422);
    expect(violations('error.Error', answer.body)).toEqual([]);
    return answer.body as { message: string; details: { path: string; errors: string[] }[] };
  }

  test.each(shapes)('%j at %s: %s', async (app, path, error) => {
    const { message, details } = await refused('POST', '/v2/apps', { id: '/app', ...app });
    expect(message).toBe('Invalid JSON');
    expect(details).toContainEqual({ path, errors: [error] });
  });

  test.each(rules)('%j at %s: %s', async (app, path, error) => {
    const { message, details } = await refused('POST', '/v2/apps', { id: '/app', ...app });
    expect(message).toBe('Object is not valid');
    expect(details.find((detail) => detail.path === path)?.errors).toContain(error);
  });

  test('what is no JSON, or no type that it reads', async () => {
    expect(await it.client.ask('POST', '/v2/apps', '{')).toMatchObject({
      status: 400,
      body: { message: 'Invalid JSON' },
    });
    expect(await it.client.ask('POST', '/v2/apps', '{}', { 'Content-Type': 'text/plain' })).toMatchObject({
      status: 415,
    });
  });

  test('null is the same as absent', async () => {
    const made = await it.client.ask('POST', '/v2/apps', {
      id: '/nulls',
      cmd,
      args: null,
      container: null,
      user: null,
    });
    expect(made.status).toBe(201);
    await it.client.ask('DELETE', '/v2/apps/nulls?force=true');
  });

  test('in a group the path leads to the app', async () => {
    const group = {
      id: '/shop',
      apps: [{ id: 'web', cmd }],
      groups: [{ id: 'db', apps: [{ id: 'a', cmd }, { id: 'b' }] }],
    };
    const { details } = await refused('PUT', '/v2/groups/shop', group);
    expect(details.map(({ path }) => path)).toEqual(['/groups(0)/apps(1)']);
    const outside = await refused('PUT', '/v2/groups/shop', { apps: [{ id: '/other/web', cmd }] });
    expect(outside.details).toEqual([
      {
        path: '/apps(0)/id',
        errors: ['identifier /other/web is not child of /shop. Hint: use relative paths.'],
      },
    ]);
  });

  test('ids are taken once, and may not be those of groups', async () => {
    await it.client.ask('POST', '/v2/apps', { id: '/taken/app', cmd });
    expect(await it.client.ask('POST', '/v2/apps', { id: '/taken/app', cmd })).toMatchObject({
      status: 409,
      body: { message: 'An app with id [/taken/app] already exists.' },
    });
    expect(await it.client.ask('POST', '/v2/apps', { id: '/taken', cmd })).toMatchObject({ status: 409 });
    expect(await it.client.get('/v2/nothing')).toMatchObject({
      status: 404,
      body: { message: 'URI not found: /v2/nothing' },
    });
    expect(await it.client.get('/v2/apps/none')).toMatchObject({
      status: 404,
      body: { message: "App '/none' does not exist" },
    });
    expect(await it.client.ask('PUT', '/v2/tasks')).toMatchObject({ status: 405 });
  });
});
