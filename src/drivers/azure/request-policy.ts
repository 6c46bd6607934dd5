import type {
  PipelinePolicy,
  PipelineRequest,
  PipelineResponse,
  SendRequest,
} from '@azure/core-rest-pipeline';
import type { RateLimiter } from '../rate-limiter';
import { answerOf, type Answer } from './answer';
import { withOlderVersion } from './api-versions';
import type { AzureConfiguration, AzureTiming } from './configuration';
import { endpointOf } from './connect';
import { AzureError, isAzureError } from './errors';
import { noAnswer, refusal } from './failure';
import { withRetries } from './retry';

/** For whom requests are sent. */
export interface Sender {
  readonly configuration: AzureConfiguration;
  readonly timing: AzureTiming;
  readonly limiter: RateLimiter;
  /** How errors name it. */
  readonly where: string;
}

/**
 * Thrown through the SDK with the first answer to a change, so that no poller of the SDK's follows it. Those of the
 * network and of groups ask for the operation at once, before they give its URL out; those of machines begin at once as
 * well, whatever Retry-After says. All take an operation for failed that Azure has forgotten because it has ended.
 */
export class Begun extends Error {
  constructor(
    readonly answer: Answer,
    /** How errors name it: `PUT virtualMachines/worker-1`. */
    readonly operation: string,
  ) {
    super(`${operation} was accepted`);
  }
}

/**
 * What happens to each request of the SDK's clients: it takes its turn, and is repeated until it is answered for good.
 * What only reads is cut off when its signal is aborted, and repeated when its answer is lost. What changes something is
 * awaited, thrown when nobody knows whether it was done, and ends as `Begun`. What is refused is an AzureError.
 */
export function requestPolicy(sender: Sender): PipelinePolicy {
  const { configuration, timing, limiter, where } = sender;
  const isPublic = (configuration.cloud ?? 'public') === 'public';
  return {
    name: 'fleetwright',
    sendRequest: async (request, next) => {
      requireSameHost(configuration, request.url);
      if (!isPublic) request.url = withOlderVersion(request.url);
      // A policy before this one puts the platform's own in the place of any other.
      const signal = request.abortSignal as AbortSignal | undefined;
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (!reads) delete request.abortSignal;
      request.timeout = timing.requestMs;
      request.allowInsecureConnection = request.url.startsWith('http:');
      const operation = `${request.method} ${nameOf(request.url)}`;
      const response = await withRetries(() => attempt(request, next, where, operation), {
        signal: signal ?? new AbortController().signal,
        timing,
        limiter,
        throwUncertain: !reads,
      });
      if (!reads) throw new Begun(answerOf(response), operation);
      return response;
    },
  };
}

async function attempt(
  request: PipelineRequest,
  next: SendRequest,
  where: string,
  operation: string,
): Promise<PipelineResponse> {
  let response: PipelineResponse;
  try {
    response = await next(request);
  } catch (thrown) {
    throw isAzureError(thrown) ? thrown : noAnswer(where, operation, thrown);
  }
  const answer = answerOf(response);
  if (answer.status < 200 || answer.status >= 300) throw refusal(where, operation, answer);
  if (answer.text !== '' && answer.body === undefined) {
    // Cut off, or from something between here and Azure.
    throw noAnswer(where, operation, new Error('the answer was cut short (aborted)'));
  }
  response.bodyAsText = answer.text;
  return response;
}

/** Operations are followed at URLs that come from answers and from states: a token must not go to any other server. */
function requireSameHost(configuration: AzureConfiguration, url: string): void {
  const endpoint = endpointOf(configuration);
  const [wanted, given] = [new URL(endpoint), URL.canParse(url) ? new URL(url) : undefined];
  const same = given?.host === wanted.host || given?.hostname.endsWith(`.${wanted.hostname}`) === true;
  if (same && given.protocol === wanted.protocol) return;
  throw new AzureError(
    `azure ${JSON.stringify(configuration.name)}: an operation is to be followed at ${JSON.stringify(url.slice(0, 200))}, which does not belong to ${endpoint}; no token is sent there`,
    { kind: 'invalid' },
  );
}

/** The last parts of a path, by which a reader knows what it is about: `virtualMachines/worker-1/start`. */
function nameOf(url: string): string {
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '');
  const last = parts.slice(parts.length > 6 ? 6 : parts.length > 4 ? 4 : 2);
  const name = last.join('/');
  return name.length > 120 ? `${name.slice(0, 120)}…` : name;
}
