export type AzureErrorKind =
  /** What was asked for does not exist (any more). */
  | 'not-found'
  /** The region or zone has no machine of that size. */
  | 'capacity'
  /** A limit of the subscription. */
  | 'quota'
  /** No credentials, or Azure does not accept them. */
  | 'credentials'
  /** The credentials are good but not entitled. */
  | 'forbidden'
  | 'throttled'
  /** Azure failed, and kept failing. */
  | 'unavailable'
  /** No answer: refused, reset, no such host, no answer in time. */
  | 'no-answer'
  /** The name is taken, or it belongs to something that is not ours. */
  | 'taken'
  /** Something else still uses it. */
  | 'in-use'
  /** Another operation holds it at the moment. */
  | 'busy'
  /** It is not in a state in which this can be done. */
  | 'conflict'
  /** A lock or a policy protects it. */
  | 'protected'
  /** An operation that Azure had accepted failed. */
  | 'failed'
  /** What was waited for did not come in time. */
  | 'timeout'
  /** Parameters that can never work. */
  | 'invalid'
  /** The signal was aborted. */
  | 'interrupted';

/** One of the reasons that Azure gives beneath an error. */
export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
}

interface AzureErrorParts {
  readonly kind: AzureErrorKind;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
  readonly correlationId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Every failure of this driver. `message` says what failed, where, why and what to do. */
export class AzureError extends Error {
  readonly kind: AzureErrorKind;
  /** Azure's own: `SkuNotAvailable`. */
  readonly code: string | undefined;
  /** What Azure said, without the request it belongs to. */
  readonly detail: string;
  /** What Azure gives as reasons beneath. */
  readonly details: readonly ErrorDetail[];
  /** `PUT virtualMachines/worker-1`. */
  readonly operation: string | undefined;
  /** HTTP status; undefined when there was no answer, or the operation failed after it was accepted. */
  readonly status: number | undefined;
  /** By which Azure's support finds it. */
  readonly correlationId: string | undefined;
  /** How long Azure asks to wait before the next try. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, parts: AzureErrorParts) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = 'AzureError';
    this.kind = parts.kind;
    this.code = parts.code;
    this.detail = parts.detail ?? message;
    this.details = parts.details ?? [];
    this.operation = parts.operation;
    this.status = parts.status;
    this.correlationId = parts.correlationId;
    this.retryAfterMs = parts.retryAfterMs;
  }

  /** The same failure, told with what else is known about it. */
  with(changes: { readonly message?: string; readonly kind?: AzureErrorKind }): AzureError {
    return new AzureError(changes.message ?? this.message, {
      kind: changes.kind ?? this.kind,
      code: this.code,
      detail: this.detail,
      details: this.details,
      operation: this.operation,
      status: this.status,
      correlationId: this.correlationId,
      retryAfterMs: this.retryAfterMs,
      cause: this.cause,
    });
  }
}

/** Whether `error` is a failure of this driver of one of these kinds. */
export function isAzureError(error: unknown, ...kinds: readonly AzureErrorKind[]): error is AzureError {
  return error instanceof AzureError && (kinds.length === 0 || kinds.includes(error.kind));
}
