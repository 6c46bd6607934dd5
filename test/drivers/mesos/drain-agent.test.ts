import { drainAgent, MesosApi, type DrainOutcome } from '../../../src/drivers/mesos';
import { describeWith } from '../../support/require-component';
import { contracts, recording, Replay } from './support/recordings';

const signal = new AbortController().signal;
const agentId = '2d195530-ceda-483d-be0c-c728a96f390d-S1';

interface Call {
  readonly type: string;
  readonly drain_agent?: object;
}

function callOf(body: string | undefined): Call {
  return JSON.parse(body ?? '') as Call;
}

/** Answers GET_AGENTS and GET_TASKS from one recording after the other, and any drain with that it is accepted. */
function replay(steps: (sinceDrain: number, drains: number) => { agents: string; tasks: string }): Replay {
  let looks = 0;
  let drains = 0;
  return new Replay(({ body }) => {
    const { type } = callOf(body);
    if (type === 'DRAIN_AGENT') {
      drains++;
      return recording('api-v1-DRAIN_AGENT').response;
    }
    if (type === 'GET_AGENTS') looks++;
    const { agents, tasks } = steps(looks, drains);
    return recording(type === 'GET_AGENTS' ? agents : tasks).response;
  });
}

/** A drain on a clock that goes as fast as there is nothing to do. */
async function drained(
  transport: Replay,
  drain: Partial<Parameters<typeof drainAgent>[1]> = {},
  timeoutMs = 60_000,
): Promise<{ outcome: DrainOutcome | Error; drains: Call[]; said: string[] }> {
  const api = new MesosApi({ masters: ['http://127.0.0.1:5050'], transport, source: 'the recorded cluster' });
  const said: string[] = [];
  let outcome: DrainOutcome | Error | undefined;
  jest.useFakeTimers();
  try {
    drainAgent(api, { agentId, ...drain }, { signal, timeoutMs, onProgress: (line) => said.push(line) }).then(
      (result) => (outcome = result),
      (error: Error) => (outcome = error),
    );
    while (outcome === undefined) await jest.advanceTimersByTimeAsync(1_000);
  } finally {
    jest.useRealTimers();
  }
  const calls = transport.sent.map(({ body }) => callOf(body));
  return { outcome, drains: calls.filter(({ type }) => type === 'DRAIN_AGENT'), said };
}

describeWith(contracts, 'a drain', () => {
  test('is asked for as it was recorded, and followed to its end', async () => {
    const transport = replay((look) =>
      look < 3
        ? { agents: 'api-v1-GET_AGENTS-drain-step1', tasks: 'api-v1-GET_TASKS-drain-step1' }
        : { agents: 'api-v1-GET_AGENTS-drain-step2', tasks: 'api-v1-GET_TASKS-drain-step2' },
    );
    const { outcome, drains, said } = await drained(transport, { maxGracePeriodSeconds: 20 });
    expect(outcome).toBe('drained');
    expect(drains).toEqual([
      {
        type: 'DRAIN_AGENT',
        drain_agent: { agent_id: { value: agentId }, max_grace_period: { seconds: 20 } },
      },
    ]);
    expect(said.join()).toContain('still runs');
  });

  test('that hangs with no task left is asked for again', async () => {
    const transport = replay((_, drains) =>
      drains < 2
        ? { agents: 'drain-race/api-v1-GET_AGENTS-drain-step1', tasks: 'api-v1-GET_TASKS' }
        : { agents: 'api-v1-GET_AGENTS-drain-step2', tasks: 'api-v1-GET_TASKS' },
    );
    const { outcome, drains } = await drained(transport);
    expect(outcome).toBe('drained');
    expect(drains).toHaveLength(2);
  });

  test('of an agent that is unreachable needs no waiting', async () => {
    const transport = replay(() => ({ agents: 'api-v1-GET_AGENTS-unreachable', tasks: 'api-v1-GET_TASKS' }));
    expect((await drained(transport, { markGone: true })).outcome).toBe('absent');
  });

  test('of an agent that nobody knows is none', async () => {
    const unknown = new Replay(() => recording('api-v1-ERR-drain-unknown-agent').response);
    expect((await drained(unknown)).outcome).toBe('unknown');
  });

  test('that takes too long says what still runs', async () => {
    const transport = replay(() => ({
      agents: 'api-v1-GET_AGENTS-drain-step1',
      tasks: 'api-v1-GET_TASKS-drain-step1',
    }));
    const { outcome } = await drained(transport, {}, 5_000);
    expect(String(outcome)).toMatch(/agent .*S1 on 127.0.0.1 is not drained after 5 s: .*\(TASK_RUNNING\)/);
  });
});
