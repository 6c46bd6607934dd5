import { asError } from '../abort';
import { numberAt, objectsAt, textAt } from '../json';
import type { JsonValue } from '../json';

/** One of the `details.causes` of an API server's refusal. */
export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field: string | undefined;
}

interface KubernetesApiErrorParts {
  readonly status: number | undefined;
  readonly reason: string;
  readonly detail: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterMs?: number | undefined;
  readonly objectId?: string | undefined;
  readonly cause?: unknown;
}

/** A request that the API server refused, or that did not reach it. */
export class KubernetesApiError extends Error {
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** The machine-readable reason: `NotFound`, `Conflict`, `Invalid`, `Unreachable`, `Timeout`… */
  readonly reason: string;
  /** What the API server said, without the request it belongs to. */
  readonly detail: string;
  readonly causes: readonly StatusCause[];
  /** How long the API server asks to wait before another try. */
  readonly retryAfterMs: number | undefined;
  /** The object the request was about, if it was about one. */
  readonly objectId: string | undefined;

  constructor(message: string, parts: KubernetesApiErrorParts) {
    super(message, { cause: parts.cause });
    this.name = 'KubernetesApiError';
    this.status = parts.status;
    this.reason = parts.reason;
    this.detail = parts.detail;
    this.causes = parts.causes ?? [];
    this.retryAfterMs = parts.retryAfterMs;
    this.objectId = parts.objectId;
  }
}

export interface RefusedRequest {
  /** How to name the cluster. */
  readonly source: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: JsonValue | undefined;
  /** The body as text where it is no JSON. */
  readonly text: string;
  readonly retryAfter: string | undefined;
  readonly objectId: string | undefined;
}

/** The API server's `Status` object (or a proxy's plain text) as an error. */
export function requestRefused(request: RefusedRequest): KubernetesApiError {
  const { source, method, path, status, body, text, objectId } = request;
  const said = (textAt(body, 'message') ?? text.slice(0, 500).trim()) || 'no message';
  const reason = textAt(body, 'reason') || defaultReasons[status] || `Http${String(status)}`;
  const seconds = Number(request.retryAfter ?? numberAt(body, 'details', 'retryAfterSeconds') ?? Number.NaN);
  return new KubernetesApiError(`${source}: ${method} ${path}: ${String(status)} ${reason}: ${said}`, {
    status,
    reason,
    detail: said,
    causes: objectsAt(body, 'details', 'causes').map((cause) => ({
      reason: textAt(cause, 'reason') ?? '',
      message: textAt(cause, 'message') ?? '',
      field: textAt(cause, 'field'),
    })),
    retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    objectId,
  });
}

const defaultReasons: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** No answer came: refused, reset, no route, bad certificate. */
export function unreachable(source: string, method: string, path: string, cause: Error): KubernetesApiError {
  return new KubernetesApiError(
    `${source}: ${method} ${path}: the API server did not answer: ${reasonOf(cause)}`,
    {
      status: undefined,
      reason: 'Unreachable',
      detail: reasonOf(cause),
      cause,
    },
  );
}

/** A dual-stack dial that fails has an empty message and its reasons in `errors`. */
function reasonOf(cause: Error): string {
  if (cause.message !== '') return cause.message;
  const [first] = 'errors' in cause && Array.isArray(cause.errors) ? (cause.errors as unknown[]) : [];
  return first === undefined ? cause.name : asError(first).message;
}

/** No answer came in time. */
export function timedOut(
  source: string,
  method: string,
  path: string,
  timeoutMs: number,
): KubernetesApiError {
  const detail = `no answer within ${String(Math.round(timeoutMs / 1000))} s`;
  return new KubernetesApiError(`${source}: ${method} ${path}: ${detail}`, {
    status: undefined,
    reason: 'Timeout',
    detail,
  });
}

export function isNotFound(error: unknown): error is KubernetesApiError {
  return error instanceof KubernetesApiError && error.status === 404;
}
