import type { App, KillSelection, UnreachableStrategy, UpgradeStrategy } from './app';
import { isResident } from './app';
import type { Pod } from './pod';

/** Whatever of an app or a pod is deployed in the same way. */
export interface SpecView {
  readonly instances: number;
  readonly upgrade: UpgradeStrategy;
  readonly resident: boolean;
  readonly killSelection: KillSelection;
  readonly unreachable: UnreachableStrategy;
  readonly constraints: readonly (readonly string[])[];
  readonly acceptedResourceRoles: readonly string[] | undefined;
  /** Seconds. */
  readonly backoff: { readonly first: number; readonly factor: number; readonly most: number };
  /** Whether a running instance is not yet a healthy one. */
  readonly hasHealthChecks: boolean;
}

export function isPod(spec: App | Pod): spec is Pod {
  return 'containers' in spec;
}

export function viewOf(spec: App | Pod): SpecView {
  return isPod(spec) ? viewOfPod(spec) : viewOfApp(spec);
}

function viewOfApp(app: App): SpecView {
  return {
    instances: app.instances,
    upgrade: app.upgradeStrategy,
    resident: isResident(app),
    killSelection: app.killSelection,
    unreachable: app.unreachableStrategy,
    constraints: app.constraints ?? [],
    acceptedResourceRoles: app.acceptedResourceRoles,
    backoff: { first: app.backoffSeconds, factor: app.backoffFactor, most: app.maxLaunchDelaySeconds },
    hasHealthChecks: (app.healthChecks ?? []).length > 0,
  };
}

function viewOfPod(pod: Pod): SpecView {
  const { backoff, upgrade, placement, killSelection, unreachableStrategy } = pod.scheduling;
  return {
    instances: pod.scaling.instances,
    upgrade,
    resident: (pod.volumes ?? []).some(({ persistent }) => persistent !== undefined),
    killSelection,
    unreachable: unreachableStrategy,
    constraints: placement.constraints.map(({ fieldName, operator, value }) =>
      value === undefined ? [fieldName, operator] : [fieldName, operator, value],
    ),
    acceptedResourceRoles: placement.acceptedResourceRoles,
    backoff: { first: backoff.backoff, factor: backoff.backoffFactor, most: backoff.maxLaunchDelay },
    hasHealthChecks: pod.containers.some(({ healthCheck }) => healthCheck !== undefined),
  };
}

/** The same with another number of instances. */
export function scaledTo<T extends App | Pod>(spec: T, instances: number): T {
  return isPod(spec) ? { ...spec, scaling: { ...spec.scaling, instances } } : { ...spec, instances };
}
