import { kindOf, type FlagValues } from './flag-table';

/** A flag that Marathon does not take, in the words of its own parser. */
export class FlagError extends Error {}

export interface FlagSources {
  /** As in `--http_port 8080` and `--http_port=8080`. They win over variables. */
  readonly arguments?: readonly string[] | undefined;
  /** Those that begin with `MARATHON_`. An empty one is a flag without a value, as in `MARATHON_DISABLE_HA=`. */
  readonly environment?: Readonly<Record<string, string | undefined>> | undefined;
}

const prefix = 'MARATHON_';
/** What Marathon sets for the tasks that it runs: it may be one of them. */
const ofTasks = /^MARATHON_(APP|CONTAINER)_/;

/** @throws FlagError */
export function loadFlags({ arguments: given = [], environment = {} }: FlagSources): FlagValues {
  const values = new Map<string, string>();
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith(prefix) || ofTasks.test(variable) || value === undefined) continue;
    const name = variable.slice(prefix.length).toLowerCase();
    load(values, name, value === '' ? undefined : value);
  }
  const fromArguments = new Map<string, string>();
  for (let index = 0; index < given.length; index++) {
    const argument = given[index] ?? '';
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
    if (match === null) throw new FlagError(`Excess arguments provided: '${argument}'`);
    const [, name = '', inline] = match;
    if (fromArguments.has(name)) throw new FlagError(`Option '${name}' given twice`);
    const next = given[index + 1];
    const separate =
      inline === undefined && kindOf(name) !== 'flag' && next !== undefined && !next.startsWith('--');
    load(fromArguments, name, separate ? next : inline);
    if (separate) index++;
  }
  return Object.fromEntries([...values, ...fromArguments]) as FlagValues;
}

function load(values: Map<string, string>, name: string, value: string | undefined): void {
  const kind = kindOf(name);
  if (kind === undefined) throw new FlagError(`Unknown option '${name}'`);
  if (kind === 'flag') {
    if (value !== undefined && value !== 'true') {
      throw new FlagError(`Bad arguments for option '${name}': '${value}' - too many arguments`);
    }
    values.set(name, 'true');
    return;
  }
  if (value === undefined)
    throw new FlagError(`Bad arguments for option '${name}': '' - you should provide exactly one argument`);
  if (kind === 'number' && !/^-?\d+$/.test(value)) {
    throw new FlagError(`Bad arguments for option '${name}': '${value}' - wrong arguments format`);
  }
  values.set(name, value);
}
