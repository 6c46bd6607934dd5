import type { Answer } from '../../../src/drivers/azure/answer';
import { classify } from '../../../src/drivers/azure/classify';
import { noAnswer, persistenceOf, refusal } from '../../../src/drivers/azure/failure';

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const parsed: unknown = typeof body === 'string' ? undefined : body;
  return { status, text, body: parsed, header: (name) => headers[name] };
}

const error = (code: string, message = 'Why.', details?: unknown) => ({ error: { code, message, details } });

test.each([
  [404, 'ResourceNotFound', 'not-found'],
  [404, 'SomethingNew', 'not-found'],
  [404, 'SubscriptionNotFound', 'forbidden'],
  [409, 'SkuNotAvailable', 'capacity'],
  [409, 'ZonalAllocationFailed', 'capacity'],
  [409, 'QuotaExceeded', 'quota'],
  [409, 'AnotherOperationInProgress', 'busy'],
  [409, 'Conflict', 'conflict'],
  [400, 'NicInUse', 'in-use'],
  [412, 'PreconditionFailed', 'taken'],
  [401, 'ExpiredAuthenticationToken', 'credentials'],
  [403, 'AuthorizationFailed', 'forbidden'],
  [403, 'RequestDisallowedByPolicy', 'protected'],
  [409, 'ScopeLocked', 'protected'],
  [429, 'TooManyRequests', 'throttled'],
  [500, 'InternalServerError', 'unavailable'],
  [503, 'Whatever', 'unavailable'],
  [400, 'InvalidParameter', 'invalid'],
])('%d with %s is %s', (status, code, kind) => {
  expect(refusal('azure', 'PUT x', answer(status, error(code))).kind).toBe(kind);
});

test.each([
  [
    'Operation could not be completed as it results in exceeding approved Total Regional Cores quota.',
    'quota',
  ],
  ['The request failed since another operation is in progress.', 'busy'],
  ['Cannot resize the disk while the VM is running.', 'conflict'],
])('OperationNotAllowed is told apart by what it says: %s', (detail, kind) => {
  expect(classify({ code: 'OperationNotAllowed', detail, details: [], status: 409 })).toBe(kind);
});

test('a code that says nothing is judged by the reasons beneath it', () => {
  const details = [{ code: 'InUseSubnetCannotBeDeleted', message: 'Used by a NIC.' }];
  expect(refusal('azure', 'DELETE x', answer(400, error('BadRequest', 'No.', details))).kind).toBe('in-use');
});

test('a refusal says what failed, where, why and what to do, and carries all that Azure said', () => {
  const body = error('QuotaExceeded', 'No cores left.', [{ code: 'Detail', message: 'Limit: 10.' }]);
  const headers = { 'x-ms-correlation-request-id': 'c-1', 'retry-after': '7' };
  expect(refusal('azure "lab"', 'PUT virtualMachines/m', answer(409, body, headers))).toMatchObject({
    message:
      'azure "lab": PUT virtualMachines/m: QuotaExceeded: No cores left; Detail: Limit: 10.; ' +
      'remove what is not needed, or ask for more under "Usage + quotas" of the subscription',
    kind: 'quota',
    code: 'QuotaExceeded',
    detail: 'No cores left.',
    details: [{ code: 'Detail', message: 'Limit: 10.' }],
    status: 409,
    correlationId: 'c-1',
    retryAfterMs: 7_000,
  });
});

test('an answer that is not from Azure is told in its own words', () => {
  const html = answer(502, '<html><body><h1>Bad gateway</h1></body></html>');
  expect(refusal('azure', 'GET x', html)).toMatchObject({
    kind: 'unavailable',
    detail: 'Bad gateway',
    code: 'HTTP 502',
  });
});

test.each([
  ['ECONNREFUSED', 'briefly'],
  ['ENOTFOUND', 'briefly'],
  ['ECONNRESET', 'long'],
  ['ETIMEDOUT', 'long'],
  ['CERT_HAS_EXPIRED', 'not'],
])('no answer because of %s is tried again: %s', (code, persistence) => {
  const failure = noAnswer('azure', 'GET x', Object.assign(new Error(`failed: ${code}`), { code }));
  expect(failure.kind).toBe('no-answer');
  expect(persistenceOf(failure)).toBe(persistence);
});

test('credentials that cannot be had are no failure of the network', () => {
  const thrown = Object.assign(new Error('no credential'), { name: 'AggregateAuthenticationError' });
  expect(noAnswer('azure', 'GET x', thrown)).toMatchObject({
    kind: 'credentials',
    message: expect.stringContaining('az login') as string,
  });
});
