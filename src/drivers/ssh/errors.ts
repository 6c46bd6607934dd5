interface SshErrorDetails {
  /** `user@address:port`. */
  readonly host: string;
  /** Trying the same again later may work although nobody changed anything. */
  readonly retryable?: boolean;
  readonly cause?: unknown;
}

/** Every failure of this driver. `message` says what failed, where, why and what to do. */
export abstract class SshError extends Error {
  /** `user@address:port`. */
  readonly host: string;
  readonly retryable: boolean;

  constructor(message: string, details: SshErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.host = details.host;
    this.retryable = details.retryable ?? false;
  }
}

/** Whether the same call may succeed later although nobody changed anything; false for errors of other origin. */
export function isRetryable(error: unknown): boolean {
  return error instanceof SshError && error.retryable;
}

/** The target itself cannot work: a host key that is none, a port out of range, a relative upload path. */
export class SshConfigurationError extends SshError {
  override readonly name = 'SshConfigurationError';
}

/** A key file that is missing, is no key or is encrypted; an agent that is not reachable or holds no key. */
export class SshCredentialError extends SshError {
  override readonly name = 'SshCredentialError';
}

/** The host could not be reached, or dropped the connection before the login. It may be booting. */
export class SshUnreachableError extends SshError {
  override readonly name = 'SshUnreachableError';
}

/** The host refused the login. On a machine that is still booting the key or the user may not be there yet. */
export class SshAuthenticationError extends SshError {
  override readonly name = 'SshAuthenticationError';
}

/** What answers is no SSH server that this driver can talk to. */
export class SshProtocolError extends SshError {
  override readonly name = 'SshProtocolError';
}

/** The host presented another key than the one it is known by. Never retried. */
export class HostKeyMismatchError extends SshError {
  override readonly name = 'HostKeyMismatchError';

  constructor(
    message: string,
    details: SshErrorDetails,
    /** `SHA256:…` of every key that would have been accepted. */
    readonly expected: readonly string[],
    /** `SHA256:…` of every key that the host presented. */
    readonly presented: readonly string[],
  ) {
    super(message, details);
  }
}

/** The known_hosts file marks the key that the host presented as revoked. Never retried. */
export class HostKeyRevokedError extends SshError {
  override readonly name = 'HostKeyRevokedError';
}

/** The known_hosts file has no usable key of the host, or cannot be read. */
export class HostKeyUnknownError extends SshError {
  override readonly name = 'HostKeyUnknownError';
}

/** The connection ended while something was under way on it. */
export class SshLinkLostError extends SshError {
  override readonly name = 'SshLinkLostError';

  constructor(
    message: string,
    details: SshErrorDetails,
    /** `unknown`: it may have run, in part or to its end, so look before doing it again. */
    readonly outcome: 'unknown' | 'not-started',
  ) {
    super(message, details);
  }
}

/** The host does not run scripts for this user: its login shell, a forced command or a missing program is in the way. */
export class SshShellError extends SshError {
  override readonly name = 'SshShellError';
}

/** `sudo -n` refused: a password would be needed, the user is no sudoer, or sudo is not installed. */
export class SshSudoError extends SshError {
  override readonly name = 'SshSudoError';
}

/** A script ended with an exit code that is not accepted. */
export class SshCommandError extends SshError {
  override readonly name = 'SshCommandError';

  constructor(
    message: string,
    details: SshErrorDetails,
    readonly exitCode: number,
    /** Redacted. */
    readonly stdout: string,
    /** Redacted; the message holds only its end. */
    readonly stderr: string,
  ) {
    super(message, details);
  }
}

/** What arrived on the host, or the source itself, is not what was to be uploaded. Nothing was replaced. */
export class ChecksumMismatchError extends SshError {
  override readonly name = 'ChecksumMismatchError';

  constructor(
    message: string,
    details: SshErrorDetails,
    /** Lowercase hex. */
    readonly expected: string,
    /** Lowercase hex. */
    readonly actual: string,
  ) {
    super(message, details);
  }
}

/** The host does not open a connection to the address asked for. */
export class SshTunnelError extends SshError {
  override readonly name = 'SshTunnelError';
}

/** A script did not end in time and was killed. */
export class SshTimeoutError extends SshError {
  override readonly name = 'TimeoutError';
}

/** The caller's signal was aborted. */
export class SshAbortError extends SshError {
  override readonly name = 'AbortError';
}
