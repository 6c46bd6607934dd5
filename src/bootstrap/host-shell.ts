/** What the engine needs of a host: run a script, put a file. The SSH driver's connection satisfies it. */
export interface HostShell {
  /** How the host is called in messages: `ubuntu@10.0.0.11:22`. */
  readonly description: string;

  /**
   * Runs a POSIX sh script given on standard input, never on a command line.
   * Rejects when the script cannot be run, exits with a status other than 0, or the link is lost.
   */
  run(script: string, options?: ShellRunOptions): Promise<ShellResult>;

  /** Puts a local file at `remotePath` atomically; rejects when the SHA-256 that arrived is another one. */
  upload(source: string, remotePath: string, options?: ShellUploadOptions): Promise<unknown>;
}

export interface ShellRunOptions {
  /** Run as root. No effect when the user already is root. Default false. */
  readonly sudo?: boolean;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Redacted from every error and log. */
  readonly secrets?: readonly string[];
  readonly onStdoutLine?: (line: string) => void;
}

export interface ShellResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface ShellUploadOptions {
  /** Octal, e.g. `0755`. */
  readonly mode?: string;
  /** `user:group`. */
  readonly owner?: string;
  /** Lowercase hex. */
  readonly sha256?: string;
  readonly sudo?: boolean;
  readonly signal?: AbortSignal;
}
