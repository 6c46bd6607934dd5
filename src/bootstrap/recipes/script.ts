/** A POSIX sh program for one host, run as root outside of a converge. */
export interface Script {
  /** What it does, for progress and errors: "drain the node rack-2". */
  readonly description: string;
  readonly text: string;
  readonly timeoutSeconds: number;
  /** Must be redacted from whatever comes back. */
  readonly secrets: readonly string[];
}

export interface ScriptOptions {
  /** Default 60. */
  readonly timeoutSeconds?: number;
  readonly secrets?: readonly string[];
}

/** sh; what was not installed by a package lives in /usr/local/bin, which a login-less shell may not search. */
export const searchPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH';

/** A {@link Script} that stops at the first command that fails. */
export function hostScript(description: string, body: string, options: ScriptOptions = {}): Script {
  return {
    description,
    text: `set -eu\n${searchPath}\n${body.trim()}\n`,
    timeoutSeconds: options.timeoutSeconds ?? 60,
    secrets: options.secrets ?? [],
  };
}
