/** What the engine needs of a host: run a script, put a file. The SSH driver's connection satisfies it. */
export interface HostShell {
  /** Where it is, for messages. */
  readonly target: HostAddressee;

  /**
   * Runs a POSIX sh script given on standard input, never on a command line.
   * Rejects when the script cannot be run, exits with a status other than 0, or the link is lost.
   */
  run(script: string, options?: ShellRunOptions): Promise<ShellResult>;

  /** Puts a local file at `remotePath` atomically; rejects when the SHA-256 that arrived is another one. */
  upload(source: ShellUploadSource, remotePath: string, options: ShellUploadOptions): Promise<unknown>;

  /**
   * Whether the error means that the link was lost and that the same call, made again, reaches the host over a
   * new one. Without it a lost link is an error like any other.
   */
  isLinkLost?(error: unknown): boolean;
}

export interface HostAddressee {
  readonly address: string;
  readonly port: number;
  readonly user: string;
}

export interface ShellUploadSource {
  readonly kind: 'file';
  readonly path: string;
}

export interface ShellRunOptions {
  /** Run as root. No effect when the user already is root. Default false. */
  readonly sudo?: boolean;
  /** Default: none. */
  readonly timeoutMs?: number;
  /** Aborting kills the script. */
  readonly signal?: AbortSignal;
  /** Redacted from every error and log. */
  readonly secrets?: readonly string[];
  /** Called with each line as it arrives, without its line break. */
  readonly onStdoutLine?: (line: string) => void;
}

export interface ShellResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface ShellUploadOptions {
  /** Octal, e.g. `0755`. */
  readonly mode: string;
  /** `user:group`. */
  readonly owner?: string;
  /** Lowercase hex. */
  readonly sha256?: string;
  readonly sudo?: boolean;
  readonly signal?: AbortSignal;
}
