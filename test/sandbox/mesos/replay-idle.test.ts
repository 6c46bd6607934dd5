import { describeWith } from '../../support/require-component';
import { TestCluster } from './support/cluster';
import { settle } from './support/manual-clock';
import { recordedAnswer, recordedRequest, recordings } from './support/recordings';
import { compare, replay } from './support/replay';
import { startAgents } from './support/situations';

describeWith(recordings, 'a master with two idle agents answers as recorded', () => {
  let cluster: TestCluster;
  let a2: string;

  beforeAll(async () => {
    cluster = new TestCluster();
    await cluster.startMaster('127.0.0.1');
    await settle();
    ({ a2 } = await startAgents(cluster));
  });

  afterAll(() => cluster.stop());

  test.each([
    ...['GET_AGENTS', 'GET_EXECUTORS', 'GET_FLAGS', 'GET_FRAMEWORKS', 'GET_HEALTH', 'GET_LOGGING_LEVEL'],
    ...['GET_MAINTENANCE_SCHEDULE', 'GET_MAINTENANCE_STATUS', 'GET_MASTER', 'GET_OPERATIONS', 'GET_QUOTA'],
    ...['GET_ROLES', 'GET_STATE', 'GET_TASKS', 'GET_VERSION', 'GET_WEIGHTS', 'LIST_FILES'],
    ...['ERR-deactivate-unknown-agent', 'ERR-drain-unknown-agent', 'ERR-empty-body', 'ERR-empty-type'],
    ...['ERR-mark-gone-unknown-agent', 'ERR-missing-field', 'ERR-not-json', 'ERR-reactivate-unknown-agent'],
    ...[
      'ERR-unknown-type',
      'ERR-REACTIVATE_AGENT-when-active',
      'GET_METRICS-ha3-master1',
      'TEARDOWN-unknown',
    ],
    ...['ERR-UPDATE_QUOTA-bad-role', 'ERR-UPDATE_QUOTA-guarantee-gt-limit', 'ERR-UPDATE_QUOTA-hier'],
    ...['ERR-UPDATE_QUOTA-negative', 'ERR-UPDATE_QUOTA-number-value', 'ERR-STOP_MAINTENANCE-not-down'],
    ...['START_MAINTENANCE-unscheduled', 'ERR-drain-graceperiod-number', 'ERR-drain-graceperiod-object'],
    ...['SET_LOGGING_LEVEL', 'unknown-field-accepted'],
  ])('%s', async (name) => {
    const agentId = name.includes('unknown-agent') ? undefined : a2;
    expect(await replay(cluster, `api-v1-${name}`, { agentId })).toEqual([]);
  });

  const health = 'api-v1-GET_HEALTH';

  test.each([
    ['ERR-accept-xml', { accept: 'application/xml' }],
    ['ERR-form-content-type', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['charset-content-type', { 'content-type': 'application/json; charset=utf-8' }],
    ['accept-protobuf', { accept: 'application/x-protobuf' }],
  ])('%s', async (name, headers) => {
    const request = recordedRequest(health);
    const answer = await cluster.ask('127.0.0.1', '/api/v1', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: 'body' in request ? request.body : '',
    });
    expect(compare(recordedAnswer(`api-v1-${name}`), answer)).toEqual([]);
  });

  test.each([
    ...[
      '__processes__',
      'api-v1-GET',
      'files-browse',
      'files-debug',
      'flags',
      'frameworks',
      'health',
      'health2',
    ],
    ...[
      'logging-toggle',
      'maintenance-schedule',
      'maintenance-status',
      'master-flags',
      'nonexistent',
      'profiler',
    ],
    ...[
      'quota',
      'redirect-leader',
      'registrar-registry',
      'roles',
      'root',
      'slaves',
      'slaves-filtered',
      'state',
    ],
    ...['state-json', 'state-summary', 'system-stats', 'tasks', 'tasks-order', 'version', 'weights'],
  ])('master-%s', async (name) => {
    const problems = await replay(cluster, `master-${name}`);
    // How many actors there are in it nobody needs to know.
    expect(
      name === '__processes__' ? problems.filter((problem) => !problem.includes('items')) : problems,
    ).toEqual([]);
  });

  test.each(['redirect-noprefix-leader', 'slaves-noprefix', 'state-noprefix', 'state.json-noprefix'])(
    '%s',
    async (name) => {
      expect(await replay(cluster, name)).toEqual([]);
    },
  );

  test.each([
    ...[
      'containerizer-debug',
      'containers',
      'files-browse',
      'flags',
      'health',
      'monitor-statistics',
      'version',
    ],
    ...['slave1-health', 'slave1-state.json', 'slave1-state', 'state.json', 'state'],
  ])('agent1-%s', async (name) => {
    expect(await replay(cluster, `agent1-${name}`, { port: 5051 })).toEqual([]);
  });

  test.each([
    ...['GET_AGENT', 'GET_CONTAINERS', 'GET_FLAGS', 'GET_HEALTH', 'GET_LOGGING_LEVEL', 'GET_OPERATIONS'],
    ...['GET_RESOURCE_PROVIDERS', 'GET_VERSION'],
  ])('agent-api-v1-%s', async (name) => {
    expect(await replay(cluster, `agent-api-v1-${name}`, { port: 5051 })).toEqual([]);
  });

  test('metrics are recorded ones, and fractions', async () => {
    for (const [name, port] of [
      ['metrics-snapshot', 5050],
      ['agent1-metrics-snapshot', 5051],
    ] as const) {
      const problems = await replay(cluster, name, { port });
      // Of the insides of the real one there are many more.
      expect(problems.filter((problem) => !problem.endsWith('is missing'))).toEqual([]);
      expect(
        problems.filter((problem) => /elected|ensemble_size|slaves_|cpus_(total|used) /.test(problem)),
      ).toEqual([]);
    }
  });

  test('a page as a call of a script', async () => {
    const answer = await cluster.ask('127.0.0.1', '/state?jsonp=cb');
    expect(answer.headers['content-type']).toBe('text/javascript');
    expect(answer.body).toMatch(/^cb\(\{.*\}\);$/);
  });
});
