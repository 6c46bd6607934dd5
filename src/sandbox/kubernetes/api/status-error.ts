import type { Json, JsonMap } from '../json';

export interface StatusCause {
  readonly reason: string;
  readonly message: string;
  readonly field?: string | undefined;
}

/** What a refusal is about. */
export interface StatusSubject {
  readonly name?: string | undefined;
  readonly group?: string | undefined;
  /** The plural of the resource, or the kind where an object is invalid. */
  readonly kind?: string | undefined;
  readonly uid?: string | undefined;
}

interface StatusParts extends StatusSubject {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
  readonly causes?: readonly StatusCause[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** Details that say nothing, as some refusals have them. */
  readonly emptyDetails?: boolean | undefined;
}

/** A request that is refused, as the `Status` object that answers it. */
export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly causes: readonly StatusCause[];
  readonly retryAfterSeconds: number | undefined;

  constructor(private readonly parts: StatusParts) {
    super(parts.message);
    this.code = parts.code;
    this.reason = parts.reason;
    this.causes = parts.causes ?? [];
    this.retryAfterSeconds = parts.retryAfterSeconds;
  }

  toStatus(): JsonMap {
    const { name, group, kind, uid, causes, retryAfterSeconds, emptyDetails } = this.parts;
    const details: JsonMap = {
      name: name === '' ? undefined : name,
      group: group === '' ? undefined : group,
      kind,
      uid,
      causes: causes?.map(({ reason, message, field }): Json =>
        field === undefined ? { reason, message } : { reason, message, field },
      ),
      retryAfterSeconds,
    };
    const known = emptyDetails === true || Object.values(details).some((value) => value !== undefined);
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: this.message,
      reason: this.reason === '' ? undefined : this.reason,
      details: known ? details : undefined,
      code: this.code,
    };
  }
}

/** The resource as messages have it: `deployments.apps`. */
export function qualified({ kind, group }: StatusSubject): string {
  return group === undefined || group === '' ? (kind ?? '') : `${kind ?? ''}.${group}`;
}

export function notFound(subject: StatusSubject): StatusError {
  return new StatusError({
    ...subject,
    code: 404,
    reason: 'NotFound',
    message: `${qualified(subject)} ${JSON.stringify(subject.name ?? '')} not found`,
  });
}

export function alreadyExists(subject: StatusSubject): StatusError {
  return new StatusError({
    ...subject,
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualified(subject)} ${JSON.stringify(subject.name ?? '')} already exists`,
  });
}

export function conflict(subject: StatusSubject, why: string): StatusError {
  return new StatusError({
    ...subject,
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualified(subject)} ${JSON.stringify(subject.name ?? '')}: ${why}`,
  });
}

export const objectModified =
  'the object has been modified; please apply your changes to the latest version and try again';

export function applyConflict(message: string, causes: readonly StatusCause[]): StatusError {
  return new StatusError({ code: 409, reason: 'Conflict', message, causes });
}

export function forbidden(subject: StatusSubject, why: string, causes?: readonly StatusCause[]): StatusError {
  return new StatusError({
    ...subject,
    code: 403,
    reason: 'Forbidden',
    message: `${qualified(subject)} ${JSON.stringify(subject.name ?? '')} is forbidden: ${why}`,
    causes,
  });
}

export function badRequest(message: string): StatusError {
  return new StatusError({ code: 400, reason: 'BadRequest', message });
}

export function internalError(message: string): StatusError {
  return new StatusError({
    code: 500,
    reason: 'InternalError',
    message: `Internal error occurred: ${message}`,
    causes: [{ reason: '', message }],
  });
}

export function unauthorized(): StatusError {
  return new StatusError({ code: 401, reason: 'Unauthorized', message: 'Unauthorized' });
}

export function methodNotAllowed(subject: StatusSubject): StatusError {
  return new StatusError({
    ...subject,
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    emptyDetails: true,
  });
}

export function noSuchPath(): StatusError {
  return new StatusError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    emptyDetails: true,
  });
}

export function unsupportedMediaType(supported: readonly string[]): StatusError {
  return new StatusError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${supported.join(', ')}`,
  });
}

export function expired(message: string): StatusError {
  return new StatusError({ code: 410, reason: 'Expired', message });
}

export function tooManyRequests(
  message: string,
  retryAfterSeconds: number,
  causes?: readonly StatusCause[],
): StatusError {
  return new StatusError({ code: 429, reason: 'TooManyRequests', message, retryAfterSeconds, causes });
}

export function unavailable(message: string): StatusError {
  return new StatusError({ code: 503, reason: 'ServiceUnavailable', message });
}

/** For what a real cluster does and this stand-in does not. */
export function notCovered(what: string): StatusError {
  return new StatusError({
    code: 501,
    reason: 'NotImplemented',
    message: `the sandbox does not cover ${what}; a real cluster does`,
  });
}

/** A field that is wrong, as the API's validation has it. */
export interface FieldProblem {
  readonly field: string;
  readonly reason:
    | 'FieldValueRequired'
    | 'FieldValueInvalid'
    | 'FieldValueForbidden'
    | 'FieldValueNotSupported'
    | 'FieldValueDuplicate'
    | 'FieldValueTooLong'
    | 'FieldValueTooMany'
    | 'FieldValueNotFound'
    | 'FieldValueTypeInvalid';
  /** `Invalid value: 99999: must be between 1 and 65535, inclusive` */
  readonly message: string;
}

/** @param subject with the kind (not the plural) as `kind` */
export function invalid(subject: StatusSubject, problems: readonly FieldProblem[]): StatusError {
  const texts = problems.map(({ field, message }) => `${field}: ${message}`);
  const unique = [...new Set(texts)];
  const list = unique.length === 1 ? (unique[0] ?? '') : `[${unique.join(', ')}]`;
  return new StatusError({
    ...subject,
    code: 422,
    reason: 'Invalid',
    message: `${qualified(subject)} ${JSON.stringify(subject.name ?? '')} is invalid: ${list}`,
    causes: problems.map(({ reason, message, field }) => ({ reason, message, field })),
  });
}
