/**
 * A value Terraform does not know yet: it comes from a resource that is still to be created. It appears in
 * configurations and plans only, never in state.
 */
export const UNKNOWN: unique symbol = Symbol.for('tfplugin/unknown');

export type Unknown = typeof UNKNOWN;

/** Whether the value itself is unknown; a list or an object with unknown parts is not. */
export function isUnknown(value: unknown): value is Unknown {
  return value === UNKNOWN;
}

/** Whether neither the value nor anything inside it is unknown. */
export function isWhollyKnown(value: unknown): boolean {
  if (value === UNKNOWN) return false;
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isWhollyKnown);
  return true;
}
