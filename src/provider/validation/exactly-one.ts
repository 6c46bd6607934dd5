import { isUnknown } from '../../tfplugin';

/** Whether exactly one of several attributes is set, of which some may not be known yet. */
export interface Choice {
  /** Names of the attributes that are set for certain. */
  readonly set: readonly string[];
  readonly verdict: 'none' | 'one' | 'several' | 'undecided';
}

/**
 * What is unknown may turn out to be null: inside a module, `terraform validate` knows no variable. Only what no
 * value of the unknown ones can repair is `none` or `several`. A bool is set when it is true.
 */
export function exactlyOne(attributes: Readonly<Record<string, unknown>>): Choice {
  const entries = Object.entries(attributes);
  const set = entries
    .filter(([, value]) => value !== null && value !== false && !isUnknown(value))
    .map(([name]) => name);
  if (set.length > 1) return { set, verdict: 'several' };
  if (entries.some(([, value]) => isUnknown(value))) return { set, verdict: 'undecided' };
  return { set, verdict: set.length === 1 ? 'one' : 'none' };
}
