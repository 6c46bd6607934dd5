import { asError } from '../abort';
import { correlationIdOf, type Answer } from './answer';
import { adviceFor, classify } from './classify';
import { AzureError, type ErrorDetail } from './errors';
import { isObject } from './json';
import { retryAfterMs } from './retry-after';

/** Failures that mean: nobody is there. They may be over soon, but hardly in minutes. */
const absentNetworkCodes = /ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN/;
/** Failures of the network that may be over a moment later. */
const passingNetworkCodes =
  /ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|ECONNABORTED|socket hang up|aborted|timed? ?out/i;

/** How long the same request is repeated after a failure. */
export type Persistence = 'not' | 'briefly' | 'long' | 'busy';

/** What Azure says of an error: `{"error": {…}}`, or the same without that envelope. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
}

/** Undefined when it says none. */
export function errorBody(body: unknown): ErrorBody | undefined {
  const outer = isObject(body) ? body : {};
  const error = isObject(outer.error) ? outer.error : outer;
  const { code, message, details } = error;
  if (typeof code !== 'string' || code === '') return undefined;
  return {
    code,
    message: typeof message === 'string' && message !== '' ? shortened(message) : 'no message',
    details: Array.isArray(details) ? details.flatMap(detailsOf) : [],
  };
}

/** Reasons, and the reasons beneath them. */
function detailsOf(detail: unknown): ErrorDetail[] {
  const body = errorBody(detail);
  return body === undefined ? [] : [{ code: body.code, message: body.message }, ...body.details];
}

/** An answer that refuses what was asked. */
export function refusal(where: string, operation: string, answer: Answer): AzureError {
  const { status } = answer;
  const body = errorBody(answer.body) ?? {
    code: `HTTP ${String(status)}`,
    message: plainText(answer.text),
    details: [],
  };
  const parts = { status, correlationId: correlationIdOf(answer), operation };
  const error = failureOf(where, operation, body, parts);
  const wait = retryAfterMs(answer.header('retry-after'));
  return wait === undefined ? error : new AzureError(error.message, { ...error, retryAfterMs: wait });
}

/** What Azure says failed, as an error of this driver. */
export function failureOf(
  where: string,
  operation: string,
  body: ErrorBody,
  parts: { readonly status?: number; readonly correlationId?: string | undefined },
): AzureError {
  const { code, message: detail, details } = body;
  const kind = classify({ code, detail, details, status: parts.status });
  const reasons = details
    .filter(({ message }) => !detail.includes(message))
    .map((one) => `; ${one.code}: ${one.message}`);
  const advice = adviceFor(kind, code);
  const said = `${code}: ${detail.replace(/\.$/, '')}${reasons.join('')}`;
  return new AzureError(`${where}: ${operation}: ${said}${advice === undefined ? '' : `; ${advice}`}`, {
    ...parts,
    kind,
    code,
    detail,
    details,
    operation,
  });
}

/** What the SDK threw because there was no answer: the network's, or the credentials'. */
export function noAnswer(where: string, operation: string, thrown: unknown): AzureError {
  const error = asError(thrown);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const detail = reasonOf(error);
  const kind = /Credential|Authentication/.test(error.name) ? 'credentials' : 'no-answer';
  const advice = adviceFor(kind, undefined) ?? '';
  const what = kind === 'credentials' ? 'no token' : 'no answer';
  return new AzureError(`${where}: ${operation}: ${what}: ${detail}; ${advice}`, {
    kind,
    code: code ?? error.name,
    detail,
    operation,
    cause: thrown,
  });
}

export function persistenceOf({ kind, code, detail }: AzureError): Persistence {
  if (kind === 'throttled' || kind === 'unavailable') return 'long';
  if (kind === 'busy') return 'busy';
  if (kind !== 'no-answer') return 'not';
  const text = `${code ?? ''} ${detail}`;
  if (absentNetworkCodes.test(text)) return 'briefly';
  return passingNetworkCodes.test(text) ? 'long' : 'not';
}

/** A dual-stack dial that fails has an empty message and its reasons in `errors`. */
export function reasonOf(error: Error): string {
  if (error.message !== '') return shortened(error.message);
  const [first] = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  return first === undefined ? error.name : asError(first).message;
}

/** Something between here and Azure may answer in HTML. */
function plainText(text: string): string {
  const plain = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return plain === '' ? 'an answer without a body' : shortened(plain);
}

function shortened(text: string): string {
  const line = text.trim();
  return line.length > 800 ? `${line.slice(0, 800)}…` : line;
}
