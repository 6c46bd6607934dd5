import type { Diagnostics, PrivateState } from '../../tfplugin';

/** The id of an instance that EC2 refuses to terminate. */
const PROTECTED = 'protected';

/** To be called in a plan for what exists: should it be replaced, Terraform plans its successor next, and carries this on. */
export function noteProtection(
  remembered: PrivateState,
  { id, termination_protection }: { readonly id: string | null; readonly termination_protection: boolean },
): void {
  if (termination_protection) remembered.set(PROTECTED, id);
  else remembered.delete(PROTECTED);
}

/** To be called in a plan for what does not exist yet: the successor of a protected instance cannot come. */
export function refuseReplacement(remembered: PrivateState, diagnostics: Diagnostics): void {
  const id = remembered.get(PROTECTED);
  if (typeof id !== 'string') return;
  remembered.delete(PROTECTED);
  diagnostics.error(
    ['termination_protection'],
    `instance ${id} is protected from termination, and this plan replaces it`,
    'to have it replaced, apply termination_protection = false alone first; to keep it, take back what forces the replacement',
  );
}

/** To be called in a plan to destroy. */
export function refuseDestruction(id: string, diagnostics: Diagnostics): void {
  diagnostics.error(
    ['termination_protection'],
    `instance ${id} is protected from termination`,
    'to destroy it, set termination_protection = false, apply, and destroy it then',
  );
}
