import { Exit } from '../../../src/sandbox/mesos';
import { describeWith } from '../../support/require-component';
import { TestCluster } from './support/cluster';
import { settle } from './support/manual-clock';
import type { MemoryScheduler } from './support/memory-scheduler';
import { readRecording, recordingNames, recordings } from './support/recordings';
import { replay } from './support/replay';
import { HOLDER, startAgent1, startAgent2, startAgents, task } from './support/situations';

const RESOURCES = 'cpus:4;mem:4096;disk:10000;ports:[31000-32000]';

describeWith(recordings, 'an agent that restarts as another one', () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = new TestCluster();
    await cluster.startMaster('127.0.0.1');
    await settle();
    await startAgent1(cluster);
    await cluster.until('it is registered', () => cluster.agents.get('5051')?.registered === true);
    await cluster.agents.get('5051')?.kill();
  });

  afterEach(() => cluster.stop());

  /** With the flags of the recording's first line. */
  async function again(name: string): Promise<string> {
    const [command = ''] = readRecording(name).split('\n');
    const flags = Object.fromEntries(
      [...command.matchAll(/--(\w+)=(\S+)/g)].map(([, flag = '', value = '']) => [flag, value]),
    );
    // The two that were changed are not in the line.
    const changed = {
      ...(name.includes('port-changed') ? { port: 5061 } : {}),
      ...(name.includes('hostname-changed') ? { hostname: 'localhost' } : {}),
    };
    const port = 'port' in changed ? changed.port : 5051;
    try {
      const agent = await cluster.startAgent(port ?? 5051, {
        ...flags,
        ...changed,
        work_dir: '/agents/5051',
      });
      await cluster.until('it is registered', () => agent.registered);
      return 'still running';
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      return `EXIT with status ${String(error.status)}: ${error.message}`;
    }
  }

  const names = recordings.available
    ? recordingNames().filter((name) => /^agent-restart-(?!tasks|marked-gone)/.test(name))
    : [];

  test.each(names)('%s', async (name) => {
    const recorded = readRecording(name);
    const outcome = await again(name);
    if (recorded.includes('still running')) {
      expect(outcome).toBe('still running');
      return;
    }
    const [, said = ''] =
      /(EXIT with status [^]*?)(?=\nIf recovery failed|\n\(exited\))/.exec(recorded) ?? [];
    const id = /value: "(.*)"\n\}\ncheckpoint/.exec(said)?.[1];
    const own = /value: "(.*)"\n\}\ncheckpoint/.exec(outcome)?.[1];
    expect(said).not.toBe('');
    const expected = said.replaceAll(id ?? '\u0000', own ?? '').replaceAll(/ +$/gm, '');
    expect(
      outcome
        .slice(0, expected.length + 1)
        .replaceAll(/ +$/gm, '')
        .trimEnd(),
    ).toBe(expected.trimEnd());
  });

  test('is a new one when it has forgotten who it was', async () => {
    const before = cluster.agents.get('5051')?.id;
    cluster.agents.get('5051')?.checkpoints.forgetLatest();
    const agent = await cluster.startAgent(5051, { attributes: 'rack:r9', resources: RESOURCES });
    await cluster.until('it is registered', () => agent.registered);
    expect(agent.id).not.toBe(before);
    expect((await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body).not.toContain(`"${before ?? ''}"`);
  });
});

describeWith(recordings, 'an agent that is away', () => {
  let cluster: TestCluster;
  let a1: string;
  let a2: string;
  let holder: MemoryScheduler;

  beforeEach(async () => {
    cluster = new TestCluster();
    await cluster.startMaster('127.0.0.1', { agent_ping_timeout: '1secs', max_agent_ping_timeouts: 3 });
    await settle();
    ({ a1, a2 } = await startAgents(cluster));
    holder = cluster.scheduler('127.0.0.1');
    await holder.subscribe({ ...HOLDER, checkpoint: true });
    await settle();
    await holder.launch(a1, task('t1', 'sleep 1000', { cpus: 0.2, mem: 32 }));
    await cluster.until('it runs', () => holder.updates.length === 2);
    await holder.call({ type: 'SUPPRESS' });
    await holder.declineAll(1);
    await cluster.clock.advance(1);
  });

  afterEach(() => cluster.stop());

  test('is unreachable when it does not answer pings, and so are its tasks', async () => {
    await cluster.agents.get('5052')?.kill();
    cluster.transport.cutOff({ ip: '127.0.0.1', port: 5051 });
    await cluster.clock.advance(2);
    expect((await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body).toContain(a1);
    await cluster.clock.advance(6);
    for (const name of [
      'GET_AGENTS-unreachable',
      'GET_TASKS-unreachable',
      'DRAIN_AGENT-unreachable',
      'GET_AGENTS-unreachable-drained',
    ]) {
      expect([name, await replay(cluster, `api-v1-${name}`, { agentId: a1 })]).toEqual([name, []]);
    }
    expect(holder.updates.at(-1)).toMatchObject({
      state: 'TASK_UNREACHABLE',
      source: 'SOURCE_MASTER',
      reason: 'REASON_AGENT_REMOVED',
      message: 'health check timed out',
    });
    cluster.transport.reconnect({ ip: '127.0.0.1', port: 5051 });
    await cluster.clock.advance(80);
    await cluster.until('it is back', () => (cluster.agents.get('5051')?.runs.all.length ?? 1) === 0);
    // It was to be drained.
    expect(holder.updates.at(-1)).toMatchObject({ state: 'TASK_KILLED', reason: 'REASON_AGENT_DRAINING' });
  });

  test('is inactive at once when its process ends; tasks without checkpoints are lost with it', async () => {
    const other = cluster.scheduler('127.0.0.1');
    await other.subscribe(HOLDER);
    await settle();
    await other.launch(a2, task('t1', 'sleep 1000', { cpus: 0.2, mem: 32 }));
    await cluster.until('it runs', () => other.updates.length === 2);
    await other.call({ type: 'SUPPRESS' });
    await other.declineAll(1);
    await cluster.agents.get('5052')?.kill();
    await settle();
    expect(other.updates.at(-1)).toMatchObject({
      state: 'TASK_LOST',
      message: 'Agent 127.0.0.1 disconnected',
      source: 'SOURCE_MASTER',
      reason: 'REASON_AGENT_DISCONNECTED',
    });
    const agents = JSON.parse((await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body) as {
      get_agents: { agents: { active: boolean; deactivated: boolean; agent_info: { port: number } }[] };
    };
    expect(
      agents.get_agents.agents.map(({ active, deactivated, agent_info: info }) => [
        info.port,
        active,
        deactivated,
      ]),
    ).toEqual([
      [5051, true, false],
      [5052, false, false],
    ]);
    const back = await startAgent2(cluster);
    await cluster.until('it is back', () => back.registered);
    expect(back.id).toBe(a2);
  });

  test('is gone for good when an operator says so', async () => {
    expect(await replay(cluster, 'api-v1-MARK_AGENT_GONE', { agentId: a2 })).toEqual([]);
    expect(await replay(cluster, 'api-v1-MARK_AGENT_GONE-again', { agentId: a2 })).toEqual([]);
    expect(await replay(cluster, 'api-v1-DRAIN_AGENT-on-gone', { agentId: a2 })).toEqual([]);
    await settle();
    expect(cluster.ended).toMatchObject([{ name: 'agent 5052', status: 0 }]);
    await startAgent2(cluster);
    await settle();
    expect(cluster.ended).toMatchObject([{ status: 0 }, { name: 'agent 5052', status: 0 }]);
    expect(await cluster.ask('127.0.0.1', '/registrar(1)/registry')).toMatchObject({
      body: expect.stringContaining('"gone":{"slaves":[{"id"') as string,
    });
  });

  test('is drained and then gone when that is asked for', async () => {
    expect(await replay(cluster, 'api-v1-DRAIN_AGENT-mark_gone', { agentId: a1 })).toEqual([]);
    await cluster.until('the agent has ended', () => cluster.ended.length > 0);
    expect(cluster.ended).toMatchObject([{ name: 'agent 5051', status: 0 }]);
    expect(holder.updates.at(-1)).toMatchObject({
      state: 'TASK_GONE_BY_OPERATOR',
      message: 'Command terminated with signal Terminated',
      source: 'SOURCE_EXECUTOR',
      reason: 'REASON_AGENT_DRAINING',
    });
    expect(holder.of('FAILURE')).toEqual([{ type: 'FAILURE', failure: { agent_id: { value: a1 } } }]);
  });

  test('a drain stays when the framework leaves before it has acknowledged the last word, until it is asked for again', async () => {
    holder.acknowledges = () => false;
    expect(await replay(cluster, 'api-v1-DRAIN_AGENT', { agentId: a1 })).toEqual([]);
    await cluster.until('the task has ended', () => holder.updates.length === 3);
    await holder.call({ type: 'TEARDOWN' });
    await cluster.clock.advance(5);
    const drainState = async (): Promise<string | undefined> =>
      /"drain_info":\{"state":"(\w+)"/.exec(
        (await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body,
      )?.[1];
    expect(await drainState()).toBe('DRAINING');
    expect(await replay(cluster, 'api-v1-DRAIN_AGENT', { agentId: a1 })).toEqual([]);
    await settle();
    expect(await drainState()).toBe('DRAINED');
  });

  test('has so long to come back to a master that has restarted', async () => {
    await cluster.agents.get('5052')?.kill();
    await cluster.masters.get('127.0.0.1')?.kill();
    await cluster.startMaster('127.0.0.1', { agent_reregister_timeout: '10mins' });
    await cluster.clock.advance(12);
    await cluster.until('the first is back', () => cluster.agents.get('5051')?.registered === true);
    // The first one has no third attribute here.
    const problems = await replay(cluster, 'api-v1-GET_AGENTS-after-master-restart');
    expect(
      problems.filter((problem) => !/attributes has 2 items, not 3|allocated_resources/.test(problem)),
    ).toEqual([]);
    expect(await replay(cluster, 'api-v1-DRAIN_AGENT-recovered-agent', { agentId: a2 })).toEqual([]);
    const again = cluster.scheduler('127.0.0.1');
    await again.subscribe({ ...HOLDER, checkpoint: true, id: { value: holder.frameworkId } });
    await settle();
    await again.call({ type: 'RECONCILE', reconcile: { tasks: [] } });
    await settle();
    expect(again.updates.map(({ state }) => state)).toEqual(['TASK_RUNNING']);
    await cluster.clock.advance(601);
    expect((await cluster.ask('127.0.0.1', '/registrar(1)/registry')).body).toContain(
      '"unreachable":{"slaves":[{"id"',
    );
  });
});
