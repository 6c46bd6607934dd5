import { z } from 'zod';
import { isMarathonError, MarathonApi } from '../../../src/drivers/marathon';
import { putApp } from '../../../src/drivers/marathon/calls';
import { marathonThatAnswers } from './support/scripted';

const signal = new AbortController().signal;
const done = { status: 200, body: { deploymentId: 'd1', version: '2026-11-20T20:05:20.000Z' } };

test('a definition is sent as the whole of it, and by force only when asked', async () => {
  const { api, sent } = await marathonThatAnswers({ '/v2/apps/shop/web': done });
  await putApp(api, '/shop/web', { id: '/shop/web', cmd: 'run' }, { signal });
  await putApp(api, '/shop/web', { id: '/shop/web', cmd: 'run' }, { signal, force: true });
  expect(sent.slice(1).map(({ method, url }) => `${method} ${url.replace(/.*:8080/, '')}`)).toEqual([
    'PUT /v2/apps/shop/web?partialUpdate=false',
    'PUT /v2/apps/shop/web?force=true&partialUpdate=false',
  ]);
  expect(JSON.parse(sent[1]?.body ?? '')).toEqual({ id: '/shop/web', cmd: 'run' });
});

test.each([
  [
    { kind: 'basic', username: 'ops', password: 'p:ä' } as const,
    `Basic ${Buffer.from('ops:p:ä').toString('base64')}`,
  ],
  [{ kind: 'token', scheme: 'bearer', token: 't' } as const, 'Bearer t'],
  [{ kind: 'token', scheme: 'dcos', token: 't' } as const, 'token=t'],
])('logs in by %j', async (login, header) => {
  const { sent } = await marathonThatAnswers({}, { login });
  expect(sent[0]?.headers['authorization']).toBe(header);
});

test('a service of DC/OS has a path of its own', async () => {
  const { sent } = await marathonThatAnswers(
    { '/service/marathon/v2/info': { status: 200, body: { version: '1.11.24' } } },
    { url: 'https://dcos.example/service/marathon/' },
  );
  expect(sent[0]?.url).toBe('https://dcos.example/service/marathon/v2/info');
});

test('a redirect is followed, without the login where it leads elsewhere', async () => {
  const { api, sent } = await marathonThatAnswers(
    {
      '/v2/apps/web': ({ url }) =>
        url.includes('leader')
          ? done
          : { status: 307, body: '', headers: { location: 'http://leader:8080/v2/apps/web' } },
    },
    { login: { kind: 'basic', username: 'ops', password: 'secret' } },
  );
  await putApp(api, '/web', {}, { signal });
  expect(sent.at(-1)).toMatchObject({ method: 'PUT', url: 'http://leader:8080/v2/apps/web', body: '{}' });
  expect(sent.at(-1)?.headers).not.toHaveProperty('authorization');
  expect(sent.at(-2)?.headers).toHaveProperty('authorization');
});

test('instances that redirect to each other have no leader', async () => {
  const { api } = await marathonThatAnswers({
    '/v2/apps/web': ({ url }) => ({
      status: 307,
      body: '',
      headers: { location: `http://${url.includes('//one') ? 'two' : 'one'}:8080/v2/apps/web` },
    }),
  });
  await expect(putApp(api, '/web', {}, { signal, retryMs: 0 })).rejects.toMatchObject({
    kind: 'no-leader',
    message: expect.stringContaining('the instances redirect to each other'),
  });
});

test.each([
  [401, { message: 'Unauthorized' }, 'unauthorized', /401: Unauthorized; give a login that it knows/],
  [403, { message: 'Not Authorized to perform this action!' }, 'forbidden', /the login needs the right/],
  [
    403,
    {
      message: 'Max number (100) of running deployments achieved. Call returned without starting deployment',
    },
    'busy',
    /Max number \(100\)/,
  ],
  [
    409,
    { message: 'App is locked by one or more deployments.', deployments: [{ id: 'd7' }] },
    'locked',
    /locked by one or more/,
  ],
  [
    422,
    {
      message: 'Object is not valid',
      details: [
        { path: '/cpus', errors: ['must be > 0'] },
        { path: '/id', errors: ['is bad', 'is long'] },
      ],
    },
    'invalid',
    /422: Object is not valid: \/cpus: must be > 0; \/id: is bad, is long$/,
  ],
  [
    400,
    { message: 'Invalid JSON', details: [{ path: '/instances', errors: ['error.expected.jsnumber'] }] },
    'invalid',
    /\/instances/,
  ],
  [
    503,
    { message: 'Could not determine the current leader' },
    'no-leader',
    /Could not determine the current leader/,
  ],
  [503, '<html><body>HTTP ERROR: 503</body></html>', 'no-leader', /503: status 503/],
])('%i %j is %s', async (status, body, kind, message) => {
  const { api } = await marathonThatAnswers({ '/v2/apps/web': { status, body } });
  const error = await putApp(api, '/web', {}, { signal, retryMs: 0 }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(isMarathonError(error) && error.kind).toBe(kind);
  expect(String(error)).toMatch(message);
});

test('deployments in the way are named', async () => {
  const body = { message: 'App is locked', deployments: [{ id: 'd7' }, { id: 'd8' }] };
  const { api } = await marathonThatAnswers({ '/v2/apps/web': { status: 409, body } });
  await expect(putApp(api, '/web', {}, { signal })).rejects.toMatchObject({ deployments: ['d7', 'd8'] });
});

test('a change of the leader is waited out', async () => {
  let asked = 0;
  const { api } = await marathonThatAnswers({
    '/v2/apps/web': () => {
      asked++;
      if (asked === 1) return { status: 503, body: { message: 'Could not determine the current leader' } };
      return asked === 2 ? new Error('ECONNREFUSED') : done;
    },
  });
  expect(await putApp(api, '/web', {}, { signal })).toMatchObject({ deploymentId: 'd1' });
});

test('what a proxy answers in place of Marathon is said', async () => {
  const { api } = await marathonThatAnswers({
    '/v2/apps/web': { status: 200, body: '<html>Sign in</html>' },
  });
  await expect(putApp(api, '/web', {}, { signal })).rejects.toThrow('it is no JSON: <html>Sign in');
  const other = await marathonThatAnswers({ '/v2/apps/web': { status: 200, body: { hello: 1 } } });
  await expect(putApp(other.api, '/web', {}, { signal })).rejects.toThrow(
    /another form: (deploymentId|version)/,
  );
});

test('who does not answer at all is not Marathon', async () => {
  const transport = { send: () => Promise.reject(new Error('ECONNREFUSED')), close: () => Promise.resolve() };
  await expect(
    MarathonApi.connect({ url: 'http://m:8080', transport, source: 'Marathon at m' }, { signal, retryMs: 0 }),
  ).rejects.toThrow('Marathon at m: GET /v2/info: no answer: ECONNREFUSED');
});

test('an interrupt ends the tries with its reason', async () => {
  const interrupt = new AbortController();
  const { api } = await marathonThatAnswers({
    '/v2/leader': () => {
      interrupt.abort(new Error('stopped by the user'));
      return new Error('aborted');
    },
  });
  await expect(
    api.request('GET', '/v2/leader', z.object({}), undefined, { signal: interrupt.signal }),
  ).rejects.toThrow('aborted');
});
