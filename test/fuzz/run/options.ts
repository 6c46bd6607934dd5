import { parseArgs } from 'node:util';
import { LANES, type LaneName } from '../lanes/lane';
import type { Group } from '../model/kind';
import type { RunPlan } from './one-run';

export interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly minutes: number | undefined;
  readonly only: readonly Group[];
  /** Instead of the one that follows from the seed. */
  readonly lane: LaneName | undefined;
  readonly workers: number;
  readonly path: string | undefined;
  readonly replayPath: string | undefined;
}

export const USAGE = `npm run fuzz -- [options]
  --runs N         how many runs (300)
  --seed S         of the first run; the next one has S + 1 (1)
  --minutes M      begin no run after that time
  --only GROUPS    ec2, kubernetes, or both with a comma between them (both)
  --lane LANE      engine or terraform (terraform for every 25th seed)
  --workers N      runs at a time (twice the processors, of which they leave most to waiting)
  --path P --replay-path R
                   with --runs 1, as a failure prints them: the shrunk list of steps`;

const GROUPS: readonly Group[] = ['ec2', 'kubernetes'];
/** How much of a set of runs is about clusters, and how much goes through Terraform itself. */
const EVERY_CLUSTER = 5;
const EVERY_TERRAFORM = 25;
/** How long a failure is shrunk. */
const SHRINK_MS = 120_000;

/** @throws Error when they make no sense. */
export function readOptions(args: readonly string[], processors: number): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
      only: { type: 'string', default: GROUPS.join() },
      lane: { type: 'string' },
      workers: { type: 'string', default: String(processors * 2) },
      path: { type: 'string' },
      'replay-path': { type: 'string' },
    },
  });
  const { lane } = values;
  const only = values.only.split(',').map((name) => member('only', name, GROUPS));
  return {
    runs: wholeNumber('runs', values.runs),
    seed: wholeNumber('seed', values.seed),
    minutes: values.minutes === undefined ? undefined : wholeNumber('minutes', values.minutes),
    only,
    lane: lane === undefined ? undefined : member('lane', lane, LANES),
    workers: wholeNumber('workers', values.workers),
    path: values.path,
    replayPath: values['replay-path'],
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new Error(`--${name} is "${text}"; give a whole number`);
}

function member<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw new Error(`--${name} is "${text}"; known are ${known.join(', ')}`);
}

/** What a seed comes to. */
export function planOf(seed: number, { only, lane, path, replayPath }: Options): RunPlan {
  const [first = 'ec2'] = only;
  const group = only.length === 1 ? first : seed % EVERY_CLUSTER === 0 ? 'kubernetes' : 'ec2';
  return {
    seed,
    group,
    lane:
      lane ?? (seed % EVERY_TERRAFORM === 7 || seed % (EVERY_TERRAFORM * 4) === 50 ? 'terraform' : 'engine'),
    path,
    replayPath,
    // What is replayed has been shrunk.
    shrinkMs: path === undefined ? SHRINK_MS : 0,
  };
}

/** The line that runs a failure again. */
export function replayLine({ seed, group, lane }: RunPlan, path?: string, replayPath?: string): string {
  const shrunk =
    path === undefined
      ? ''
      : ` --path ${path}${replayPath === undefined ? '' : ` --replay-path '${replayPath}'`}`;
  return `npm run fuzz -- --runs 1 --seed ${String(seed)} --only ${group} --lane ${lane}${shrunk}`;
}
