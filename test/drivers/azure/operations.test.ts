import { createPipelineRequest, type HttpMethods } from '@azure/core-rest-pipeline';
import { provisioningStateOf } from '../../../src/drivers/azure/answer';
import { AzureApi } from '../../../src/drivers/azure/api';
import type { AzureTiming } from '../../../src/drivers/azure/configuration';
import { virtualMachines } from '../../../src/drivers/azure/kinds';
import { Operations, type Observed } from '../../../src/drivers/azure/operation';
import { Begun } from '../../../src/drivers/azure/request-policy';
import { Resources } from '../../../src/drivers/azure/resources';
import { describeWith } from '../../support/require-component';
import { contracts, traces, type Exchange } from './support/contracts';
import { Replay } from './support/replay';

const subscriptionId = '00000000-0000-0000-0000-000000000000';
const timing: Partial<AzureTiming> = { firstPollMs: 1, longestPollMs: 2, firstRetryDelayMs: 1, retryMs: 200 };
const { signal } = new AbortController();

let replay: Replay;
const before = { ...process.env };
beforeAll(async () => {
  replay = await Replay.start();
  Object.assign(process.env, replay.environment);
});
afterAll(async () => {
  process.env = before;
  await replay.stop();
});

/** What happened when a request was sent and followed to its end. */
interface Followed {
  readonly urls: readonly (string | undefined)[];
  readonly output: unknown;
  readonly error: unknown;
}

function newApi(): AzureApi {
  const configuration = { name: 'test', subscriptionId, endpoint: replay.origin, maxRequestsPerSecond: 1e6 };
  return new AzureApi(configuration, timing);
}

/** Sends whatever change as the SDK sends one, also of types that the driver does not know, and follows it. */
async function follow(exchange: Pick<Exchange, 'method' | 'path'>): Promise<Followed> {
  const api = newApi();
  const urls: (string | undefined)[] = [];
  const onOperation = (url: string | undefined): void => void urls.push(url);
  const hasOutput = exchange.method === 'POST';
  const url = `${replay.origin}${exchange.path}`;
  const read = async (): Promise<Observed> => {
    const provisioningState = provisioningStateOf((await api.look(url, { signal })).body);
    return provisioningState === undefined ? {} : { provisioningState };
  };
  const request = createPipelineRequest({ method: exchange.method as HttpMethods, url });
  try {
    const begun = await api
      .use(({ resources }) => resources.sendRequest(request), { signal })
      .catch((thrown: unknown) => thrown);
    if (!(begun instanceof Begun)) throw begun;
    const started = { name: begun.operation, read, hasOutput };
    const output = await new Operations(api).finish(begun.answer, started, { signal, onOperation });
    return { urls, output, error: undefined };
  } catch (error) {
    return { urls, output: undefined, error };
  }
}

type Step = readonly [method: string, path: string, status: number, headers?: object, body?: unknown];

/** A conversation about one operation, as somebody writes it down. */
function conversation(
  ...steps: readonly (readonly [string, string, number, object?, unknown?])[]
): Exchange[] {
  return steps.map(([method, path, status, headers = {}, body = null]) => ({
    method,
    path,
    status,
    headers: headers as Record<string, string>,
    body,
  }));
}

const VM = `/subscriptions/${subscriptionId}/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m`;
const resource = (provisioningState: string) => ({ id: VM, type: 'x', properties: { provisioningState } });
const at = (path: string) => `https://management.azure.com${path}`;

describe('how an operation is followed', () => {
  async function run(...steps: Step[]): Promise<Followed> {
    const exchanges = conversation(...steps);
    replay.load(exchanges);
    const [first] = exchanges;
    return follow(first ?? { method: 'GET', path: '/' });
  }

  test('no header and an end state: it has ended, whatever its status', async () => {
    const followed = await run(['PUT', VM, 201, {}, resource('Succeeded')]);
    expect(followed).toEqual({ urls: [], output: resource('Succeeded'), error: undefined });
  });

  test('Azure-AsyncOperation before Location, by the status in the body', async () => {
    const followed = await run(
      ['DELETE', VM, 202, { 'Azure-AsyncOperation': at('/op/1'), Location: at('/result/1') }],
      ['GET', '/op/1', 200, {}, { status: 'InProgress' }],
      ['GET', '/op/1', 200, {}, { status: 'Deleting' }],
      ['GET', '/op/1', 200, {}, { status: 'Succeeded' }],
      ['GET', '/result/1', 202],
    );
    expect(followed).toEqual({
      urls: [`${replay.origin}/op/1`, undefined],
      output: undefined,
      error: undefined,
    });
    expect(replay.unasked).toHaveLength(1);
  });

  test('Location, of which the latest is asked', async () => {
    const followed = await run(
      ['DELETE', VM, 202, { location: at('/result/1') }],
      ['GET', '/result/1', 202, { location: at('/result/2') }],
      ['GET', '/result/2', 202],
      ['GET', '/result/2', 204],
    );
    expect(followed.urls).toEqual([`${replay.origin}/result/1`, `${replay.origin}/result/2`, undefined]);
    expect(followed.error).toBeUndefined();
    expect(replay.unasked).toEqual([]);
  });

  test('without a header, by the provisioning state of the resource', async () => {
    const followed = await run(
      ['PUT', VM, 201, {}, resource('Creating')],
      ['GET', VM, 200, {}, resource('Updating')],
      ['GET', VM, 200, {}, resource('Succeeded')],
    );
    expect(followed).toEqual({ urls: [], output: undefined, error: undefined });
    expect(replay.unasked).toEqual([]);
  });

  test('a resource that ends as Failed is a failure', async () => {
    const followed = await run(
      ['PUT', VM, 201, {}, resource('Creating')],
      ['GET', VM, 200, {}, resource('Failed')],
    );
    expect(followed.error).toMatchObject({
      kind: 'failed',
      message: expect.stringContaining('Failed') as string,
    });
  });

  test.each([
    ['Failed', 'SkuNotAvailable', 'capacity'],
    ['Failed', 'QuotaExceeded', 'quota'],
    ['Failed', 'VMExtensionProvisioningError', 'failed'],
    ['Canceled', 'Canceled', 'failed'],
    ['Cancelled', 'OperationPreempted', 'busy'],
  ])('200 with status %s and code %s is a failure of kind %s', async (status, code, kind) => {
    const error = { code, message: 'Why it failed.', details: [{ code: 'Detail', message: 'Beneath.' }] };
    const followed = await run(
      ['PUT', VM, 201, { 'azure-asyncoperation': at('/op/1') }, resource('Creating')],
      ['GET', '/op/1', 200, {}, { status, error }],
    );
    expect(followed.urls.at(-1)).toBeUndefined();
    expect(followed.error).toMatchObject({ kind, code, detail: 'Why it failed.', details: error.details });
    expect(String(followed.error)).toContain('azure "test" (subscription 0000');
  });

  test("an action's output comes from the operation, or else from its Location", async () => {
    const headers = { 'azure-asyncoperation': at('/op/1'), location: at('/op/1?monitor=true') };
    const output = { value: [{ message: 'said' }] };
    const inside = await run(
      ['POST', `${VM}/runCommand`, 202, headers],
      ['GET', '/op/1', 200, {}, { status: 'Succeeded', properties: { output } }],
    );
    expect(inside.output).toEqual(output);
    const beside = await run(
      ['POST', `${VM}/runCommand`, 202, headers],
      ['GET', '/op/1', 200, {}, { status: 'Succeeded' }],
      ['GET', '/op/1?monitor=true', 200, {}, output],
    );
    expect(beside.output).toEqual(output);
  });

  test('an operation that Azure has forgotten has ended', async () => {
    const followed = await run(['DELETE', VM, 202, { location: at('/result/gone') }]);
    expect(followed).toMatchObject({ error: undefined, output: undefined });
    expect(followed.urls.at(-1)).toBeUndefined();
  });

  test('no token goes to another server than the endpoint', async () => {
    const elsewhere = new Operations(newApi()).resume('http://127.0.0.1:9/op/1', 'an operation', { signal });
    await expect(elsewhere).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('no token is sent there') as string,
    });
  });

  test('nothing is asked between the first answer and the time that it says, and then at the URL that was given out', async () => {
    const vm = `${VM}?api-version=2026-03-01`;
    replay.load(
      conversation(
        ['PUT', vm, 201, { 'azure-asyncoperation': at('/op/1'), 'retry-after': '1' }, resource('Creating')],
        ['GET', '/op/1', 200, {}, { status: 'Succeeded' }],
      ),
    );
    let unasked: number | undefined;
    let begun = 0;
    const onOperation = (url: string | undefined): void => {
      unasked ??= replay.unasked.length;
      if (url !== undefined) begun = Date.now();
    };
    const resources = new Resources(newApi());
    await resources.put(virtualMachines, VM, { location: 'westeurope' }, { signal, onOperation });
    expect(unasked).toBe(1);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1000);
    expect(replay.unasked).toEqual([]);
  });

  test('one that does not end is given up in time, and an interrupt ends the wait at once', async () => {
    replay.load(
      conversation(
        ...Array.from({ length: 500 }, () => ['GET', '/op/1', 200, {}, { status: 'InProgress' }] as const),
      ),
    );
    const name = 'PUT virtualMachines/m';
    const operations = new Operations(newApi());
    const late = operations.resume(`${replay.origin}/op/1`, name, { signal, timeoutMs: 20 });
    await expect(late).rejects.toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('PUT virtualMachines/m: was accepted but has not ended') as string,
    });
    const controller = new AbortController();
    const ended = operations.resume(`${replay.origin}/op/1`, name, { signal: controller.signal });
    controller.abort(new Error('Ctrl-C'));
    await expect(ended).rejects.toMatchObject({ kind: 'interrupted', message: 'interrupted: Ctrl-C' });
  });
});

describeWith(contracts, 'recorded conversations with Azure', () => {
  const changes = traces().flatMap(([file, exchanges]) =>
    exchanges.flatMap((exchange, index) =>
      exchange.method === 'GET' || exchange.method === 'HEAD'
        ? []
        : [
            [
              `${file} ${String(index)}: ${exchange.method} ${exchange.path.slice(-60)}`,
              exchanges,
              index,
            ] as const,
          ],
    ),
  );

  test('all of them are here', () => {
    expect(traces().length).toBeGreaterThanOrEqual(11);
    expect(changes.length).toBeGreaterThanOrEqual(50);
  });

  test.each(changes)('%s', async (_name, exchanges, index) => {
    const first = exchanges[index] as Exchange;
    const { headers } = first;
    const isPending = first.status === 202 || headers['azure-asyncoperation'] !== undefined;
    const url = headers['azure-asyncoperation'] ?? (first.status === 202 ? headers.location : undefined);
    replay.load(exchanges.slice(index));
    const { urls, output, error } = await follow(first);
    expect(error).toBeUndefined();
    expect(urls[0]).toBe(url === undefined ? undefined : replay.here(url));
    if (isPending) expect(urls.at(-1)).toBeUndefined();
    // All that was recorded at that URL was asked for, up to its end.
    const asked = url === undefined ? undefined : new URL(url);
    const unasked = replay.unasked.filter(({ method, path }) => {
      const one = new URL(path, 'http://none');
      const isSame = one.pathname === asked?.pathname;
      return (
        method === 'GET' && isSame && one.searchParams.get('monitor') === asked.searchParams.get('monitor')
      );
    });
    expect(unasked).toEqual([]);
    if (first.path.includes('/runCommand?')) {
      expect(output).toMatchObject({ value: [{ message: expect.stringContaining('[stdout]') as string }] });
    }
  });
});
