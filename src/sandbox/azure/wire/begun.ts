import { retryAfter } from '../call-faults';
import { errorBody } from '../errors';
import type { Call } from '../operation';
import type { LongOperation } from '../state/long-operation';
import type { Answer } from './answer';

/** The answer to a PUT or PATCH that goes on: the resource as it is now, and where to ask about the operation. */
export function begunWrite(call: Call, status: 200 | 201, operation: LongOperation, body: unknown): Answer {
  return {
    status,
    body,
    headers: { ...waiting(call, operation), 'azure-asyncoperation': statusUrl(call, operation) },
  };
}

/** The answer to a DELETE or an action that goes on. */
export function begunAction(call: Call, operation: LongOperation): Answer {
  return {
    status: 202,
    headers: {
      ...waiting(call, operation),
      'azure-asyncoperation': statusUrl(call, operation),
      location: resultUrl(call, operation),
    },
  };
}

/** What a GET of the first of the two URLs answers: 200, whatever has become of the operation. */
export function statusAnswer(call: Call, operation: LongOperation): Answer {
  const { status, error, output } = operation;
  const state = {
    status,
    ...(output === undefined ? {} : { properties: { output } }),
    ...(error === undefined ? {} : { error: errorBody(error) }),
  };
  // Network says no more than it must.
  const body =
    operation.provider === 'Microsoft.Network'
      ? state
      : {
          startTime: operation.startedAt.toISOString(),
          ...(operation.endedAt === undefined ? {} : { endTime: operation.endedAt.toISOString() }),
          ...state,
          name: operation.id,
        };
  return { status: 200, body, headers: operation.inProgress ? waiting(call, operation) : {} };
}

/** What a GET of the second one answers: 202 until it has ended, then its result. */
export function resultAnswer(call: Call, operation: LongOperation): Answer {
  if (operation.inProgress) {
    return {
      status: 202,
      headers: { ...waiting(call, operation), location: `${call.request.origin}${call.request.url}` },
    };
  }
  if (operation.error !== undefined) throw operation.error;
  return operation.output === undefined ? { status: 200 } : { status: 200, body: operation.output };
}

function statusUrl(call: Call, operation: LongOperation): string {
  return call.url(path(call, operation, 'operations'));
}

/** Compute tells its two URLs apart by a parameter, Network by the path. */
function resultUrl(call: Call, operation: LongOperation): string {
  return operation.provider === 'Microsoft.Network'
    ? call.url(path(call, operation, 'operationResults'))
    : call.url(path(call, operation, 'operations'), { monitor: 'true' });
}

function path({ cloud }: Call, { provider, location, id }: LongOperation, kind: string): string {
  return `/subscriptions/${cloud.settings.subscriptionId}/providers/${provider}/locations/${location}/${kind}/${id}`;
}

function waiting({ cloud }: Call, { provider }: LongOperation): Readonly<Record<string, string>> {
  const { networkPoll, computePoll } = cloud.settings.delays;
  return {
    'retry-after': retryAfter(cloud.world, provider === 'Microsoft.Network' ? networkPoll : computePoll),
  };
}
