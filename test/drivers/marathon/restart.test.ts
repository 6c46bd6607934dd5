import { applyApp, type DeployOptions } from '../../../src/drivers/marathon';
import { marathonThatAnswers } from './support/scripted';

const app = { id: '/web', cmd: 'run', instances: 1, tasksRunning: 1, version: '2026-11-20T20:05:20.000Z' };
const noLeader = { status: 503, body: { message: 'Could not determine the current leader' } };

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test('a deployment is followed through the restart of an only Marathon, which takes a minute', async () => {
  const began = Date.now();
  const away = () => Date.now() - began < 60_000;
  const { api } = await marathonThatAnswers({
    '/v2/apps/web': ({ method }) =>
      method === 'PUT'
        ? { status: 200, body: { deploymentId: 'd1', version: app.version } }
        : { status: 200, body: { app } },
    '/v2/deployments': () => (away() ? noLeader : { status: 200, body: [] }),
  });
  const options: DeployOptions = {
    signal: new AbortController().signal,
    timeoutMs: 600_000,
    force: false,
    onFailure: 'keep',
  };
  const applied = applyApp(
    api,
    { id: '/web', definition: { id: '/web', cmd: 'run', instances: 1 } },
    options,
  );
  const [result] = await Promise.allSettled([applied, jest.advanceTimersByTimeAsync(90_000)]);
  expect(result).toEqual({ status: 'fulfilled', value: { version: app.version } });
});
