export type FlagType = 'boolean' | 'duration' | 'integer' | 'number' | 'json' | 'path' | 'text';

/** One setting of a program: a flag, and a variable of the environment. */
export interface FlagSpec {
  readonly name: string;
  /** Older names for the same. */
  readonly aliases: readonly string[];
  readonly type: FlagType;
  /** None where the flag is left out when nobody gives it. */
  readonly default?: string;
}

/** A table with a line per flag: `name|alias type default`. */
export function readFlagTable(table: string): readonly FlagSpec[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [names = '', type = 'text', ...rest] = line.split(' ');
      const [name = '', ...aliases] = names.split('|');
      const value = rest.join(' ');
      return {
        name,
        aliases,
        type: type as FlagType,
        ...(rest.length === 0 ? {} : { default: value }),
      };
    });
}
