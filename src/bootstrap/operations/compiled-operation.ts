/** An operation as shell functions. The runtime of the script calls them and reports. */
export interface CompiledOperation {
  /** Body of the check: status 0 when nothing is to be done, otherwise it sets `reason`. Changes nothing. */
  readonly check: string;
  /** Body of the apply, run in a subshell under `set -eu`. */
  readonly apply: string;
  /** Functions that the bodies call; the same text is put into a script once. */
  readonly library: { readonly check: readonly string[]; readonly apply: readonly string[] };
  /** Longest time the apply may take, in seconds. */
  readonly limitSeconds: number;
}
