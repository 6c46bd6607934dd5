import type { ArmRequest } from './read-request';

/** What is left of what a subscription may ask; nobody is refused by it here. */
const REMAINING = { reads: 11_999, writes: 1199, deletes: 14_999 } as const;

/** What every answer of Azure Resource Manager has. */
export function answerHeaders(
  { headers, method, segments }: ArmRequest,
  requestId: string,
): Record<string, string> {
  const client = headers['x-ms-client-request-id'];
  const kind = method === 'DELETE' ? 'deletes' : method === 'GET' || method === 'HEAD' ? 'reads' : 'writes';
  const compute = segments.some((part) => part.toLowerCase() === 'microsoft.compute');
  return {
    'cache-control': 'no-cache',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': headers['x-ms-correlation-request-id'] ?? requestId,
    'x-ms-routing-request-id': `SANDBOX:${requestId}`,
    [`x-ms-ratelimit-remaining-subscription-${kind}`]: String(REMAINING[kind]),
    ...(compute
      ? { 'x-ms-ratelimit-remaining-resource': 'Microsoft.Compute/SandboxOperations3Min;239' }
      : {}),
    ...(client !== undefined && headers['x-ms-return-client-request-id'] === 'true'
      ? { 'x-ms-client-request-id': client }
      : {}),
  };
}
