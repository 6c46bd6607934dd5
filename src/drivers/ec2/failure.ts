import { asError } from '../abort';
import { adviceFor, classify } from './classify';
import { Ec2Error, type Ec2ErrorKind } from './errors';

/** Failures of the network that may be over a moment later. */
const passingNetworkCodes = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ECONNABORTED']);
/** Failures that mean: nobody is there. They may be over soon, but hardly in minutes. */
const absentNetworkCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
]);

/** How long the same request is repeated after a failure. */
export type Persistence = 'not' | 'briefly' | 'long';

export interface RequestFailure {
  readonly error: Ec2Error;
  readonly persistence: Persistence;
  /** EC2 may have done what was asked, although its answer says nothing of it or did not come. */
  readonly mayHaveHappened: boolean;
}

/** What the SDK threw, as an error of this driver. */
export function requestFailure(where: string, operation: string, thrown: unknown): RequestFailure {
  const parts = partsOf(thrown);
  const network = networkCodeOf(thrown);
  if (network !== undefined) {
    const detail = reasonOf(thrown);
    const message = `${where}: ${operation}: no answer: ${detail}; ${adviceFor('unreachable', network) ?? ''}`;
    return {
      error: new Ec2Error(message, {
        kind: 'unreachable',
        code: network,
        detail,
        operation,
        cause: thrown,
      }),
      persistence: passingNetworkCodes.has(network)
        ? 'long'
        : absentNetworkCodes.has(network)
          ? 'briefly'
          : 'not',
      mayHaveHappened: passingNetworkCodes.has(network),
    };
  }
  const kind = parts.mangled ? 'unavailable' : classify(parts);
  const advice = adviceFor(kind, parts.code);
  const message = `${where}: ${operation}: ${parts.code}: ${parts.detail}${advice === undefined ? '' : `; ${advice}`}`;
  return {
    error: new Ec2Error(message, {
      kind,
      code: parts.code,
      detail: parts.detail,
      operation,
      status: parts.status,
      requestId: parts.requestId,
      cause: thrown,
    }),
    persistence: persistenceOf(kind, parts.code),
    mayHaveHappened: kind === 'unavailable',
  };
}

function persistenceOf(kind: Ec2ErrorKind, code: string): Persistence {
  if (kind === 'throttled' || kind === 'unavailable') return 'long';
  // The SDK corrects its clock by the answer's date, so the next signature may be right.
  return code === 'RequestExpired' || code === 'RequestTimeTooSkewed' ? 'briefly' : 'not';
}

interface FailureParts {
  readonly code: string;
  readonly detail: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** An answer that is none: cut off, or from something between here and EC2. */
  readonly mangled: boolean;
}

function partsOf(thrown: unknown): FailureParts {
  const error = asError(thrown);
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  const from = typeof metadata === 'object' && metadata !== null ? metadata : {};
  const status =
    'httpStatusCode' in from && typeof from.httpStatusCode === 'number' ? from.httpStatusCode : undefined;
  const requestId = 'requestId' in from && typeof from.requestId === 'string' ? from.requestId : undefined;
  const answered = '$response' in error || status !== undefined;
  const mangled = answered && (error.name === 'SyntaxError' || error.name === 'Error' || status === 200);
  return { code: error.name, detail: shortened(error.message || 'no message'), status, requestId, mangled };
}

/** IAM's refusals carry a long encoded part that says nothing to a reader. */
function shortened(message: string): string {
  const text = message.replace(/Encoded authorization failure message: \S+/, '').trim();
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

/** Undefined when there was an answer. The SDK may wrap what the network said into another error's message. */
function networkCodeOf(thrown: unknown): string | undefined {
  const error = asError(thrown);
  if ('$metadata' in error && partsOf(error).status !== undefined) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(E[A-Z]+|EAI_\w+|\w*CERT\w*|ERR_(TLS|SSL|OSSL)\w*)$/.test(code)) return code;
  const inside = /\b(E(?:CONN|HOST|NET)[A-Z]+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE)\b/.exec(
    error.message,
  )?.[1];
  if (inside !== undefined) return inside;
  if (/socket hang up|(^|: )aborted(\n|$)/.test(error.message)) return 'ECONNRESET';
  return /TimeoutError/.test(`${error.name} ${error.message}`) ? 'ETIMEDOUT' : undefined;
}

/** A dual-stack dial that fails has an empty message and its reasons in `errors`. */
function reasonOf(thrown: unknown): string {
  const error = asError(thrown);
  if (error.message !== '') return error.message;
  const [first] = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  return first === undefined ? error.name : asError(first).message;
}
