import { isUnknown, type Unknown } from '../tfplugin';

/** What the user or the cloud said; null where nobody has yet. */
export function known<T>(value: T | Unknown | null): T | null {
  return isUnknown(value) ? null : value;
}

/** Without what is null. */
export function given<T extends object>(parts: T): { [K in keyof T]?: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== null)) as {
    [K in keyof T]?: Exclude<T[K], null>;
  };
}
