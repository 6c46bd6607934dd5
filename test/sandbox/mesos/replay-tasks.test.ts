import { describeWith } from '../../support/require-component';
import { TestCluster } from './support/cluster';
import { settle } from './support/manual-clock';
import type { MemoryScheduler } from './support/memory-scheduler';
import { readRecording, recordedAnswer, recordings } from './support/recordings';
import { compare, replay } from './support/replay';
import { differences } from './support/shape';
import { EXECUTE, HOLDER, startAgent2, startAgents, task } from './support/situations';

describeWith(recordings, 'with tasks, masters and agents answer as recorded', () => {
  jest.setTimeout(20_000);
  let cluster: TestCluster;
  let a1: string;
  let a2: string;

  beforeAll(async () => {
    cluster = new TestCluster();
    await cluster.startMaster('127.0.0.1');
    await settle();
    ({ a1, a2 } = await startAgents(cluster));
  });

  afterAll(() => cluster.stop());

  async function run(
    scheduler: MemoryScheduler,
    agentId: string,
    id: string,
    command: string,
    resources: object,
  ) {
    await scheduler.launch(agentId, task(id, command, resources as Record<string, number>));
  }

  function states(scheduler: MemoryScheduler): readonly unknown[] {
    return scheduler.updates.map(
      ({ task_id, state }) => `${(task_id as { value: string }).value} ${String(state)}`,
    );
  }

  describe('two frameworks have ended and one holds a task', () => {
    let sleeper: MemoryScheduler;

    beforeAll(async () => {
      sleeper = cluster.scheduler('127.0.0.1');
      const ended: MemoryScheduler[] = [];
      for (const [id, command] of [
        ['fail1', 'exit 3'],
        ['echo1', 'echo hello'],
      ] as const) {
        const scheduler = cluster.scheduler('127.0.0.1');
        // It leaves without having said that it has heard of the end.
        scheduler.acknowledges = (state) => !/FAILED|FINISHED/.test(state);
        ended.push(scheduler);
        await scheduler.subscribe(EXECUTE);
        await settle();
        await run(scheduler, a2, id, command, { cpus: 0.5, mem: 32 });
        await cluster.until('the task has ended', () => scheduler.updates.length === 3);
        await scheduler.call({ type: 'TEARDOWN' });
        await settle();
      }
      await sleeper.subscribe(EXECUTE);
      await settle();
      await run(sleeper, a1, 'sleeper', 'echo hello from there; sleep 1000', { cpus: 1, mem: 64, disk: 10 });
      await cluster.until('the task runs', () => sleeper.updates.length === 2);
      await sleeper.declineAll(1000);
      await cluster.clock.advance(2);
    });

    test.each([
      ...['GET_AGENTS-running', 'GET_FRAMEWORKS-running', 'GET_ROLES-running', 'GET_TASKS-running'],
    ])('api-v1-%s', async (name) => {
      expect(await replay(cluster, `api-v1-${name}`)).toEqual([]);
    });

    // Not `tasks-running`: in which order the tasks of several frameworks are listed is as it comes.
    test.each(['frameworks-running', 'roles-running', 'slaves-running', 'state-running-task'])(
      'master-%s',
      async (name) => {
        expect(await replay(cluster, `master-${name}`)).toEqual([]);
      },
    );

    test.each(['containers-running', 'monitor-statistics-running', 'state-running'])(
      'agent1-%s',
      async (name) => {
        expect(await replay(cluster, `agent1-${name}`, { port: 5051 })).toEqual([]);
      },
    );

    afterAll(async () => {
      await sleeper.call({ type: 'TEARDOWN' });
      await settle();
    });
  });

  describe('an agent is drained that runs two tasks which do not want to end', () => {
    let holder: MemoryScheduler;
    const events: string[] = [];

    beforeAll(async () => {
      holder = cluster.scheduler('127.0.0.1');
      await holder.subscribe(HOLDER);
      await settle();
      for (const id of ['t1', 't2']) {
        await run(holder, a1, id, 'trap "echo got a signal" TERM; while true; do sleep 0.2; done', {
          cpus: 0.2,
          mem: 32,
        });
        await cluster.until('the task runs', () => states(holder).includes(`${id} TASK_RUNNING`));
        await cluster.clock.advance(2);
      }
      await holder.declineAll(1000);
      await holder.call({ type: 'SUPPRESS' });
    });

    test('events of the scheduler so far', () => {
      const recorded = readRecording('scheduler-api-v1-stream.txt')
        .split('\n')
        .flatMap((line) => /^[\d:]{8} (\{.*\})$/.exec(line)?.[1] ?? []);
      const first = (type: string): string =>
        recorded.find((line) => line.includes(`"type":"${type}"`)) ?? '';
      const [offers] = holder.of('OFFERS');
      expect(
        differences(first('SUBSCRIBED').replace('15.0', '15'), JSON.stringify(holder.of('SUBSCRIBED')[0])),
      ).toEqual([]);
      // Parsed and printed again, whole fractions are whole.
      const whole = (json: string): string => json.replace(/(\d)\.\d+/g, '$1');
      expect(
        differences(whole(first('OFFERS')), whole(JSON.stringify(offers))).filter(
          (problem) => !/resources\[\d\]/.test(problem),
        ),
      ).toEqual([]);
      expect(differences(whole(first('UPDATE')), whole(JSON.stringify(holder.of('UPDATE')[0])))).toEqual([]);
      expect(states(holder)).toEqual([
        't1 TASK_STARTING',
        't1 TASK_RUNNING',
        't2 TASK_STARTING',
        't2 TASK_RUNNING',
      ]);
    });

    test('it is asked for', async () => {
      const stream = await cluster.transport.fetch(
        { ip: '127.0.0.1', port: 5050 },
        {
          method: 'POST',
          path: '/api/v1',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ type: 'SUBSCRIBE' }),
        },
      );
      if (typeof stream.body !== 'function') throw new Error('no stream');
      stream.body({ write: (chunk) => events.push(chunk), end: () => undefined, onClosed: () => undefined });
      expect(await replay(cluster, 'api-v1-DRAIN_AGENT', { agentId: a1 })).toEqual([]);
      expect(await replay(cluster, 'api-v1-GET_AGENTS-drain-step1')).toEqual([]);
      expect(await replay(cluster, 'master-slaves-drain-step1')).toEqual([]);
      expect(await replay(cluster, 'api-v1-ERR-REACTIVATE_AGENT-while-DRAINING', { agentId: a1 })).toEqual(
        [],
      );
    });

    test('it is done when the last word about the tasks is acknowledged', async () => {
      await cluster.clock.advance(2);
      expect(states(holder)).toHaveLength(4);
      await cluster.clock.advance(2);
      await cluster.until('the tasks have ended', () => states(holder).length === 6);
      expect(holder.updates.at(-1)).toMatchObject({
        state: 'TASK_KILLED',
        message: 'Command terminated with signal Killed',
        reason: 'REASON_AGENT_DRAINING',
      });
      expect(await replay(cluster, 'api-v1-GET_AGENTS-drain-step2')).toEqual([]);
      expect(await replay(cluster, 'master-slaves-drain-step2')).toEqual([]);
      const told = events.filter((event) => event.includes('"TASK_UPDATED"'));
      expect(told).toHaveLength(2);
      const recorded = /\n?(\{"type":"TASK_UPDATED".*?\}\})\d+\n/.exec(
        readRecording('api-v1-SUBSCRIBE-during-drain.response.txt'),
      )?.[1];
      expect(differences(recorded ?? '', told[0]?.split('\n')[1] ?? '')).toEqual([]);
    });

    test('it stays so, and can be taken back', async () => {
      for (const name of ['DRAIN_AGENT-again-when-drained', 'DEACTIVATE_AGENT-when-drained']) {
        expect(await replay(cluster, `api-v1-${name}`, { agentId: a1 })).toEqual([]);
      }
      expect(await replay(cluster, 'api-v1-GET_AGENTS-deactivated-when-drained')).toEqual([]);
      expect(await replay(cluster, 'api-v1-REACTIVATE_AGENT', { agentId: a1 })).toEqual([]);
      expect(await replay(cluster, 'api-v1-GET_AGENTS-after-reactivate')).toEqual([]);
      expect(await replay(cluster, 'api-v1-DEACTIVATE_AGENT', { agentId: a1 })).toEqual([]);
      expect(await replay(cluster, 'api-v1-GET_AGENTS-after-DEACTIVATE_AGENT')).toEqual([]);
      expect(await replay(cluster, 'master-slaves-after-DEACTIVATE_AGENT')).toEqual([]);
      expect(await replay(cluster, 'api-v1-REACTIVATE_AGENT-after-DEACTIVATE', { agentId: a1 })).toEqual([]);
      expect(await replay(cluster, 'api-v1-GET_AGENTS-after-REACTIVATE_AGENT')).toEqual([]);
      expect(await replay(cluster, 'api-v1-DRAIN_AGENT-negative-grace-accepted', { agentId: a2 })).toEqual(
        [],
      );
      expect(await replay(cluster, 'api-v1-GET_AGENTS-after-negative-grace')).toEqual([]);
      expect(await replay(cluster, 'api-v1-REACTIVATE_AGENT-after-idle-drain', { agentId: a2 })).toEqual([]);
      expect(await replay(cluster, 'api-v1-DRAIN_AGENT-no-grace', { agentId: a2 })).toEqual([]);
    });

    test('the registry remembers it, and so does an agent that restarts', async () => {
      expect(await cluster.ask('127.0.0.1', '/registrar(1)/registry')).toMatchObject({
        body: expect.stringContaining('"state":"DRAINED"') as string,
      });
      await cluster.agents.get('5052')?.kill();
      await settle();
      const again = await startAgent2(cluster);
      await cluster.until('the agent is back', () => again.registered);
      expect((await cluster.call('127.0.0.1', { type: 'GET_AGENTS' })).body).toContain('"state":"DRAINED"');
      expect(await replay(cluster, 'api-v1-REACTIVATE_AGENT', { agentId: a2 })).toEqual([]);
    });
  });

  test('what is asked of an agent is compared with its recording as a whole', () => {
    expect(
      compare(recordedAnswer('api-v1-GET_HEALTH'), { ...recordedAnswer('api-v1-GET_HEALTH'), body: '{}' }),
    ).not.toEqual([]);
  });
});
