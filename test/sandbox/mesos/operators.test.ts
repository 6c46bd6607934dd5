import { writeFileSync } from 'node:fs';
import { describeWith } from '../../support/require-component';
import { TestCluster } from './support/cluster';
import { settle } from './support/manual-clock';
import { readRecording, recordings } from './support/recordings';
import { replay } from './support/replay';
import { EXECUTE, startAgent1, startAgents, task } from './support/situations';

describeWith(recordings, 'what operators set, as recorded', () => {
  let cluster: TestCluster;
  let a2: string;

  beforeEach(async () => {
    cluster = new TestCluster();
    await cluster.startMaster('127.0.0.1');
    await settle();
    ({ a2 } = await startAgents(cluster));
  });

  afterEach(() => cluster.stop());

  async function replayAll(names: readonly string[], prefix = 'api-v1-'): Promise<void> {
    for (const name of names) {
      expect([name, await replay(cluster, `${prefix}${name}`, { agentId: a2 })]).toEqual([name, []]);
    }
  }

  test('quotas', async () => {
    await replayAll(['UPDATE_QUOTA', 'UPDATE_QUOTA-limits-only', 'GET_QUOTA-set']);
    await replayAll(['quota-set'], 'master-');
    await replayAll([
      ...[
        'ERR-UPDATE_QUOTA-overcommit',
        'UPDATE_QUOTA-overcommit-force',
        'UPDATE_QUOTA-clear',
        'GET_QUOTA-after-clear',
      ],
      ...[
        'UPDATE_QUOTA-star-role-accepted',
        'UPDATE_QUOTA-duplicate-accepted',
        'UPDATE_QUOTA-clear-star',
        'GET_QUOTA-end',
      ],
      ...['SET_QUOTA-deprecated', 'REMOVE_QUOTA-deprecated', 'UPDATE_QUOTA-empty'],
    ]);
  });

  test('weights, reservations, and a framework in a role', async () => {
    await replayAll(['UPDATE_WEIGHTS', 'GET_WEIGHTS-set', 'UPDATE_QUOTA', 'UPDATE_QUOTA-limits-only']);
    await replayAll(['weights-set'], 'master-');
    const prod = cluster.scheduler('127.0.0.1');
    await prod.subscribe({
      ...EXECUTE,
      name: 'holder',
      roles: ['prod'],
      role: undefined,
      capabilities: [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }],
    });
    await settle();
    // No more than the limits of the role are offered, over all agents.
    const offered = (name: string): number =>
      prod.offers
        .flatMap(({ resources }) => resources)
        .filter((one) => one.name === name)
        .reduce((sum, one) => sum + (one.scalar?.value ?? 0), 0);
    expect([offered('cpus'), offered('mem')]).toEqual([2, 1024]);
    const [offer] = prod.offers;
    await prod.launch(offer?.agent_id.value ?? '', task('t1', 'sleep 1000', { cpus: 0.2, mem: 32 }));
    await cluster.until('it runs', () => prod.updates.length === 2);
    await prod.call({ type: 'SUPPRESS' });
    await prod.declineAll(1);
    await replayAll(['GET_ROLES-with-framework']);
    await replayAll(['roles-with-framework'], 'master-');
    await prod.call({ type: 'TEARDOWN' });
    await settle();
    await cluster.call('127.0.0.1', {
      type: 'UPDATE_QUOTA',
      update_quota: { quota_configs: [{ role: 'prod' }, { role: 'dev' }] },
    });
    await replayAll(['RESERVE_RESOURCES', 'RESERVE_RESOURCES-too-much']);
    expect((await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body).toContain(
      '"reservations":[{"type":"DYNAMIC","role":"prod"}]',
    );
    await replayAll(['UNRESERVE_RESOURCES']);
    expect((await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body).not.toContain('"reservations"');
  });

  test('maintenance', async () => {
    await replayAll([
      'UPDATE_MAINTENANCE_SCHEDULE',
      'GET_MAINTENANCE_SCHEDULE-set',
      'GET_MAINTENANCE_STATUS-scheduled',
    ]);
    await replayAll(['maintenance-status-scheduled'], 'master-');
    await replayAll(['START_MAINTENANCE', 'GET_MAINTENANCE_STATUS-down', 'GET_AGENTS-maintenance-down']);
    await settle();
    expect(cluster.ended.map(({ name, status }) => [name, status])).toEqual([
      ['agent 5051', 0],
      ['agent 5052', 0],
    ]);
    await startAgent1(cluster);
    await settle();
    expect(cluster.ended).toHaveLength(3);
    await replayAll([
      ...[
        'ERR-UPDATE_MAINTENANCE_SCHEDULE-while-down',
        'STOP_MAINTENANCE',
        'GET_MAINTENANCE_STATUS-after-stop',
      ],
      ...['GET_MAINTENANCE_SCHEDULE-after-stop', 'UPDATE_MAINTENANCE_SCHEDULE-clear'],
    ]);
    const back = await startAgent1(cluster);
    await cluster.until('the agent is back', () => back.registered);
  });

  test('passwords and rights', async () => {
    const { masters, folder } = cluster;
    writeFileSync(`${folder}/credentials`, 'admin s3cret\nviewer view\n');
    const only = (values: readonly string[]): object => ({ values });
    const rule = (about: string): readonly object[] => [
      { principals: only(['admin']), [about]: { type: 'ANY' } },
      { principals: only(['viewer']), [about]: { type: 'NONE' } },
    ];
    await masters.get('127.0.0.1')?.kill();
    await cluster.startMaster('127.0.0.1', {
      credentials: '/credentials',
      authenticate_http_readonly: true,
      authenticate_http_readwrite: true,
      acls: JSON.stringify({
        view_flags: rule('flags'),
        drain_agents: rule('agents'),
        mark_agents_gone: rule('agents'),
        update_quotas: rule('roles'),
        get_endpoints: [
          { principals: only(['admin']), paths: { type: 'ANY' } },
          { principals: only(['viewer']), paths: { type: 'NONE' } },
        ],
      }),
    });
    await cluster.clock.advance(12);
    const as = (user: string): Record<string, string> =>
      user === 'none' ? {} : { authorization: `Basic ${Buffer.from(user).toString('base64')}` };
    for (const line of readRecording('auth-matrix.txt').trim().split('\n')) {
      const [, path = '', user = '', status, realm = ''] =
        /^(\S+) user=(\S+) -> (\d+) ?(.*)$/.exec(line) ?? [];
      const answer = await cluster.ask('127.0.0.1', path, {
        ...(path === '/api/v1' ? { method: 'POST', body: '{"type":"GET_HEALTH"}' } : {}),
        headers: { 'content-type': 'application/json', ...as(user) },
      });
      expect([line, String(answer.status), answer.headers['www-authenticate'] ?? '']).toEqual([
        line,
        status,
        realm,
      ]);
    }
    for (const [name, user] of [
      ['auth-admin-DRAIN_AGENT', 'admin:s3cret'],
      ['auth-none-DRAIN_AGENT', 'none'],
      ...['DRAIN_AGENT', 'GET_FLAGS', 'MARK_AGENT_GONE', 'UPDATE_QUOTA'].map(
        (call) => [`auth-viewer-${call}`, 'viewer:view'] as const,
      ),
    ] as const) {
      expect([name, await replay(cluster, `api-v1-${name}`, { headers: as(user) })]).toEqual([name, []]);
    }
  });
});
