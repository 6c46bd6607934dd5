import { parseArgs } from 'node:util';
import { LANES, type LaneName } from '../lanes/lane';
import { GROUPS, type Group } from '../model/kind';
import type { RunPlan } from './one-run';

/** What one run is about. */
export type Mix = readonly Group[];

export interface Options {
  readonly runs: number;
  readonly seed: number;
  readonly minutes: number | undefined;
  readonly only: readonly Mix[];
  /** Instead of the one that follows from the seed. */
  readonly lane: LaneName | undefined;
  readonly workers: number;
  /** Seconds. */
  readonly shrink: number;
  readonly path: string | undefined;
  readonly replayPath: string | undefined;
}

export const USAGE = `npm run fuzz -- [options]
  --runs N         how many runs (300)
  --seed S         of the first run; the next one has S + 1 (1)
  --minutes M      begin no run after that time
  --only MIXES     what a run is about, with a comma between them: ec2, azure, kubernetes, or several at once as in
                   ec2+azure (all that are in the table of MIXES, as often as it says)
  --lane LANE      engine or terraform (terraform for every 25th seed)
  --workers N      runs at a time (three times the processors, of which they leave most to waiting)
  --shrink S       how many seconds a failure is shrunk (120)
  --path P --replay-path R
                   with --runs 1, as a failure prints them: the shrunk list of steps`;

/** How often runs are about what. Clusters take the longest. */
const MIXES: readonly (readonly [weight: number, mix: Mix])[] = [
  [7, ['ec2']],
  [8, ['azure']],
  [3, ['ec2', 'azure']],
  [1, ['kubernetes']],
  [1, ['ec2', 'azure', 'kubernetes']],
];
/** How much goes through Terraform itself: no divisor of the sum of the weights, so that every mix has its turn. */
const EVERY_TERRAFORM = 29;
/** @throws Error when they make no sense. */
export function readOptions(args: readonly string[], processors: number): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string' },
      only: { type: 'string', default: MIXES.map(([, mix]) => mixName(mix)).join() },
      lane: { type: 'string' },
      workers: { type: 'string', default: String(processors * 3) },
      shrink: { type: 'string', default: '120' },
      path: { type: 'string' },
      'replay-path': { type: 'string' },
    },
  });
  const { lane } = values;
  const only = values.only.split(',').map(readMix);
  return {
    runs: wholeNumber('runs', values.runs),
    seed: wholeNumber('seed', values.seed),
    minutes: values.minutes === undefined ? undefined : wholeNumber('minutes', values.minutes),
    only,
    lane: lane === undefined ? undefined : member('lane', lane, LANES),
    workers: wholeNumber('workers', values.workers),
    shrink: wholeNumber('shrink', values.shrink),
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

function readMix(text: string): Mix {
  return text.split('+').map((name) => member('only', name, GROUPS));
}

export function mixName(mix: Mix): string {
  return mix.join('+');
}

/** What a seed comes to. */
export function planOf(seed: number, { only, lane, shrink, path, replayPath }: Options): RunPlan {
  return {
    seed,
    groups: mixOf(seed, only),
    lane: lane ?? (seed % EVERY_TERRAFORM === 7 ? 'terraform' : 'engine'),
    path,
    replayPath,
    // What is replayed has been shrunk.
    shrinkMs: path === undefined ? shrink * 1000 : 0,
  };
}

/** By turns, as often as the table says; what is not in it comes as often as the least. */
function mixOf(seed: number, only: readonly Mix[]): Mix {
  const turns = only.flatMap((mix) => {
    const [weight] = MIXES.find(([, known]) => mixName(known) === mixName(mix)) ?? [1];
    return Array.from({ length: weight }, () => mix);
  });
  return turns[seed % turns.length] ?? ['ec2'];
}

/** The line that runs a failure again. */
export function replayLine({ seed, groups, lane }: RunPlan, path?: string, replayPath?: string): string {
  const shrunk =
    path === undefined
      ? ''
      : ` --path ${path}${replayPath === undefined ? '' : ` --replay-path '${replayPath}'`}`;
  return `npm run fuzz -- --runs 1 --seed ${String(seed)} --only ${mixName(groups)} --lane ${lane}${shrunk}`;
}
