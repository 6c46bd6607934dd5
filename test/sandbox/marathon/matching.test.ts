import type { App } from '../../../src/sandbox/marathon/definitions/app';
import { readApp } from '../../../src/sandbox/marathon/definitions/read-app';
import { agentOf, newInstance, type Instance } from '../../../src/sandbox/marathon/instances/instance';
import { meetsConstraint } from '../../../src/sandbox/marathon/matching/constraints';
import { environmentOf } from '../../../src/sandbox/marathon/matching/environment';
import { matchOffer, type MatchResult } from '../../../src/sandbox/marathon/matching/match';
import { Supply } from '../../../src/sandbox/marathon/matching/supply';
import { appTask } from '../../../src/sandbox/marathon/matching/task-info';
import { readOffer, type Offer } from '../../../src/sandbox/marathon/mesos/offer';

const rules = { features: new Set<string>(), role: '*' };
const version = '2026-11-20T20:07:28.164Z';

function app(definition: object): App {
  return { ...readApp({ id: '/shop/web', cmd: 'run', ...definition }, rules), version };
}

interface OfferInput {
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly hostname?: string;
  readonly cpus?: number;
  readonly mem?: number;
  readonly disk?: number;
  readonly ports?: readonly (readonly [number, number])[];
  readonly role?: string;
}

function offer(input: OfferInput = {}): Offer {
  const { attributes = {}, hostname = 'h1', ports = [[31000, 31002]], role = '*' } = input;
  const scalar = (name: 'cpus' | 'mem' | 'disk', value: number) => ({
    name,
    type: 'SCALAR',
    role,
    scalar: { value: input[name] ?? value },
  });
  return readOffer({
    id: { value: 'o1' },
    agent_id: { value: 's1' },
    hostname,
    allocation_info: { role: '*' },
    attributes: Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? { name, type: 'SCALAR', scalar: { value } }
        : { name, type: 'TEXT', text: { value } },
    ),
    resources: [
      scalar('cpus', 4),
      scalar('mem', 4096),
      scalar('disk', 1000),
      {
        name: 'ports',
        type: 'RANGES',
        role,
        ranges: { range: ports.map(([begin, end]) => ({ begin, end })) },
      },
    ],
  });
}

function match(definition: object, input: OfferInput = {}, placed: readonly Instance[] = []): MatchResult {
  const spec = app(definition);
  const instance = newInstance(spec.id, version, '*', 0);
  return matchOffer({ spec, instance, placed, supply: new Supply(offer(input)), random: () => 0 });
}

describe('constraints', () => {
  const at = (input: OfferInput): Instance => ({
    ...newInstance('/shop/web', version, '*', 0),
    agent: agentOf(offer(input)),
  });
  const racks = (...names: string[]): Instance[] => names.map((rack) => at({ attributes: { rack } }));

  test.each<[constraint: string[], input: OfferInput, placed: Instance[], expected: boolean]>([
    [['hostname', 'UNIQUE'], { hostname: 'h1' }, [at({ hostname: 'h2' })], true],
    [['hostname', 'UNIQUE'], { hostname: 'h1' }, [at({ hostname: 'h1' })], false],
    [['rack', 'UNIQUE'], { attributes: { rack: 'r1' } }, racks('r2', 'r3'), true],
    [['rack', 'UNIQUE'], { attributes: { rack: 'r1' } }, racks('r1'), false],
    [['rack', 'UNIQUE'], {}, [], false],
    [['rack', 'CLUSTER', 'r1'], { attributes: { rack: 'r1' } }, racks('r1', 'r1'), true],
    [['rack', 'CLUSTER', 'r1'], { attributes: { rack: 'r2' } }, [], false],
    [['rack', 'CLUSTER', ''], { attributes: { rack: 'r2' } }, racks('r1'), false],
    [['rack', 'IS', 'r1'], { attributes: { rack: 'r1' } }, racks('r2'), true],
    [['rack', 'IS', 'r1'], { attributes: { rack: 'r2' } }, [], false],
    [['level', 'IS', '10'], { attributes: { level: 10 } }, [], true],
    [['rack', 'LIKE', 'r[12]'], { attributes: { rack: 'r2' } }, [], true],
    [['rack', 'LIKE', 'r'], { attributes: { rack: 'r2' } }, [], false],
    [['rack', 'LIKE', '.*'], {}, [], false],
    [['rack', 'UNLIKE', 'r[12]'], { attributes: { rack: 'r2' } }, [], false],
    [['rack', 'UNLIKE', 'r[12]'], { attributes: { rack: 'r3' } }, [], true],
    [['rack', 'UNLIKE', 'r[12]'], {}, [], true],
    [['rack', 'MAX_PER', '2'], { attributes: { rack: 'r1' } }, racks('r1', 'r2'), true],
    [['rack', 'MAX_PER', '2'], { attributes: { rack: 'r1' } }, racks('r1', 'r1'), false],
    [['rack', 'GROUP_BY'], { attributes: { rack: 'r1' } }, [], true],
    [['rack', 'GROUP_BY'], { attributes: { rack: 'r1' } }, racks('r1', 'r2'), true],
    [['rack', 'GROUP_BY'], { attributes: { rack: 'r1' } }, racks('r1', 'r1', 'r2'), false],
    [['rack', 'GROUP_BY'], { attributes: { rack: 'r3' } }, racks('r1', 'r1', 'r2'), true],
    // Another group is expected, and none may grow before it is there.
    [['rack', 'GROUP_BY', '3'], { attributes: { rack: 'r1' } }, racks('r1', 'r2'), false],
  ])('%j on %j', (constraint, input, placed, expected) => {
    expect(meetsConstraint(constraint, agentOf(offer(input)), placed)).toBe(expected);
  });
});

describe('an offer is taken or declined', () => {
  const portsOf = (result: MatchResult): readonly (number | undefined)[] =>
    'match' in result ? result.match.hostPorts : [];

  test.each<[definition: object, input: OfferInput, reasons: string[]]>([
    [{ cpus: 5 }, {}, ['InsufficientCpus']],
    [{ mem: 5000, disk: 2000 }, {}, ['InsufficientMemory', 'InsufficientDisk']],
    [{ portDefinitions: [{}, {}, {}, {}] }, {}, ['InsufficientPorts']],
    [{ portDefinitions: [{ port: 80 }], requirePorts: true }, {}, ['InsufficientPorts']],
    [{ constraints: [['hostname', 'LIKE', 'other']] }, {}, ['UnfulfilledConstraint']],
    [
      { acceptedResourceRoles: ['*'] },
      { role: 'prod' },
      ['UnfulfilledRole', 'InsufficientCpus', 'InsufficientMemory', 'InsufficientPorts'],
    ],
  ])('%j on %j: %j', (definition, input, reasons) => {
    expect(match(definition, input)).toEqual({ reasons });
  });

  test('ports are any that are there, or those that are required', () => {
    expect(portsOf(match({ portDefinitions: [{ port: 10001 }, {}] }))).toEqual([31000, 31001]);
    expect(portsOf(match({ portDefinitions: [{ port: 31001 }], requirePorts: true }))).toEqual([31001]);
    const bridged = {
      container: { docker: { image: 'nginx' }, portMappings: [{ containerPort: 80 }] },
      networks: [{ mode: 'container/bridge' }],
    };
    expect(portsOf(match(bridged))).toEqual([31000]);
    const own = {
      container: { type: 'MESOS', portMappings: [{ containerPort: 80 }] },
      networks: [{ mode: 'container', name: 'dcos' }],
    };
    expect(portsOf(match(own))).toEqual([undefined]);
  });

  test('what one instance takes the next does not find', () => {
    const result = match({ cpus: 3, mem: 64 });
    if ('reasons' in result) throw new Error(result.reasons.join());
    expect(result.match.resources).toEqual([
      { name: 'cpus', type: 'SCALAR', role: '*', scalar: { value: 3 } },
      { name: 'mem', type: 'SCALAR', role: '*', scalar: { value: 64 } },
      { name: 'ports', type: 'RANGES', role: '*', ranges: { range: [{ begin: 31000, end: 31000 }] } },
    ]);
    expect(result.rest.takeScalar('cpus', 2, () => true)).toBeUndefined();
    expect(result.rest.takePort(31000, () => true)).toBeUndefined();
  });
});

describe('the environment of a task', () => {
  const task = { id: 'shop_web.instance-1._app.1', host: 'h1' };

  test('tells its app, its host and its ports', () => {
    const definition = {
      cpus: 0.5,
      env: { OWN: 'yes', PORT1: 'mine', PASSWORD: 'x' },
      labels: { 'my-label': 'a b' },
      portDefinitions: [{ port: 10001, name: 'http' }, { port: 0 }],
    };
    expect(environmentOf(app(definition), { ...task, hostPorts: [31005, 31007] })).toEqual({
      MESOS_TASK_ID: task.id,
      MARATHON_APP_ID: '/shop/web',
      MARATHON_APP_VERSION: version,
      MARATHON_APP_RESOURCE_CPUS: '0.5',
      MARATHON_APP_RESOURCE_MEM: '128.0',
      MARATHON_APP_RESOURCE_DISK: '0.0',
      MARATHON_APP_RESOURCE_GPUS: '0',
      MARATHON_APP_LABELS: 'MY_LABEL',
      MARATHON_APP_LABEL_MY_LABEL: 'a b',
      HOST: 'h1',
      PORT: '31005',
      PORTS: '31005,31007',
      PORT0: '31005',
      PORT1: 'mine',
      PORT_10001: '31005',
      PORT_31007: '31007',
      PORT_HTTP: '31005',
      OWN: 'yes',
      PASSWORD: 'x',
    });
  });

  test('has a prefix before what could clash', () => {
    expect(environmentOf(app({}), { ...task, hostPorts: [31005] }, 'M_')).toMatchObject({
      M_PORT0: '31005',
      M_HOST: 'h1',
    });
  });
});

test('a task says how it is run, checked and ended', () => {
  const definition = {
    args: ['serve', '-v'],
    cmd: undefined,
    user: 'www',
    taskKillGracePeriodSeconds: 20,
    fetch: [{ uri: 'http://a/b.tgz' }],
    healthChecks: [{ protocol: 'MESOS_HTTP', path: '/ok', portIndex: 0, delaySeconds: 1 }],
    portDefinitions: [{ name: 'http', labels: { vip: 'a' } }],
  };
  const place = { id: 't1', agentId: 's1', host: 'h1', hostPorts: [31005], resources: [] };
  expect(appTask(app(definition), place, {})).toMatchObject({
    name: 'web.shop',
    command: {
      shell: false,
      value: 'serve',
      arguments: ['serve', '-v'],
      user: 'www',
      uris: [{ value: 'http://a/b.tgz', extract: true, executable: false, cache: false }],
    },
    health_check: {
      type: 'HTTP',
      http: { scheme: 'http', port: 31005, path: '/ok' },
      delay_seconds: 1,
      interval_seconds: 60,
      timeout_seconds: 20,
      grace_period_seconds: 300,
      consecutive_failures: 3,
    },
    kill_policy: { grace_period: { nanoseconds: 20e9 } },
    discovery: { name: 'web.shop', ports: { ports: [{ number: 31005, name: 'http', protocol: 'tcp' }] } },
  });
  const secret = { env: { A: { secret: 's' } }, secrets: { s: { source: '/store/s' } } };
  const withSecret = {
    ...readApp({ id: '/a', cmd: 'run', ...secret }, { ...rules, features: new Set(['secrets']) }),
    version,
  };
  expect(appTask(withSecret, place, { user: 'nobody' })['command']).toMatchObject({
    shell: true,
    value: 'run',
    user: 'nobody',
    environment: {
      variables: expect.arrayContaining([
        { name: 'A', type: 'SECRET', secret: { type: 'REFERENCE', reference: { name: '/store/s' } } },
      ]) as unknown,
    },
  });
});
