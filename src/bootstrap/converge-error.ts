export interface ConvergeErrorDetails {
  readonly operationId: string;
  readonly description: string;
  readonly host: string;
  /** Null when the apply succeeded but its check still fails. */
  readonly exitCode: number | null;
  /** The last lines of standard error (of standard output when there were none), redacted. */
  readonly stderrTail: string;
  /** What to do about it. */
  readonly hint: string;
}

/** An operation failed on a host. Nothing after it was tried; running again resumes there. */
export class ConvergeError extends Error {
  readonly operationId: string;
  readonly description: string;
  readonly host: string;
  readonly exitCode: number | null;
  readonly stderrTail: string;
  readonly hint: string;

  constructor(details: ConvergeErrorDetails) {
    const outcome =
      details.exitCode === null ? 'its check still fails' : `exit status ${String(details.exitCode)}`;
    const output = details.stderrTail === '' ? '' : `\n${details.stderrTail}`;
    super(
      `${details.host}: cannot ${details.description} (operation "${details.operationId}"): ${outcome}; ${details.hint}${output}`,
    );
    this.name = 'ConvergeError';
    this.operationId = details.operationId;
    this.description = details.description;
    this.host = details.host;
    this.exitCode = details.exitCode;
    this.stderrTail = details.stderrTail;
    this.hint = details.hint;
  }
}
