import type { HttpResponse } from '../../../src/drivers/http';
import { answers, type ReadCall } from '../../../src/drivers/mesos/answers';
import {
  deactivateAgent,
  flagsOf,
  listAgents,
  markAgentGone,
  MesosApi,
  MesosError,
  observeMaster,
  quorumOf,
  reactivateAgent,
  readRegistry,
} from '../../../src/drivers/mesos';
import { describeWith } from '../../support/require-component';
import { contracts, recording, recordings, Replay, type Recording } from './support/recordings';

const signal = new AbortController().signal;
const master = 'http://127.0.0.1:5050';

function apiThatAnswers(...responses: readonly HttpResponse[]): MesosApi {
  const [last] = responses.slice(-1);
  const transport = new Replay((_, count) => responses[count - 1] ?? last ?? new Error('no answer is left'));
  return new MesosApi({ masters: [master], transport, source: 'the recorded cluster' });
}

function typeOf({ request }: Recording): string {
  try {
    return String((JSON.parse(request) as { type?: string }).type);
  } catch {
    return '';
  }
}

/** What a refusal is, by how the recordings are named and what is in them. */
const kinds: Readonly<Record<number, string>> = {
  401: 'unauthorized',
  403: 'forbidden',
  503: 'no-leader',
};

describeWith(contracts, 'the recordings of a real master', () => {
  const all = recordings();
  const calls = all.filter(({ name }) => name.startsWith('api-v1-'));
  const reads = calls.filter((one) => Object.hasOwn(answers, typeOf(one)));

  test('there are many', () => {
    expect(reads.length).toBeGreaterThan(40);
    expect(new Set(reads.map(typeOf))).toEqual(new Set(Object.keys(answers)));
  });

  test.each(reads.map((one) => [one.name, one] as const))('%s is understood', async (_, one) => {
    const type = typeOf(one) as ReadCall;
    const leader = recording('api-v1-GET_HEALTH-ha3-master1').response;
    const api = apiThatAnswers(one.response, ...(one.response.status === 307 ? [leader] : []));
    const asked = api.read(type, { signal, retryMs: 0 });
    if (one.response.status === 200) {
      const answer = await asked;
      // Nothing that was said is lost.
      expect(answer).toMatchObject(JSON.parse(one.response.body) as object);
    } else if (one.response.status === 307 && type === 'GET_HEALTH') {
      expect(await asked).toMatchObject({ get_health: { healthy: true } });
    } else if (one.response.status !== 307) {
      const { status, body } = one.response;
      await expect(asked).rejects.toMatchObject({
        kind: kinds[status] ?? 'refused',
        status,
        detail: body.trim(),
      });
    } else {
      // The leader that is recorded here answers another question.
      await expect(asked).rejects.toMatchObject({ kind: 'misunderstood' });
    }
  });

  const refusals = calls.filter(({ response: { status } }) => status >= 400);
  test.each(refusals.map((one) => [one.name, one] as const))(
    '%s is an error that says so',
    async (_, one) => {
      const api = apiThatAnswers(one.response);
      const error = await api.write('DRAIN_AGENT', {}, { signal, retryMs: 0 }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(MesosError);
      const { status, body } = one.response;
      expect(error).toMatchObject({
        status,
        detail: body.trim().slice(0, 500) || `status ${String(status)}`,
      });
    },
  );

  test.each(
    all
      .filter(({ request }) => /\/(master\/)?flags$/.test(request) && request.includes(':5050'))
      .filter(({ response }) => response.status === 200)
      .map((one) => [one.name, one] as const),
  )('%s are flags', async (_, one) => {
    const flags = await flagsOf(apiThatAnswers(one.response), master, { signal });
    expect(Object.keys(flags).length).toBeGreaterThan(20);
    expect(flags).toEqual((JSON.parse(one.response.body) as { flags: unknown }).flags);
    expect(await quorumOf(apiThatAnswers(one.response), master, { signal })).toBe(1);
  });

  test('agents have what flags call attributes and resources', async () => {
    const api = apiThatAnswers(recording('api-v1-GET_AGENTS').response);
    const agents = await listAgents(api, { signal });
    expect(agents.map(({ port, active, drain, presence }) => [port, active, drain, presence]).sort()).toEqual(
      [
        [5051, true, 'none', 'registered'],
        [5052, true, 'none', 'registered'],
      ],
    );
    expect(agents.find(({ port }) => port === 5052)).toMatchObject({
      attributes: { rack: 'r2', disk: 'hdd', level: '10', ports_attr: '[1-5,8-9]' },
      resources: { 'cpus(*)': '2', 'mem(*)': '2048', 'ports(*)': '[32001-33000]' },
    });
  });

  test('agents of before a failover are told from those that are back', async () => {
    const api = apiThatAnswers(recording('api-v1-GET_AGENTS-after-master-restart').response);
    const agents = await listAgents(api, { signal });
    expect(agents.map(({ port, presence, active }) => [port, presence, active])).toEqual([
      [5051, 'registered', true],
      [5052, 'recovered', false],
    ]);
  });

  test.each([
    ['master-registrar-registry-unreachable', { unreachable: 1, gone: 0, admitted: 0 }],
    ['master-registrar-registry-with-gone', { unreachable: 0, gone: 1, admitted: 1 }],
    ['master-registrar-registry-with-drain', { unreachable: 0, gone: 0, admitted: 2 }],
  ])('%s says who is where', async (name, expected) => {
    const found = await readRegistry(apiThatAnswers(recording(name).response), master, { signal });
    expect({
      unreachable: found.unreachable.size,
      gone: found.gone.size,
      admitted: found.admitted.size,
    }).toEqual(expected);
  });

  test('an active agent is as good as a reactivated one, a draining one is not', async () => {
    const active = apiThatAnswers(recording('api-v1-ERR-REACTIVATE_AGENT-when-active').response);
    await reactivateAgent(active, 'S1', { signal });
    const draining = apiThatAnswers(recording('api-v1-ERR-REACTIVATE_AGENT-while-DRAINING').response);
    await expect(reactivateAgent(draining, 'S1', { signal })).rejects.toThrow('still in the DRAINING state');
  });

  test('an unknown agent is one that need not be marked gone', async () => {
    const unknown = apiThatAnswers(recording('api-v1-ERR-mark-gone-unknown-agent').response);
    expect(await markAgentGone(unknown, 'nope-S9', { signal })).toBe('unknown');
    const again = apiThatAnswers(recording('api-v1-MARK_AGENT_GONE-again').response);
    expect(await markAgentGone(again, 'S0', { signal })).toBe('gone');
  });

  test.each(['DEACTIVATE_AGENT', 'REACTIVATE_AGENT', 'MARK_AGENT_GONE'])(
    '%s is sent as it was recorded',
    async (type) => {
      const { request, response } = recording(`api-v1-${type}`);
      const transport = new Replay(() => response);
      const api = new MesosApi({ masters: [master], transport, source: 'the recorded cluster' });
      const [, id = ''] = /"value":"([^"]+)"/.exec(request) ?? [];
      const send = {
        DEACTIVATE_AGENT: deactivateAgent,
        REACTIVATE_AGENT: reactivateAgent,
        MARK_AGENT_GONE: markAgentGone,
      };
      await send[type as keyof typeof send](api, id, { signal });
      expect(JSON.parse(transport.sent[0]?.body ?? '')).toEqual(JSON.parse(request));
      expect(transport.sent[0]?.headers['content-type']).toBe('application/json');
    },
  );

  test.each([
    ['ha3-master1', 'leading', 3],
    ['ha3-master2', 'following', 3],
    ['ha3-master3', 'following', 3],
  ])('%s is %s', async (name, state, ensembleSize) => {
    const transport = new Replay(({ url }) => {
      if (url.endsWith('/metrics/snapshot')) return recording(`${name}-metrics-snapshot`).response;
      if (url.endsWith('/redirect')) return recording(`${name}-master-redirect`).response;
      return recording(`api-v1-GET_HEALTH-${name}`).response;
    });
    const api = new MesosApi({ masters: [master], transport, source: 'the recorded cluster' });
    expect(await observeMaster(api, master, { signal })).toMatchObject({
      state,
      ensembleSize,
      leader: 'http://127.0.1.1:5050',
    });
  });
});
