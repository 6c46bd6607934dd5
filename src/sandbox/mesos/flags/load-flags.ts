import { parseDuration, printDuration } from '../values/duration';
import { messageOf } from '../failure';
import { parseJson } from '../values/json';
import type { FlagSpec } from './flag-table';

/** What the flags are, by their names, as they are printed. */
export type FlagValues = Readonly<Record<string, string>>;

/** A flag or a value that the program does not take. */
export class FlagError extends Error {}

export interface FlagSources {
  /** As in `--port=5050`; flags win over variables. */
  readonly arguments?: readonly string[];
  /** Those that begin with `MESOS_` are looked at; unknown ones are not. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A file of which a flag says that its value is in there. */
  readonly readFile?: (path: string) => string | undefined;
}

const VARIABLE = 'MESOS_';

/** @throws FlagError with the words of the real programs */
export function loadFlags(
  specs: readonly FlagSpec[],
  { arguments: given = [], environment = {}, readFile = () => undefined }: FlagSources,
): FlagValues {
  const byName = new Map(specs.flatMap((spec) => [spec.name, ...spec.aliases].map((name) => [name, spec])));
  const values = new Map<FlagSpec, string>();
  const load = (spec: FlagSpec, written: string): void => {
    values.set(spec, check(spec, fetchValue(spec, written, readFile)));
  };
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(VARIABLE) || value === undefined) continue;
    const spec = byName.get(variable.slice(VARIABLE.length).toLowerCase());
    if (spec !== undefined) load(spec, value);
  }
  const loaded = new Map<FlagSpec, string>();
  for (const argument of given) {
    const { name, value, negated } = parseArgument(argument, byName);
    const spec = byName.get(name);
    if (spec === undefined)
      throw new FlagError(`Failed to load unknown flag '${negated ? `no-${name}` : name}'`);
    const before = loaded.get(spec);
    if (before !== undefined) {
      throw new FlagError(`Flag '${name}' is already loaded via name '${before}'`);
    }
    loaded.set(spec, name);
    load(spec, valueOf(spec, name, value, negated));
  }
  return Object.fromEntries(
    specs.flatMap((spec) => {
      const value = values.get(spec) ?? spec.default;
      return value === undefined ? [] : [[spec.name, value]];
    }),
  );
}

interface Argument {
  readonly name: string;
  readonly value: string | undefined;
  /** As in `--no-strict`. */
  readonly negated: boolean;
}

function parseArgument(argument: string, known: ReadonlyMap<string, FlagSpec>): Argument {
  if (!argument.startsWith('--')) throw new FlagError(`Failed to load unknown flag '${argument}'`);
  const equals = argument.indexOf('=');
  const name = equals < 0 ? argument.slice(2) : argument.slice(2, equals);
  const value = equals < 0 ? undefined : argument.slice(equals + 1);
  const negated = name.startsWith('no-') && !known.has(name);
  return { name: negated ? name.slice('no-'.length) : name, value, negated };
}

function valueOf(spec: FlagSpec, name: string, value: string | undefined, negated: boolean): string {
  if (spec.type !== 'boolean') {
    if (negated) throw new FlagError(`Failed to load non-boolean flag '${name}' via 'no-${name}'`);
    if (value === undefined) throw new FlagError(`Failed to load non-boolean flag '${name}': Missing value`);
    return value;
  }
  if (!negated) return value === undefined || value === '' ? 'true' : value;
  if (value !== undefined && value !== '') {
    throw new FlagError(`Failed to load boolean flag '${name}' via 'no-${name}' with value '${value}'`);
  }
  return 'false';
}

function fetchValue(spec: FlagSpec, written: string, readFile: (path: string) => string | undefined): string {
  if (!written.startsWith('file://')) return written;
  const path = written.slice('file://'.length);
  if (spec.type === 'path') return path;
  const text = readFile(path);
  if (text === undefined) {
    throw new FlagError(
      `Failed to load flag '${spec.name}': Failed to fetch value from '${written}': Error reading file '${path}': No such file or directory`,
    );
  }
  return text;
}

/** In the way in which it is printed. */
function check(spec: FlagSpec, value: string): string {
  try {
    return convert(spec, value);
  } catch (error) {
    throw new FlagError(
      `Failed to load flag '${spec.name}': Failed to load value '${value}': ${messageOf(error)}`,
    );
  }
}

function convert({ type }: FlagSpec, value: string): string {
  switch (type) {
    case 'boolean':
      if (value === 'true' || value === '1') return 'true';
      if (value === 'false' || value === '0') return 'false';
      throw new Error('Expecting a boolean (e.g., true or false)');
    case 'duration':
      return printDuration(parseDuration(value));
    case 'integer':
      if (!/^\d+$/.test(value)) throw new Error('Failed to convert into required type');
      return value;
    case 'number':
      if (value === '' || Number.isNaN(Number(value)))
        throw new Error('Failed to convert into required type');
      return value;
    case 'json':
      parseJson(value);
      return value;
    case 'path':
    case 'text':
      return value;
  }
}
