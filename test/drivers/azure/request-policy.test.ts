import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpMethods,
  type PipelineRequest,
} from '@azure/core-rest-pipeline';
import { AzureApi } from '../../../src/drivers/azure/api';
import { Begun, requestPolicy } from '../../../src/drivers/azure/request-policy';

const endpoint = 'https://arm.example.org';
const url = `${endpoint}/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/m?api-version=2026-03-01`;
const policy = requestPolicy(new AzureApi({ name: 'test', subscriptionId: 's', endpoint }, {}));

/** What is sent on, and what comes of it when that is answered with a text. */
async function through(method: HttpMethods, target = url, bodyAsText = '{}') {
  const sent: PipelineRequest[] = [];
  const request = createPipelineRequest({
    method,
    url: target,
    abortSignal: AbortSignal.timeout(60_000),
  });
  const outcome = await policy
    .sendRequest(request, (given) => {
      sent.push({ ...given });
      return Promise.resolve({ request, status: 200, headers: createHttpHeaders(), bodyAsText });
    })
    .catch((thrown: unknown) => thrown);
  return { sent, outcome };
}

test('what only reads can be cut off and gives its answer, without the mark that Azure may begin it with', async () => {
  const { sent, outcome } = await through('GET', url, '\uFEFF{"name":"m"}');
  expect(sent[0]?.abortSignal).toBeDefined();
  expect(outcome).toMatchObject({ status: 200, bodyAsText: '{"name":"m"}' });
});

test.each(['PUT', 'PATCH', 'POST', 'DELETE'] as const)(
  '%s is never cut off, and ends as begun',
  async (method) => {
    const { sent, outcome } = await through(method);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.abortSignal).toBeUndefined();
    expect(outcome).toBeInstanceOf(Begun);
    expect(outcome).toMatchObject({
      operation: `${method} virtualMachines/m`,
      answer: { status: 200, body: {} },
    });
  },
);

test.each([
  'https://elsewhere.example.org/op',
  'http://arm.example.org/op',
  'https://badarm.example.org/op',
  'op',
])('nothing is sent to %s', async (target) => {
  const { sent, outcome } = await through('GET', target);
  expect(sent).toEqual([]);
  expect(outcome).toMatchObject({ kind: 'invalid', message: expect.stringContaining(endpoint) as string });
});

test('a region of the endpoint is no other server', async () => {
  expect((await through('GET', 'https://westeurope.arm.example.org/op')).sent).toHaveLength(1);
});
