export type Ec2ErrorKind =
  /** What was asked for does not exist (any more). */
  | 'not-found'
  /** The zone has no machine of that type; other types or subnets may have. */
  | 'capacity'
  /** A limit of the account. */
  | 'quota'
  /** No credentials, or EC2 does not accept them. */
  | 'credentials'
  /** The credentials are good but not entitled. */
  | 'forbidden'
  | 'throttled'
  /** EC2 failed, and kept failing. */
  | 'unavailable'
  /** No answer: refused, reset, no such host, no answer in time. */
  | 'unreachable'
  /** The name is taken, or it belongs to something that is not ours. */
  | 'taken'
  /** Something else still uses it. */
  | 'in-use'
  /** It is not in a state in which this can be done. */
  | 'wrong-state'
  /** Termination protection. */
  | 'protected'
  /** The client token was used with other parameters. */
  | 'token-reused'
  /** It came to a state from which what was waited for cannot come. */
  | 'failed'
  /** What was waited for did not come in time. */
  | 'timeout'
  /** Parameters that can never work. */
  | 'invalid'
  /** The signal was aborted. */
  | 'interrupted';

interface Ec2ErrorParts {
  readonly kind: Ec2ErrorKind;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly operation?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Of the object that exists although the operation failed. */
  readonly objectId?: string | undefined;
  readonly mayHaveHappened?: boolean | undefined;
  readonly cause?: unknown;
}

/** Every failure of this driver. `message` says what failed, where, why and what to do. */
export class Ec2Error extends Error {
  readonly kind: Ec2ErrorKind;
  /** EC2's own: `InvalidInstanceID.NotFound`. */
  readonly code: string | undefined;
  /** What EC2 said, without the request it belongs to. */
  readonly detail: string;
  /** `RunInstances`. */
  readonly operation: string | undefined;
  /** HTTP status; undefined when there was no answer. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** Of the object that exists although the operation failed: keep it in the state. */
  readonly objectId: string | undefined;
  /** A request that changes something was sent, and nobody knows whether EC2 did it: look before saying it did not. */
  readonly mayHaveHappened: boolean;

  constructor(message: string, parts: Ec2ErrorParts) {
    super(message, parts.cause === undefined ? undefined : { cause: parts.cause });
    this.name = 'Ec2Error';
    this.kind = parts.kind;
    this.code = parts.code;
    this.detail = parts.detail ?? message;
    this.operation = parts.operation;
    this.status = parts.status;
    this.requestId = parts.requestId;
    this.objectId = parts.objectId;
    this.mayHaveHappened = parts.mayHaveHappened ?? false;
  }

  /** The same failure, told with what else is known about it. */
  with(changes: {
    readonly message?: string;
    readonly objectId?: string;
    readonly mayHaveHappened?: boolean;
  }): Ec2Error {
    return new Ec2Error(changes.message ?? this.message, {
      kind: this.kind,
      code: this.code,
      detail: this.detail,
      operation: this.operation,
      status: this.status,
      requestId: this.requestId,
      objectId: changes.objectId ?? this.objectId,
      mayHaveHappened: changes.mayHaveHappened ?? this.mayHaveHappened,
      cause: this.cause,
    });
  }
}

/** Whether `error` is a failure of this driver of one of these kinds. */
export function isEc2Error(error: unknown, ...kinds: readonly Ec2ErrorKind[]): error is Ec2Error {
  return error instanceof Ec2Error && (kinds.length === 0 || kinds.includes(error.kind));
}
