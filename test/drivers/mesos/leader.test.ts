import type { HttpResponse } from '../../../src/drivers/http';
import { MesosApi, observeMasters, waitForLeader } from '../../../src/drivers/mesos';
import { Replay } from './support/recordings';

const signal = new AbortController().signal;
const masters = [1, 2, 3].map((n) => `http://127.0.1.${String(n)}:5050`);
const healthy: HttpResponse = {
  status: 200,
  headers: {},
  body: '{"type":"GET_HEALTH","get_health":{"healthy":true}}',
};
const recovering: HttpResponse = { status: 503, headers: {}, body: 'Master has not finished recovery' };
const text = (status: number, body: string): HttpResponse => ({ status, headers: {}, body });

function redirectTo(master: number): HttpResponse {
  return { status: 307, headers: { location: `//127.0.1.${String(master)}:5050/master/api/v1` }, body: '' };
}

function numberOf(url: string): number {
  return Number(/127\.0\.1\.(\d)/.exec(url)?.[1]);
}

function apiOn(transport: Replay): MesosApi {
  return new MesosApi({ masters, transport, source: 'three masters' });
}

const refusedConnection = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

test('a redirect without a scheme is followed, and the leader asked first from then on', async () => {
  const transport = new Replay(({ url }) => (numberOf(url) === 3 ? healthy : redirectTo(3)));
  const api = apiOn(transport);
  await api.read('GET_HEALTH', { signal });
  await api.read('GET_HEALTH', { signal });
  expect(transport.sent.map(({ url }) => url)).toEqual([
    'http://127.0.1.1:5050/api/v1',
    'http://127.0.1.3:5050/master/api/v1',
    'http://127.0.1.3:5050/api/v1',
  ]);
});

test('a leader that died is waited out, though the others still redirect to it', async () => {
  const transport = new Replay(({ url }, count) => {
    if (numberOf(url) === 1) return refusedConnection();
    if (count < 8) return redirectTo(1);
    return numberOf(url) === 2 ? healthy : redirectTo(2);
  });
  await apiOn(transport).read('GET_HEALTH', { signal });
  expect(numberOf(transport.sent.at(-1)?.url ?? '')).toBe(2);
});

test('masters that redirect to each other, as after an election that not all have heard of, are waited out', async () => {
  const api = apiOn(
    new Replay(({ url }, count) => (count < 20 ? redirectTo(numberOf(url) === 1 ? 2 : 1) : healthy)),
  );
  await expect(api.read('GET_HEALTH', { signal, retryMs: 0 })).rejects.toMatchObject({
    kind: 'no-leader',
    message: expect.stringContaining('the masters redirect to each other'),
  });
  await api.read('GET_HEALTH', { signal });
});

test('a write that the log did not take is not tried again: that master never writes again', async () => {
  const transport = new Replay(() =>
    text(500, 'Failed to update registry: Failed to perform store within 20secs'),
  );
  await expect(apiOn(transport).write('DRAIN_AGENT', {}, { signal })).rejects.toMatchObject({
    kind: 'registrar-aborted',
    message: expect.stringContaining('restart it'),
  });
  expect(transport.sent).toHaveLength(1);
});

test('when nobody answers, the error says who was asked and why there is no answer', async () => {
  const api = apiOn(new Replay(refusedConnection));
  await expect(api.read('GET_AGENTS', { signal, retryMs: 0 })).rejects.toThrow(
    'three masters: GET_AGENTS: master http://127.0.1.1:5050: did not answer: connect ECONNREFUSED',
  );
});

test('that nobody leads says more than that somebody does not answer', async () => {
  const api = apiOn(
    new Replay(({ url }) => (numberOf(url) === 2 ? text(503, 'No leader elected') : refusedConnection())),
  );
  await expect(api.read('GET_AGENTS', { signal, retryMs: 0 })).rejects.toMatchObject({ kind: 'no-leader' });
});

test('an interrupt ends the tries', async () => {
  const interrupt = new AbortController();
  const api = apiOn(
    new Replay(() => {
      interrupt.abort(new Error('stopped by the user'));
      return recovering;
    }),
  );
  await expect(api.read('GET_AGENTS', { signal: interrupt.signal })).rejects.toMatchObject({
    kind: 'no-leader',
  });
});

describe('readiness', () => {
  const metrics = (elected: number, recovered: number, size: number) =>
    text(
      200,
      JSON.stringify({
        'master/elected': elected,
        'registrar/log/recovered': recovered,
        'registrar/log/ensemble_size': size,
      }),
    );
  /** One answer of each kind per master, as they were recorded. */
  function cluster(
    answers: Record<number, { metrics: HttpResponse; health: HttpResponse } | 'silent'>,
  ): Replay {
    return new Replay(({ url }) => {
      const answer = answers[numberOf(url)];
      if (answer === undefined || answer === 'silent') return refusedConnection();
      if (url.endsWith('/metrics/snapshot')) return answer.metrics;
      if (url.endsWith('/redirect')) return redirectTo(1);
      return answer.health;
    });
  }

  test('an elected master without a registry is not ready, whatever else it answers', async () => {
    const api = apiOn(
      cluster({
        1: { metrics: metrics(1, 1, 1), health: recovering },
        2: { metrics: metrics(0, 0, 1), health: redirectTo(1) },
        3: 'silent',
      }),
    );
    const seen = await observeMasters(api, { signal });
    expect(seen.map(({ state }) => state)).toEqual(['recovering', 'starting', 'silent']);
    await expect(waitForLeader(api, { signal, timeoutMs: 0 })).rejects.toThrow(
      /no master leads after 0 s\n {2}http:\/\/127.0.1.1:5050 is recovering \(Master has not finished recovery\), sees 1 replica of the log\n/,
    );
  });

  test('a master that knows no leader is not one that follows', async () => {
    const api = apiOn(cluster({ 2: { metrics: metrics(0, 1, 1), health: text(503, 'No leader elected') } }));
    const seen = await observeMasters(api, { signal });
    expect(seen.map(({ state }) => state)).toEqual(['silent', 'leaderless', 'silent']);
  });

  test('one that is just starting has no endpoints yet', async () => {
    const api = apiOn(cluster({ 1: { metrics: text(404, ''), health: text(404, '') } }));
    const [first] = await observeMasters(api, { signal });
    expect(first?.state).toBe('starting');
  });

  test('the leader is found', async () => {
    const api = apiOn(
      cluster({
        1: { metrics: metrics(1, 1, 3), health: healthy },
        2: { metrics: metrics(0, 1, 3), health: redirectTo(1) },
        3: { metrics: metrics(0, 1, 3), health: redirectTo(1) },
      }),
    );
    expect(await waitForLeader(api, { signal, timeoutMs: 0 })).toMatchObject({
      url: 'http://127.0.1.1:5050',
      ensembleSize: 3,
    });
  });
});
