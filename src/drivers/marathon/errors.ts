import { isCertificateError, RequestTimeout, whyNoAnswer } from '../http';
import { errorAnswer, type ErrorAnswer } from './answers';

/** What a refusal of Marathon means for whoever asks. */
export type MarathonErrorKind =
  /** No answer came: refused, reset, no route, too late. */
  | 'unreachable'
  /** 502, 503, 504: no instance leads, or the one that is asked cannot reach the leader. It passes by itself. */
  | 'no-leader'
  /** 401: Marathon wants a login, or refuses this one. */
  | 'unauthorized'
  /** 403 */
  | 'forbidden'
  /** 403: so many deployments are under way that Marathon begins no other. */
  | 'busy'
  | 'not-found'
  /** 409: a deployment of the same app is under way. */
  | 'locked'
  /** 400 or 422: Marathon does not take the definition. */
  | 'invalid'
  /** Any other status. */
  | 'refused'
  /** An answer that is not what Marathon's API gives. */
  | 'misunderstood';

interface MarathonErrorParts {
  readonly kind: MarathonErrorKind;
  readonly status?: number;
  readonly detail: string;
  readonly deployments?: readonly string[];
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** A request that Marathon refused, or that did not reach it. */
export class MarathonError extends Error {
  readonly kind: MarathonErrorKind;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** What Marathon said, without the request it belongs to: of a definition, field by field. */
  readonly detail: string;
  /** The deployments that are in the way. */
  readonly deployments: readonly string[];
  readonly retryAfterMs: number | undefined;

  constructor(message: string, parts: MarathonErrorParts) {
    super(message, { cause: parts.cause });
    this.name = 'MarathonError';
    this.kind = parts.kind;
    this.status = parts.status;
    this.detail = parts.detail;
    this.deployments = parts.deployments ?? [];
    this.retryAfterMs = parts.retryAfterMs;
  }
}

export function isMarathonError(
  error: unknown,
  ...kinds: readonly MarathonErrorKind[]
): error is MarathonError {
  return error instanceof MarathonError && (kinds.length === 0 || kinds.includes(error.kind));
}

/** Where a request went, and what was asked. */
export interface Asked {
  /** How to name Marathon. */
  readonly source: string;
  readonly method: string;
  readonly path: string;
}

/** No answer came. */
export function unreachable({ source, method, path }: Asked, cause: unknown): MarathonError {
  const detail = cause instanceof RequestTimeout ? cause.message : `no answer: ${whyNoAnswer(cause)}`;
  return new MarathonError(`${source}: ${method} ${path}: ${detail}`, {
    kind: isCertificateError(cause) ? 'refused' : 'unreachable',
    detail,
    cause,
  });
}

/** Marathon's `{message, details}` as an error that says what to do. */
export function refused(
  { source, method, path }: Asked,
  status: number,
  body: string,
  retryAfter: string | undefined,
): MarathonError {
  const answer = parseError(body);
  const isRedirect = status === 307 || status === 308;
  const silence = isRedirect ? 'the instances redirect to each other' : `status ${String(status)}`;
  const detail = detailOf(answer, body) || silence;
  const kind = kindOf(status, detail);
  const wayOut = waysOut[kind];
  const seconds = Number(retryAfter ?? Number.NaN);
  return new MarathonError(
    `${source}: ${method} ${path}: ${String(status)}: ${detail}${wayOut === undefined ? '' : `; ${wayOut}`}`,
    {
      kind,
      status,
      detail,
      deployments: answer?.deployments.map(({ id }) => id) ?? [],
      retryAfterMs: Number.isFinite(seconds) ? seconds * 1000 : undefined,
    },
  );
}

export function misunderstood({ source, method, path }: Asked, why: string): MarathonError {
  return new MarathonError(`${source}: ${method} ${path}: the answer has another form: ${why}`, {
    kind: 'misunderstood',
    detail: why,
  });
}

function parseError(body: string): ErrorAnswer | undefined {
  try {
    const parsed = errorAnswer.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function detailOf(answer: ErrorAnswer | undefined, body: string): string {
  // Jetty's own error pages are HTML, and say the same as the status.
  if (answer === undefined) return /^\s*</.test(body) ? '' : body.trim().slice(0, 500);
  const details = answer.details.map((detail) =>
    typeof detail === 'string'
      ? detail
      : [
          detail.path || detail.attribute,
          [...detail.errors, detail.error, detail.message].filter(Boolean).join(', '),
        ]
          .filter(Boolean)
          .join(': '),
  );
  return [answer.message, details.filter((line) => line !== '').join('; ')]
    .filter((part) => part !== '')
    .join(': ');
}

function kindOf(status: number, detail: string): MarathonErrorKind {
  switch (status) {
    case 401:
      return 'unauthorized';
    case 403:
      return /running deployments|Max number/i.test(detail) ? 'busy' : 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      return 'locked';
    case 400:
    case 422:
      return 'invalid';
    // Only those are told that were not followed: the instances do not agree yet on who leads.
    case 307:
    case 308:
    case 502:
    case 503:
    case 504:
      return 'no-leader';
    default:
      return 'refused';
  }
}

const waysOut: Partial<Record<MarathonErrorKind, string>> = {
  unauthorized: 'give a login that it knows',
  forbidden: 'the login needs the right to do this',
};

/** Whether the same request may succeed a little later. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof MarathonError)) return false;
  return (
    error.kind === 'unreachable' ||
    error.kind === 'no-leader' ||
    (error.kind === 'refused' && (error.status === 429 || error.status === 500))
  );
}
