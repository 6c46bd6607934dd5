import { NodeTransport } from '../../../src/drivers/http';
import {
  deactivateAgent,
  drainAgent,
  findAgent,
  listAgents,
  listFrameworks,
  markAgentGone,
  MesosApi,
  observeMasters,
  quorumOf,
  reactivateAgent,
  readRegistry,
  tasksOn,
  waitForLeader,
  waitForMaster,
} from '../../../src/drivers/mesos';
import { eventually } from '../../sandbox/marathon/support/client';
import { TestMarathon } from '../../support/test-marathon';

jest.setTimeout(120_000);

const { signal } = new AbortController();
const wait = { signal, timeoutMs: 30_000 };

describe('on the stand-in', () => {
  let marathon: TestMarathon;
  let api: MesosApi;

  beforeAll(async () => {
    marathon = await TestMarathon.start([{ attributes: 'rack:r1' }, { attributes: 'rack:r2;level:10' }]);
    api = new MesosApi({
      masters: [marathon.masterUrl],
      transport: new NodeTransport(),
      source: 'the stand-in',
    });
  });
  afterAll(async () => {
    await api.close();
    await marathon.stop();
  });

  const agentOf = async (rack: string) => {
    const found = (await listAgents(api, { signal })).find(({ attributes }) => attributes['rack'] === rack);
    if (found === undefined) throw new Error(`no agent of rack ${rack}`);
    return found;
  };

  test('the master leads and serves, and says with what flags', async () => {
    expect(await waitForLeader(api, wait)).toMatchObject({ url: marathon.masterUrl, state: 'leading' });
    expect(await waitForMaster(api, marathon.masterUrl, wait)).toMatchObject({ state: 'leading' });
    expect((await observeMasters(api, { signal })).map(({ leader }) => leader)).toEqual([marathon.masterUrl]);
    expect([undefined, 1]).toContain(await quorumOf(api, marathon.masterUrl, { signal }));
  });

  test('agents, tasks and frameworks are as they were started', async () => {
    const agents = await listAgents(api, { signal });
    expect(
      agents
        .map(({ attributes }) => attributes)
        .sort((a, b) => (String(a['rack']) < String(b['rack']) ? -1 : 1)),
    ).toEqual([{ rack: 'r1' }, { rack: 'r2', level: '10' }]);
    expect(agents.every(({ active, resources }) => active && resources['cpus(*)'] === '4')).toBe(true);
    expect(await listFrameworks(api, { signal })).toMatchObject([
      { name: 'marathon', active: true, checkpoint: true },
    ]);
  });

  test('an agent is drained while its tasks run elsewhere, and taken back', async () => {
    await marathon.client.ask('POST', '/v2/apps', {
      id: '/web',
      cmd: 'sleep 1000',
      cpus: 0.1,
      mem: 32,
      instances: 2,
      constraints: [['rack', 'UNIQUE']],
    });
    await marathon.client.idle();
    const { id } = await agentOf('r1');
    expect(await tasksOn(api, id, { signal })).toEqual([expect.stringMatching(/^web.*\(TASK_RUNNING\)$/)]);
    expect(await drainAgent(api, { agentId: id, maxGracePeriodSeconds: 2 }, wait)).toBe('drained');
    expect(await findAgent(api, id, { signal })).toMatchObject({
      active: false,
      deactivated: true,
      drain: 'DRAINED',
    });
    expect(await tasksOn(api, id, { signal })).toEqual([]);
    expect(await drainAgent(api, { agentId: id }, wait)).toBe('drained');
    await reactivateAgent(api, id, { signal });
    expect(await findAgent(api, id, { signal })).toMatchObject({
      active: true,
      deactivated: false,
      drain: 'none',
    });
    await eventually(async () => {
      expect(await tasksOn(api, id, { signal })).toHaveLength(1);
    }, 30);
    await marathon.clear();
  });

  test('an agent is taken out of service and back, twice in a row', async () => {
    const { id } = await agentOf('r2');
    await deactivateAgent(api, id, { signal });
    await deactivateAgent(api, id, { signal });
    expect(await findAgent(api, id, { signal })).toMatchObject({ deactivated: true, drain: 'none' });
    await reactivateAgent(api, id, { signal });
    await reactivateAgent(api, id, { signal });
    expect(await findAgent(api, id, { signal })).toMatchObject({ active: true, deactivated: false });
  });

  test('an agent that is gone is nowhere but in the registry', async () => {
    const { id } = await agentOf('r2');
    expect(await drainAgent(api, { agentId: 'nobody-S0' }, wait)).toBe('unknown');
    expect(await markAgentGone(api, 'nobody-S0', { signal })).toBe('unknown');
    expect(await markAgentGone(api, id, { signal })).toBe('gone');
    await eventually(async () => {
      expect(await findAgent(api, id, { signal })).toBeUndefined();
    });
    expect(await markAgentGone(api, id, { signal })).toBe('gone');
    const { gone, admitted } = await readRegistry(api, marathon.masterUrl, { signal });
    expect([gone.has(id), admitted.has(id)]).toEqual([true, false]);
  });
});
