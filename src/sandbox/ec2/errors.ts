/** Codes that are not answered with HTTP status 400. */
const STATUS: Readonly<Record<string, number>> = {
  AuthFailure: 401,
  UnauthorizedOperation: 403,
  MissingAuthenticationToken: 403,
  SignatureDoesNotMatch: 403,
  InvalidClientTokenId: 403,
  AccessDenied: 403,
  DryRunOperation: 412,
  InternalError: 500,
  InternalFailure: 500,
  InternalServerError: 500,
  InsufficientInstanceCapacity: 500,
  InsufficientAddressCapacity: 500,
  RequestLimitExceeded: 503,
  EC2ThrottledException: 503,
  Unavailable: 503,
  ServiceUnavailable: 503,
};

/** An answer that says no, as a client sees it: a code, a message and an HTTP status. */
export class ApiError extends Error {
  readonly status: number;

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
    this.status = STATUS[code] ?? 400;
  }
}

export function notFound(code: string, what: string, id: string): ApiError {
  return new ApiError(code, `The ${what} '${id}' does not exist`);
}

export function invalidValue(parameter: string, value: string | number, why: string): ApiError {
  return new ApiError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${parameter} is invalid. ${why}`,
  );
}

export function missing(parameter: string): ApiError {
  return new ApiError('MissingParameter', `The request must contain the parameter ${parameter}`);
}

/** For what EC2 can do and this stand-in cannot: never a made-up success. */
export function notCovered(what: string): ApiError {
  return new ApiError('Unsupported', `The sandbox is a stand-in for EC2 and does not cover ${what}`);
}
