import { randomUUID } from 'node:crypto';
import type { App } from '../definitions/app';
import type { Pod } from '../definitions/pod';
import { isPod, viewOf } from '../definitions/spec';
import { dependencyGraph, depths } from '../groups/dependencies';
import { runSpec, runSpecs, type Root, type RunSpec } from '../groups/root';
import type { JsonMap } from '../json';
import { sameJson, without } from '../json';

export type ActionKind = 'Start' | 'Stop' | 'Scale' | 'Restart';

export interface PlannedAction {
  readonly kind: ActionKind;
  readonly spec: RunSpec;
  /** Of Scale: instances that have to go whatever their number. */
  readonly toKill?: readonly string[];
}

export interface Step {
  readonly actions: readonly PlannedAction[];
}

/** What has to be done, step after step, so that what there is becomes what there should be. */
export interface Plan {
  readonly id: string;
  readonly version: string;
  readonly original: Root;
  readonly target: Root;
  readonly steps: readonly Step[];
}

/** @param toKill instances that have to go, by app */
export function planOf(
  original: Root,
  target: Root,
  version: string,
  toKill: ReadonlyMap<string, readonly string[]> = new Map(),
): Plan {
  const stopped = runSpecs(original).filter(({ id }) => runSpec(target, id) === undefined);
  const started = runSpecs(target).filter(({ id }) => runSpec(original, id) === undefined);
  const steps: Step[] = [
    { actions: stopped.map((spec) => ({ kind: 'Stop', spec })) },
    { actions: started.map((spec) => ({ kind: 'Start', spec })) },
    ...orderedSteps(original, target, toKill),
  ];
  return {
    id: randomUUID(),
    version,
    original,
    target,
    steps: steps.filter(({ actions }) => actions.length > 0),
  };
}

/** What others need comes first; what needs as much as another, together with it. */
function orderedSteps(original: Root, target: Root, toKill: ReadonlyMap<string, readonly string[]>): Step[] {
  const byDepth = depths(dependencyGraph(target)) ?? new Map<string, number>();
  const steps = new Map<number, PlannedAction[]>();
  for (const spec of runSpecs(target)) {
    const action = changeOf(runSpec(original, spec.id), spec, toKill.get(spec.id));
    if (action === undefined) continue;
    const depth = byDepth.get(spec.id) ?? 1;
    steps.set(depth, [...(steps.get(depth) ?? []), action]);
  }
  return [...steps].sort(([left], [right]) => left - right).map(([, actions]) => ({ actions }));
}

function changeOf(
  before: RunSpec | undefined,
  spec: RunSpec,
  toKill: readonly string[] | undefined,
): PlannedAction | undefined {
  if (before === undefined) return { kind: 'Scale', spec };
  if (before.version === spec.version) return undefined;
  if (isUpgrade(before, spec) || isRestart(before, spec)) return { kind: 'Restart', spec };
  return { kind: 'Scale', spec, ...(toKill === undefined ? {} : { toKill }) };
}

function isRestart(before: RunSpec, spec: RunSpec): boolean {
  return viewOf(before).instances === viewOf(spec).instances;
}

/** Whether more has changed than the number of instances. */
export function isUpgrade(before: RunSpec, after: RunSpec): boolean {
  return !sameJson(substance(before), substance(after));
}

function substance(spec: App | Pod): JsonMap {
  return without(spec, 'version', 'versionInfo', isPod(spec) ? 'scaling' : 'instances');
}

export function affectedIds(plan: Plan): string[] {
  return [...new Set(plan.steps.flatMap(({ actions }) => actions.map(({ spec }) => spec.id)))];
}

export function stepsJson(steps: readonly Step[]): JsonMap[] {
  return steps.map(({ actions }) => ({ actions: actions.map(actionJson) }));
}

export function actionJson({ kind, spec }: PlannedAction): JsonMap {
  return isPod(spec)
    ? { action: `${kind}Pod`, pod: spec.id }
    : { action: `${kind}Application`, app: spec.id };
}

/** As the events about deployments tell it. */
export function planJson(plan: Plan): JsonMap {
  return { id: plan.id, version: plan.version, steps: stepsJson(plan.steps) };
}
