/**
 * What a recipe asks of a host: an ordered list of operations, each with a check that changes nothing and
 * an apply that makes the check pass. Recipes return them as data; `compile` turns them into one POSIX sh
 * script, so a recipe is tested without a host.
 */
export type Operation =
  | FileOperation
  | DirectoryOperation
  | AbsentOperation
  | PackagesOperation
  | TransferOperation
  | ServiceOperation
  | CommandOperation;

interface OperationBase {
  /** Unique in the list and stable between runs: reports, restarts and resumption refer to it. Matches `[a-z0-9][a-z0-9./_-]*`. */
  readonly id: string;
  /** What the operation achieves, for progress, errors and drift: "load the kernel module overlay". */
  readonly description: string;
}

/** A regular file with exactly this content. Written to a temporary name beside it and renamed. */
export interface FileOperation extends OperationBase {
  readonly kind: 'file';
  readonly path: string;
  readonly content: string;
  /** Octal, e.g. `0644`. */
  readonly mode: string;
  /** `user:group`, by default `root:root`. */
  readonly owner?: string;
  /** The content is a secret: it is redacted from every error and log, and never echoed by the script. */
  readonly sensitive?: boolean;
}

export interface DirectoryOperation extends OperationBase {
  readonly kind: 'directory';
  readonly path: string;
  readonly mode: string;
  readonly owner?: string;
}

/** Paths that must not exist; folders are removed with all they hold. Never follows a mount point. */
export interface AbsentOperation extends OperationBase {
  readonly kind: 'absent';
  readonly paths: readonly string[];
}

/** Packages of the distribution (apt). The check asks dpkg; the apply installs what is missing in one call. */
export interface PackagesOperation extends OperationBase {
  readonly kind: 'packages';
  /** `name` or `name=version`. */
  readonly names: readonly string[];
  /** Put on hold after installation, so that an unattended upgrade leaves them alone. */
  readonly hold?: boolean;
}

/** A large file whose bytes come from elsewhere; the check compares SHA-256. */
export interface TransferOperation extends OperationBase {
  readonly kind: 'transfer';
  readonly path: string;
  readonly mode: string;
  /** Lowercase hex. */
  readonly sha256: string;
  readonly source: TransferSource;
}

export type TransferSource =
  /** Pushed over the SSH connection from a file on the machine that runs Terraform. */
  | { readonly kind: 'push'; readonly localPath: string; readonly size: number }
  /** Fetched by the host itself (curl or wget). */
  | { readonly kind: 'fetch'; readonly url: string };

/** A systemd unit. */
export interface ServiceOperation extends OperationBase {
  readonly kind: 'service';
  readonly unit: string;
  readonly enabled: boolean;
  readonly state: 'started' | 'stopped';
  /**
   * Ids of operations whose change makes a restart necessary. The need is written down on the host before
   * such an operation changes anything, so a killed run still restarts the unit when it is resumed.
   */
  readonly restartOn?: readonly string[];
}

/** Anything else. */
export interface CommandOperation extends OperationBase {
  readonly kind: 'command';
  /**
   * POSIX sh; exit status 0 means that nothing is to be done. Must change nothing and take well under a second.
   * What it prints on stdout (last line) becomes the reason shown as drift; without it `description` is shown.
   */
  readonly check: string;
  /** POSIX sh run under `set -eu`. */
  readonly apply: string;
  /** Seconds; the apply is killed with all its children after it. Default 600. */
  readonly timeoutSeconds?: number;
  /** Values that must be redacted from output and errors, and that reach the script outside its argument list. */
  readonly secrets?: readonly string[];
}
