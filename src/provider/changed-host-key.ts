import { parseHostKey } from '../drivers/ssh/host-key';
import { type Diagnostics, isUnknown, type PrivateState, type Unknown } from '../tfplugin';
import type { HostReference } from './session';

/** In the private state: what a host said when it presented another key than the pinned one. */
const CHANGED_KEY = 'changed_host_key';

/**
 * A refresh that failed on a changed key would stand in the way of removing the host, too. So it only remembers it, and
 * every plan that keeps the host and its key is refused: {@link changedKey}.
 */
export function rememberChangedKey(privateState: PrivateState, message: string): void {
  privateState.set(CHANGED_KEY, message);
}

export function forgetChangedKey(privateState: PrivateState): void {
  privateState.delete(CHANGED_KEY);
}

/** What the host said, when it presented another key than the one that is still planned for it. */
export function changedKey(
  privateState: PrivateState,
  prior: string | null,
  planned: string | null | Unknown,
): string | undefined {
  const message = privateState.get(CHANGED_KEY);
  return typeof message === 'string' && isSameKey(planned, prior) ? message : undefined;
}

/** For resources that have their host as an attribute. */
export function refuseChangedKey(
  privateState: PrivateState,
  prior: HostReference,
  planned: { readonly host_key: string | null | Unknown } | null | Unknown,
  diagnostics: Diagnostics,
): void {
  if (planned === null || isUnknown(planned)) return;
  const message = changedKey(privateState, prior.host_key, planned.host_key);
  if (message === undefined) return;
  diagnostics.error(
    ['host', 'host_key'],
    `host ${prior.address} presents another host key than the pinned one`,
    `${message}.\nOnce you know that the new key is the host's, set host_key to it. If another machine has its address, remove the host from the configuration: that works without it.`,
  );
}

/** Whether two texts (a public key line and a fingerprint, say) are about one key, and so about one machine. */
export function isSameKey(planned: string | null | Unknown, prior: string | null): boolean {
  if (typeof planned !== 'string' || prior === null) return false;
  return parseHostKey(planned).fingerprint === parseHostKey(prior).fingerprint;
}
