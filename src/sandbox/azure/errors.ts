export interface ErrorDetail {
  readonly code: string;
  readonly message: string;
  readonly target?: string | undefined;
}

interface ErrorExtras {
  readonly target?: string | undefined;
  readonly details?: readonly ErrorDetail[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** An answer that says no, as a client sees it: an HTTP status and Azure's envelope with a code and a message. */
export class ArmError extends Error {
  readonly target: string | undefined;
  readonly details: readonly ErrorDetail[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { target, details, headers = {} }: ErrorExtras = {},
  ) {
    super(message);
    this.name = 'ArmError';
    this.target = target;
    this.details = details;
    this.headers = headers;
  }
}

/** What stands in an answer, and in an operation that has failed. */
export function errorBody({ code, message, target, details }: ArmError): ErrorDetail & {
  readonly details?: readonly ErrorDetail[] | undefined;
} {
  return {
    code,
    message,
    ...(target === undefined ? {} : { target }),
    ...(details === undefined ? {} : { details }),
  };
}

export function groupNotFound(name: string): ArmError {
  return new ArmError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
}

/** @param type with its provider, as in `Microsoft.Compute/disks` */
export function resourceNotFound(type: string, name: string, group: string): ArmError {
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export function invalidParameter(target: string, message: string): ArmError {
  return new ArmError(400, 'InvalidParameter', message, { target });
}

/** What a network resource names does not exist, or is in another region. */
export function invalidReference(referenced: string, by: string): ArmError {
  return new ArmError(
    400,
    'InvalidResourceReference',
    `Resource ${referenced} referenced by resource ${by} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    { details: [] },
  );
}

/** For what Azure can do and this stand-in cannot: never a made-up success. */
export function notCovered(what: string): ArmError {
  return new ArmError(400, 'NotSupported', `The sandbox is a stand-in for Azure and does not cover ${what}`);
}
