import { sleep } from '../abort';
import { KubernetesApiError } from './errors';

/** How long a request that can be repeated is repeated while the API server is away or overloaded. */
export const defaultRetryMs = 30_000;
const firstDelayMs = 200;
const longestDelayMs = 5_000;

const passingStatuses = new Set([429, 500, 502, 503, 504]);

/** Whether the same request may succeed a little later. A refused certificate or login will not. */
export function mayPass(error: KubernetesApiError): boolean {
  if (error.status !== undefined) {
    return (passingStatuses.has(error.status) && !isMisfit(error)) || isLostRace(error);
  }
  return error.reason === 'Timeout' || (error.reason === 'Unreachable' && !isCertificateError(error.cause));
}

/** An object that does not fit its kind's schema, which server-side apply answers with status 500. */
export function isMisfit(error: KubernetesApiError): boolean {
  return error.status === 500 && error.detail.includes('typed patch object');
}

/** An admission webhook that gave no answer: what it is about cannot be said before it runs. */
export function isWebhookAway(error: KubernetesApiError): boolean {
  return error.status === 500 && /failed (calling|to call) webhook/.test(error.detail);
}

/** Somebody else wrote the object between our read and our write. A conflict over a field is not one. */
function isLostRace(error: KubernetesApiError): boolean {
  return error.status === 409 && error.causes.length === 0;
}

function isCertificateError(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|ERR_OSSL/.test(code);
}

export interface RetryOptions {
  readonly forMs: number;
  readonly signal: AbortSignal;
  /** Errors to try again beside those that {@link mayPass}. */
  readonly alsoRetry?: ((error: KubernetesApiError) => boolean) | undefined;
  /** Told of each failure that is followed by another try. */
  readonly onRetry?: ((error: KubernetesApiError) => void) | undefined;
}

/** Repeats `attempt` with exponential backoff and jitter, longer where the API server asks for it. */
export async function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = Date.now() + options.forMs;
  for (let delay = firstDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof KubernetesApiError)) throw error;
      if (!mayPass(error) && options.alsoRetry?.(error) !== true) throw error;
      const pause = Math.max(error.retryAfterMs ?? 0, delay / 2 + Math.random() * (delay / 2));
      if (Date.now() + pause > deadline) throw error;
      options.onRetry?.(error);
      await sleep(pause, options.signal);
    }
  }
}
