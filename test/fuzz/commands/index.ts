import fc, { type Arbitrary } from 'fast-check';
import { kinds } from '../model';
import type { Group } from '../model/kind';
import type { Model, Tally } from './command';
import { StepCommand, type Step } from './command';
import { change, create, remove } from './declare';
import { blow, fault } from './fault';
import { meddle } from './meddle';
import { apply, destroy, importAgain, refresh } from './terraform';
import type { Run } from '../run/run';

/** Longest list of steps; half of them are not possible when their turn comes. */
const MAX_STEPS: Readonly<Record<Group, number>> = { ec2: 40, azure: 40, kubernetes: 20 };

/** Lists of steps that tell the story of a fleet. A new command is one more line in here. */
export function commands(
  about: readonly Group[],
  tally: Tally,
  replayPath: string | undefined,
): Arbitrary<Iterable<fc.AsyncCommand<Model, Run>>> {
  const here = kinds.filter(({ groups }) => groups.every((group) => about.includes(group)));
  const steps: readonly (readonly [number, Arbitrary<Step>])[] = [
    [8, create(here)],
    [9, change(here)],
    [2, remove(here)],
    [6, meddle(here)],
    [4, fault(about)],
    [9, apply],
    [4, blow(about)],
    [1, refresh],
    [2, importAgain(here)],
    [1, destroy],
  ];
  const one = fc
    .oneof(...steps.map(([weight, arbitrary]) => ({ weight, arbitrary })))
    .map((step) => new StepCommand(step, tally));
  return fc.commands([one], {
    maxCommands: Math.min(...about.map((group) => MAX_STEPS[group])),
    size: 'max',
    ...(replayPath === undefined ? {} : { replayPath }),
  });
}
