import { searchPath } from './paths';

/** A POSIX sh program for one host, run as root outside of a converge. */
export interface Script {
  /** What it does, for progress and errors: "drain the node rack-2". */
  readonly description: string;
  readonly text: string;
  readonly timeoutSeconds: number;
  /** Must be redacted from whatever comes back. */
  readonly secrets: readonly string[];
}

/** A {@link Script} that stops at the first command that fails; kubectl and kubeadm act as the cluster's admin. */
export function script(
  description: string,
  body: string,
  options: { readonly timeoutSeconds?: number; readonly secrets?: readonly string[] } = {},
): Script {
  return {
    description,
    text: `set -eu\n${searchPath}\nexport KUBECONFIG=/etc/kubernetes/admin.conf\n${body.trim()}\n`,
    timeoutSeconds: options.timeoutSeconds ?? 60,
    secrets: options.secrets ?? [],
  };
}
