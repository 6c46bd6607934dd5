export interface ConnectOptions {
  readonly signal?: AbortSignal;
  /**
   * Milliseconds during which a host that refuses, drops or does not answer is tried again, because it may
   * still be booting. No attempt is started after it; `0` means one attempt. Default 60000.
   */
  readonly bootDeadlineMs?: number;
  /** Milliseconds that one attempt may take, from the first packet to the accepted login. Default 15000. */
  readonly attemptTimeoutMs?: number;
  /** Milliseconds between questions whether the host is still there; three unanswered ones end the connection. Default 10000. */
  readonly keepaliveIntervalMs?: number;
  /** Called before each wait with the reason why the attempt failed. */
  readonly onRetry?: (reason: string) => void;
}

export interface RunOptions {
  /** Runs the script as root through `sudo -n`; without effect when the user is root. Default false. */
  readonly sudo?: boolean;
  /** Milliseconds after which the script and all its children are killed. Default: none. */
  readonly timeoutMs?: number;
  /** Aborting kills the script and all its children. */
  readonly signal?: AbortSignal;
  /** Values redacted from every error; values shorter than four characters are ignored. */
  readonly secrets?: readonly string[];
  /** Variables exported to the script; they travel over stdin, so they may be secret. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Called with each line of stdout as it arrives, without its line break and not redacted. */
  readonly onStdoutLine?: (line: string) => void;
  /** Exit codes that are no error. Default `[0]`. */
  readonly okExitCodes?: readonly number[] | 'any';
}

export interface RunResult {
  /** 128 + the signal's number when the script was killed by a signal. */
  readonly exitCode: number;
  /** Not redacted. Of an output larger than 4 MiB only the end is kept, from the start of a line. */
  readonly stdout: string;
  /** As `stdout`. */
  readonly stderr: string;
}

export type UploadSource =
  | { readonly kind: 'content'; readonly data: Buffer | string }
  | { readonly kind: 'file'; readonly path: string };

export interface UploadOptions {
  /** Octal, e.g. `0644`. */
  readonly mode: string;
  /** `user` or `user:group`; needs root. Default: the user that writes the file. */
  readonly owner?: string;
  /** Lowercase hex. A source that differs from it is refused before anything is sent. */
  readonly sha256?: string;
  /** Writes as root through `sudo -n`; without effect when the user is root. Default false. */
  readonly sudo?: boolean;
  readonly onProgress?: (sentBytes: number, totalBytes: number) => void;
  readonly signal?: AbortSignal;
}
