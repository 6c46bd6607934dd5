import { isCertificateError, withBackoff } from '../http';
import { KubernetesApiError } from './errors';

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

export interface RetryOptions {
  readonly forMs: number;
  readonly signal: AbortSignal;
  /** Errors to try again beside those that {@link mayPass}. */
  readonly alsoRetry?: ((error: KubernetesApiError) => boolean) | undefined;
  /** Told of each failure that is followed by another try. */
  readonly onRetry?: ((error: KubernetesApiError) => void) | undefined;
}

/** Repeats `attempt` with exponential backoff and jitter, longer where the API server asks for it. */
export function withRetries<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { forMs, signal, alsoRetry, onRetry } = options;
  const ofKubernetes = (error: unknown) => (error instanceof KubernetesApiError ? error : undefined);
  return withBackoff(attempt, {
    forMs,
    signal,
    mayPass: (thrown) => {
      const error = ofKubernetes(thrown);
      return error !== undefined && (mayPass(error) || alsoRetry?.(error) === true);
    },
    retryAfterMs: (thrown) => ofKubernetes(thrown)?.retryAfterMs,
    onRetry: (thrown) => {
      const error = ofKubernetes(thrown);
      if (error !== undefined) onRetry?.(error);
    },
  });
}
