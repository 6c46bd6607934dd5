import { BundleError } from '../bootstrap/bundle';
import { HostKeyMismatchError, SshLinkLostError, SshUnreachableError } from '../drivers/ssh';
import { DiagnosticError, messageOf, type ResourceContext } from '../tfplugin';
import { forgetChangedKey, rememberChangedKey } from './changed-host-key';

/**
 * A refresh must not fail because one host is down, shows another key, or because the bundle it was made from is not
 * here: the plan would not come out, not even the one that removes the host. What was known of it stays, with a warning.
 * A changed key is remembered, so that only that plan comes out. Anything else (a refused login) is an error.
 */
export async function unlessUnreachable<T>(
  { diagnostics, private: privateState }: Pick<ResourceContext<unknown>, 'diagnostics' | 'private'>,
  what: string,
  known: T,
  read: () => Promise<T>,
): Promise<T> {
  try {
    const found = await read();
    forgetChangedKey(privateState);
    return found;
  } catch (error) {
    if (error instanceof HostKeyMismatchError) {
      rememberChangedKey(privateState, error.message);
      diagnostics.warn(
        [],
        `${what} presents another host key than the pinned one and was left out`,
        error.message,
      );
      return known;
    }
    if (!isUnreachable(error) && !(error instanceof BundleError)) throw error;
    diagnostics.warn(
      [],
      error instanceof BundleError
        ? `${what} was not compared with its bundle`
        : `${what} does not answer SSH and was left out`,
      `${messageOf(error)}\nWhat is known of it stays as it was last seen. If it is gone for good, remove it from the configuration: that works without it.`,
    );
    return known;
  }
}

/** Whether the host gave no answer at all, as opposed to one we do not like. */
export function isUnreachable(error: unknown): boolean {
  return (
    error instanceof SshUnreachableError ||
    error instanceof SshLinkLostError ||
    error instanceof UnreachableClusterError
  );
}

/** None of the hosts through which a cluster could be reached gave an answer. */
export class UnreachableClusterError extends DiagnosticError {}
