import { at, mapAt, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { isBeingDeleted, nameOf, uidOf } from '../kinds/resource';
import type { Clock } from '../../world/clock';
import type { ControllerContext } from './context';

export function conditionOf(object: JsonMap | undefined, type: string): JsonMap | undefined {
  return mapsAt(object, 'status', 'conditions').find((condition) => condition['type'] === type);
}

export function phaseOf(pod: JsonMap): string {
  return textAt(pod, 'status', 'phase') ?? 'Pending';
}

export function hasEnded(pod: JsonMap): boolean {
  return phaseOf(pod) === 'Succeeded' || phaseOf(pod) === 'Failed';
}

/** Neither ended nor on its way out. */
export function isActive(pod: ApiObject): boolean {
  return !hasEnded(pod) && !isBeingDeleted(pod);
}

export function isReady(pod: JsonMap): boolean {
  return conditionOf(pod, 'Ready')?.['status'] === 'True';
}

/** Simulated seconds until a ready pod counts as available; 0 when it does, undefined when it is not ready. */
export function secondsToAvailable(pod: JsonMap, minReadySeconds: number, clock: Clock): number | undefined {
  const ready = conditionOf(pod, 'Ready');
  if (ready?.['status'] !== 'True') return undefined;
  if (minReadySeconds === 0) return 0;
  const since = Date.parse(textAt(ready, 'lastTransitionTime') ?? '');
  const passed = ((Date.now() - since) / 1000) * clock.speed;
  return Math.max(0, minReadySeconds - passed);
}

export function isAvailable(pod: JsonMap, minReadySeconds: number, clock: Clock): boolean {
  return secondsToAvailable(pod, minReadySeconds, clock) === 0;
}

/** Asks for another look when the next pod becomes available by time alone. */
export function lookAgain(
  pods: readonly ApiObject[],
  minReadySeconds: number,
  clock: Clock,
  later: (seconds: number) => void,
): void {
  const waits = pods
    .flatMap((pod) => secondsToAvailable(pod, minReadySeconds, clock) ?? [])
    .filter((seconds) => seconds > 0);
  if (waits.length > 0) later(Math.min(...waits) + 0.1);
}

export function controllerReference(owner: ApiObject): Json {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: nameOf(owner),
    uid: uidOf(owner),
    controller: true,
    blockOwnerDeletion: true,
  };
}

export function controllerOf(object: JsonMap): JsonMap | undefined {
  return mapsAt(object, 'metadata', 'ownerReferences').find((owner) => owner['controller'] === true);
}

export interface PodFromTemplate {
  readonly name?: string;
  readonly generateName?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly spec?: (spec: JsonMap) => JsonMap;
}

/** A pod as its owner's template has it. */
export function podFromTemplate(owner: ApiObject, template: JsonMap, more: PodFromTemplate): JsonMap {
  const spec = mapAt(template, 'spec');
  const annotations = { ...textsAt(template, 'metadata', 'annotations'), ...more.annotations };
  return {
    metadata: {
      ...(more.name === undefined ? {} : { name: more.name }),
      ...(more.generateName === undefined ? {} : { generateName: more.generateName }),
      labels: { ...textsAt(template, 'metadata', 'labels'), ...more.labels },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      ...(more.finalizers === undefined ? {} : { finalizers: [...more.finalizers] }),
      ownerReferences: [controllerReference(owner)],
    },
    spec: more.spec?.(spec) ?? spec,
  };
}

/** Which of two pods is the first to go when there are too many: the less it does, the sooner. */
export function compareForDeletion(left: ApiObject, right: ApiObject): number {
  const rank = (pod: ApiObject) => [
    textAt(pod, 'spec', 'nodeName') === undefined ? 0 : 1,
    ['Pending', 'Unknown', 'Running'].indexOf(phaseOf(pod)),
    isReady(pod) ? 1 : 0,
    -mapsAt(pod, 'status', 'containerStatuses').reduce(
      (sum, one) => sum + (numberAt(one, 'restartCount') ?? 0),
      0,
    ),
    -Date.parse(textAt(pod, 'metadata', 'creationTimestamp') ?? ''),
  ];
  const [one, other] = [rank(left), rank(right)];
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return nameOf(left) < nameOf(right) ? -1 : 1;
}

/** Keeps the time of the last transition of conditions that stay as they are. */
export function withTransitions(conditions: readonly JsonMap[], before: JsonMap, now: string): JsonMap[] {
  return conditions.map((condition) => {
    const known = mapsAt(before, 'status', 'conditions').find((one) => one['type'] === condition['type']);
    const same = known !== undefined && known['status'] === condition['status'];
    return { ...condition, lastTransitionTime: same ? (known['lastTransitionTime'] ?? now) : now };
  });
}

/** A number of pods from a count or a share such as `25%`. */
export function shareOf(value: Json | undefined, total: number, round: 'up' | 'down'): number {
  if (typeof value === 'number') return value;
  const percent = typeof value === 'string' ? Number(value.replace('%', '')) : 0;
  const share = (percent * total) / 100;
  return round === 'up' ? Math.ceil(share) : Math.floor(share);
}

/** What counts are written only when they are not 0. */
export function counts(numbers: Readonly<Record<string, number>>): JsonMap {
  return Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== 0));
}

export function podsResource(context: ControllerContext) {
  return context.resource('', 'v1', 'pods');
}

export function minReadySecondsOf(owner: JsonMap): number {
  return numberAt(owner, 'spec', 'minReadySeconds') ?? 0;
}

/** A short text that is the same for the same template, in letters that names may have. */
export function hashOf(value: Json | undefined, collisions: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  let hash = 0x811c9dc5;
  for (const char of JSON.stringify(sorted(value ?? null)) + (collisions === 0 ? '' : String(collisions))) {
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  }
  return [...String(hash)].map((digit) => letters[Number(digit)] ?? 'b').join('');
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as JsonMap).filter(
    (entry): entry is [string, Json] => entry[1] !== undefined,
  );
  return Object.fromEntries(
    entries.sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}

export function isPaused(owner: JsonMap): boolean {
  return at(owner, 'spec', 'paused') === true;
}
