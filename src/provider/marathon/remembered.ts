import type { PrivateState } from '../../tfplugin';

const DEPLOYMENTS = 'deployments';
const IMPORTED = 'imported';

/** Deployments that this resource began and that did not end well: they may be overridden without being asked. */
export function ownDeployments(remembered: PrivateState): string[] {
  const ids = remembered.get(DEPLOYMENTS);
  return Array.isArray(ids) ? ids.map(String) : [];
}

export function rememberDeployment(remembered: PrivateState, id: string): void {
  remembered.set(DEPLOYMENTS, [...new Set([...ownDeployments(remembered), id])].slice(-5));
}

export function forgetDeployments(remembered: PrivateState): void {
  remembered.delete(DEPLOYMENTS);
}

/** Whether the `definition` in the state was read from Marathon, and is not the text that was declared. */
export function isImported(remembered: PrivateState): boolean {
  return remembered.get(IMPORTED) === true;
}

export function rememberImported(remembered: PrivateState, imported: boolean): void {
  if (imported) remembered.set(IMPORTED, true);
  else remembered.delete(IMPORTED);
}
