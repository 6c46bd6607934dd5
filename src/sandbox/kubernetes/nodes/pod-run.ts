import { at, mapAt, mapsAt, numberAt, textAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { uidOf } from '../kinds/resource';
import { timestamp } from '../objects/metadata';

export type ContainerState =
  | { readonly kind: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly kind: 'running'; readonly since: string }
  | { readonly kind: 'ended'; readonly code: number; readonly since: string; readonly until: string };

export interface ContainerRun {
  readonly spec: JsonMap;
  readonly init: boolean;
  state: ContainerState;
  last: ContainerState | undefined;
  ready: boolean;
  restarts: number;
}

/** What a simulated kubelet knows of a pod that it runs. */
export class PodRun {
  readonly uid: string;
  readonly containers: ContainerRun[];
  readonly timers = new Set<() => void>();
  readonly started = timestamp();
  stopping = false;

  constructor(
    readonly pod: ApiObject,
    readonly node: string,
    readonly hostAddress: string,
    readonly address: string,
  ) {
    this.uid = uidOf(pod);
    const make =
      (init: boolean) =>
      (spec: JsonMap): ContainerRun => ({
        spec,
        init,
        state: { kind: 'waiting', reason: hasInits(pod) ? 'PodInitializing' : 'ContainerCreating' },
        last: undefined,
        ready: false,
        restarts: 0,
      });
    this.containers = [
      ...mapsAt(pod, 'spec', 'initContainers').map(make(true)),
      ...mapsAt(pod, 'spec', 'containers').map(make(false)),
    ];
  }

  get restartPolicy(): string {
    return textAt(this.pod, 'spec', 'restartPolicy') ?? 'Always';
  }

  stop(): void {
    this.stopping = true;
    for (const cancel of this.timers) cancel();
    this.timers.clear();
  }

  /** The status as it is to be written. @param before the pod as it is stored */
  status(before: ApiObject): JsonMap {
    const mains = this.containers.filter(({ init }) => !init);
    const inits = this.containers.filter(({ init }) => init);
    const initialized = inits.every((one) => isDone(one) || (isSidecar(one) && one.state.kind === 'running'));
    const phase = this.phase(mains, inits);
    const allReady = mains.every(({ ready }) => ready);
    const unready = mains.filter(({ ready }) => !ready).map(({ spec }) => textAt(spec, 'name') ?? '');
    const ended = phase === 'Succeeded' || phase === 'Failed';
    const readiness = allReady
      ? {}
      : ended
        ? { reason: phase === 'Succeeded' ? 'PodCompleted' : 'PodFailed' }
        : { reason: 'ContainersNotReady', message: `containers with unready status: [${unready.join(' ')}]` };
    const incomplete = inits.filter((one) => !isDone(one)).map(({ spec }) => textAt(spec, 'name') ?? '');
    const initReason = initialized
      ? ended && phase === 'Succeeded' && inits.length > 0
        ? { reason: 'PodCompleted' }
        : {}
      : {
          reason: 'ContainersNotInitialized',
          message: `containers with incomplete status: [${incomplete.join(' ')}]`,
        };
    const scheduled = mapsAt(before, 'status', 'conditions').filter((one) => one['type'] === 'PodScheduled');
    const conditions = [
      condition('PodReadyToStartContainers', !ended),
      condition('Initialized', initialized, initReason),
      condition('Ready', allReady, readiness),
      condition('ContainersReady', allReady, readiness),
    ];
    const addresses = this.address === '' ? {} : { podIP: this.address, podIPs: [{ ip: this.address }] };
    return {
      phase,
      conditions: [...keepTransitions(conditions, before), ...scheduled],
      hostIP: this.hostAddress,
      hostIPs: [{ ip: this.hostAddress }],
      ...addresses,
      startTime: textAt(before, 'status', 'startTime') ?? this.started,
      ...(inits.length > 0 ? { initContainerStatuses: inits.map(statusOf) } : {}),
      containerStatuses: mains.map(statusOf),
      qosClass: at(before, 'status', 'qosClass') ?? 'BestEffort',
    };
  }

  private phase(mains: readonly ContainerRun[], inits: readonly ContainerRun[]): string {
    const failedInit = inits.some(
      (one) => this.isFinal(one) && one.state.kind === 'ended' && one.state.code !== 0,
    );
    if (failedInit) return 'Failed';
    if (mains.every((one) => this.isFinal(one))) {
      return mains.every(({ state }) => state.kind === 'ended' && state.code === 0) ? 'Succeeded' : 'Failed';
    }
    const begun = mains.every(({ state, restarts }) => state.kind !== 'waiting' || restarts > 0);
    return begun ? 'Running' : 'Pending';
  }

  /** Whether a container has ended and will not be started again. */
  isFinal({ state, init }: ContainerRun): boolean {
    if (state.kind !== 'ended') return false;
    if (this.restartPolicy === 'Never') return true;
    return state.code === 0 && (init || this.restartPolicy === 'OnFailure');
  }
}

function hasInits(pod: ApiObject): boolean {
  return mapsAt(pod, 'spec', 'initContainers').length > 0;
}

export function isSidecar({ spec, init }: ContainerRun): boolean {
  return init && textAt(spec, 'restartPolicy') === 'Always';
}

export function isDone({ state }: ContainerRun): boolean {
  return state.kind === 'ended' && state.code === 0;
}

function condition(type: string, holds: boolean, more: JsonMap = {}): JsonMap {
  return { type, status: holds ? 'True' : 'False', lastProbeTime: null, ...more };
}

function keepTransitions(conditions: readonly JsonMap[], before: ApiObject): JsonMap[] {
  const known = mapsAt(before, 'status', 'conditions');
  const now = timestamp();
  return conditions.map((one) => {
    const same = known.find((other) => other['type'] === one['type'] && other['status'] === one['status']);
    return { ...one, lastTransitionTime: same?.['lastTransitionTime'] ?? now };
  });
}

function statusOf(run: ContainerRun): Json {
  const { spec, state, last, ready, restarts } = run;
  const image = textAt(spec, 'image') ?? '';
  const begun = state.kind !== 'waiting' || restarts > 0;
  const id = `containerd://sandbox-${textAt(spec, 'name') ?? ''}-${String(restarts)}`;
  return {
    name: textAt(spec, 'name') ?? '',
    ...(begun ? { containerID: id } : {}),
    image,
    imageID: begun ? `${image}@sandbox` : '',
    lastState: last === undefined ? {} : stateOf(last, id),
    ready: run.init ? isDone(run) || ready : ready,
    restartCount: restarts,
    started: state.kind === 'running',
    state: stateOf(state, id),
    ...(Object.keys(mapAt(spec, 'resources')).length > 0 ? { resources: mapAt(spec, 'resources') } : {}),
  };
}

function stateOf(state: ContainerState, containerID: string): Json {
  switch (state.kind) {
    case 'waiting':
      return {
        waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) },
      };
    case 'running':
      return { running: { startedAt: state.since } };
    case 'ended':
      return {
        terminated: {
          exitCode: state.code,
          reason: state.code === 0 ? 'Completed' : 'Error',
          startedAt: state.since,
          finishedAt: state.until,
          containerID,
        },
      };
  }
}

/** Simulated seconds from a container's start to its readiness. */
export function readinessDelay(spec: JsonMap): number {
  const probe = at(spec, 'readinessProbe');
  const startup = at(spec, 'startupProbe');
  const delay = (one: Json | undefined) =>
    one === undefined ? 0 : (numberAt(one, 'initialDelaySeconds') ?? 0) + 1;
  return delay(startup) + delay(probe);
}
