/** One run of a stand-in, as its handler in the sandbox sees it. */
export interface ProgramCall {
  /** The name it was called by: `systemctl`. */
  readonly program: string;
  readonly args: readonly string[];
  /** Its working folder, on the machine. */
  readonly folder: string;
  readonly home: string;
  readonly user: string;
  /** KUBECONFIG; empty when it is not set. */
  readonly kubeconfig: string;
  /** DEBIAN_FRONTEND. */
  readonly frontend: string;
  /** Nothing can be written in this session: the fault `disk-full`. */
  readonly diskFull: boolean;
  /** Aborted when the program was killed. */
  readonly gone: AbortSignal;
  /** Text for standard output; kept until the end or until {@link flush}. */
  out(text: string): void;
  /** Text for standard error. */
  err(text: string): void;
  /** Sends what was written so far. */
  flush(): void;
  /** Reads standard input to its end. */
  stdin(): Promise<string>;
  /** Goes on as a shell script on the machine, with the same arguments and standard input. Ends the call. */
  become(script: string): never;
}

/** Gives the exit status. */
export type ProgramHandler = (call: ProgramCall) => number | Promise<number>;

/** Ends a program with a message on standard error. */
export class ProgramError extends Error {
  /** The message stands alone, without the program's name. */
  readonly bare: boolean = false;

  /** @param message without the program's name in front */
  constructor(
    message: string,
    readonly status = 1,
  ) {
    super(message);
  }
}

/** What no stand-in does is said, and never pretended. */
export function notCovered(call: ProgramCall): ProgramError {
  return new ProgramError(`the sandbox does not cover "${[call.program, ...call.args].join(' ')}"`);
}

/** For programs that cannot do anything on a full disk. */
export function requireSpace(call: ProgramCall, path: string): void {
  if (call.diskFull) throw new ProgramError(`cannot write ${path}: No space left on device`);
}

/** Runs on as a script: not an error, but the end of the handler. */
export class Become extends Error {
  constructor(readonly script: string) {
    super('the program goes on as a script');
  }
}
