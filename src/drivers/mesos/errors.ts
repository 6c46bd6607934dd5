import { isCertificateError, RequestTimeout, whyNoAnswer } from '../http';

/** What a refusal of a master means for whoever asks. */
export type MesosErrorKind =
  /** No answer came: refused, reset, no route, too late. */
  | 'unreachable'
  /** Nobody leads, or the leader still recovers its registry. It passes by itself, unless the quorum is lost. */
  | 'no-leader'
  /** The leader's registrar could not write and never will again: the master has to be restarted. */
  | 'registrar-aborted'
  /** 401: the master wants a login, or refuses this one. */
  | 'unauthorized'
  /** 403 */
  | 'forbidden'
  /** 404, or a 400 that says that the agent is unknown. */
  | 'unknown-agent'
  /** Any other status. */
  | 'refused'
  /** An answer that is not what the operator API gives. */
  | 'misunderstood';

interface MesosErrorParts {
  readonly kind: MesosErrorKind;
  readonly status?: number;
  readonly detail: string;
  readonly cause?: unknown;
}

/** A request that a master refused, or that did not reach one. */
export class MesosError extends Error {
  readonly kind: MesosErrorKind;
  /** The HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  /** What the master said, without the request it belongs to. */
  readonly detail: string;

  constructor(message: string, parts: MesosErrorParts) {
    super(message, { cause: parts.cause });
    this.name = 'MesosError';
    this.kind = parts.kind;
    this.status = parts.status;
    this.detail = parts.detail;
  }
}

export function isMesosError(error: unknown, ...kinds: readonly MesosErrorKind[]): error is MesosError {
  return error instanceof MesosError && (kinds.length === 0 || kinds.includes(error.kind));
}

/** Where a request went, and what was asked: `GET_AGENTS`, `GET /flags`. */
export interface Asked {
  /** How to name the cluster. */
  readonly source: string;
  /** Base URL of the master. */
  readonly master: string;
  readonly what: string;
}

/** No answer came. */
export function unreachable({ source, master, what }: Asked, cause: unknown): MesosError {
  const detail = cause instanceof RequestTimeout ? cause.message : `did not answer: ${whyNoAnswer(cause)}`;
  return new MesosError(`${source}: ${what}: master ${master}: ${detail}`, {
    kind: isCertificateError(cause) ? 'refused' : 'unreachable',
    detail,
    cause,
  });
}

/** A master's plain-text refusal as an error that says what to do. */
export function refused({ source, master, what }: Asked, status: number, body: string): MesosError {
  const silence = isRedirect(status) ? 'the masters redirect to each other' : `status ${String(status)}`;
  const detail = body.trim().slice(0, 500) || silence;
  const kind = kindOf(status, detail);
  const wayOut = waysOut[kind];
  return new MesosError(
    `${source}: ${what}: master ${master}: ${String(status)}: ${detail}${wayOut === undefined ? '' : `; ${wayOut}`}`,
    { kind, status, detail },
  );
}

export function misunderstood({ source, master, what }: Asked, why: string): MesosError {
  return new MesosError(`${source}: ${what}: master ${master} gave an answer of another form: ${why}`, {
    kind: 'misunderstood',
    detail: why,
  });
}

export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 307 || status === 308;
}

function kindOf(status: number, detail: string): MesosErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  // Only those are told that were not followed: the masters do not agree yet on who leads.
  if (status === 503 || isRedirect(status)) return 'no-leader';
  // From the first write that the log did not take in time, a registrar refuses all that follow.
  if (status === 500 && detail.startsWith('Failed to update registry')) return 'registrar-aborted';
  if (/^Unknown agent$|^Agent '.*' not found$/.test(detail)) return 'unknown-agent';
  return 'refused';
}

const waysOut: Partial<Record<MesosErrorKind, string>> = {
  'registrar-aborted':
    'this master refuses every write from now on: see that a quorum of masters runs, then restart it',
  unauthorized: 'the operator API asks for a login (authenticate_http_readwrite): give one that it knows',
  forbidden: 'the login needs the right to do this (acls of the masters)',
};

/** Whether the same request may succeed a little later, maybe at another master. */
export function mayPass(error: unknown): boolean {
  if (!(error instanceof MesosError)) return false;
  return (
    error.kind === 'unreachable' ||
    error.kind === 'no-leader' ||
    [429, 500, 502, 504].includes(error.kind === 'refused' ? (error.status ?? 0) : 0)
  );
}
