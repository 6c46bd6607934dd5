import type { App } from '../definitions/app';
import { hasHostNetwork } from '../definitions/app';
import type { Pod } from '../definitions/pod';
import { isPod, viewOf } from '../definitions/spec';
import { agentOf, type Instance } from '../instances/instance';
import type { JsonMap } from '../json';
import type { OfferedResource } from '../mesos/offer';
import { meetsConstraint } from './constraints';
import { takePorts } from './ports';
import { reasonFunnel, type Reason } from './reasons';
import type { Supply } from './supply';

/** What an instance gets of an offer. */
export interface Match {
  readonly hostPorts: readonly (number | undefined)[];
  readonly resources: readonly JsonMap[];
}

export type MatchResult =
  { readonly match: Match; readonly rest: Supply } | { readonly reasons: readonly Reason[] };

export interface MatchInput {
  readonly spec: App | Pod;
  readonly instance: Instance;
  /** Instances of the same spec that are placed already. */
  readonly placed: readonly Instance[];
  readonly supply: Supply;
  readonly random: () => number;
  /** Declines agents whose maintenance has begun. Milliseconds since 1970. */
  readonly maintenanceAt?: number | undefined;
}

/** Needs of an app or pod, all its containers and its executor together. */
export interface Needs {
  readonly cpus: number;
  readonly mem: number;
  readonly disk: number;
  readonly gpus: number;
}

export function needsOf(spec: App | Pod): Needs {
  if (!isPod(spec)) return { cpus: spec.cpus, mem: spec.mem, disk: spec.disk, gpus: spec.gpus };
  const sum = (of: (one: Needs) => number): number =>
    spec.containers.reduce((total, { resources }) => total + of(resources), 0);
  const { executorResources: executor } = spec;
  return {
    cpus: sum(({ cpus }) => cpus) + executor.cpus,
    mem: sum(({ mem }) => mem) + executor.mem,
    disk: sum(({ disk }) => disk) + executor.disk,
    gpus: sum(({ gpus }) => gpus),
  };
}

/** A number for a port that it must be, 0 for any, undefined where no host port is wanted. */
export function wantedPorts(spec: App | Pod): (number | undefined)[] {
  if (isPod(spec))
    return spec.containers.flatMap((container) =>
      (container.endpoints ?? []).map(({ hostPort }) => hostPort),
    );
  if (hasHostNetwork(spec))
    return (spec.portDefinitions ?? []).map(({ port }) => (spec.requirePorts ? port : 0));
  return (spec.container?.portMappings ?? []).map(({ hostPort }) => hostPort);
}

/** Whether an offer can take an instance, and with which of its resources. All reasons are told, in the funnel's order. */
export function matchOffer(input: MatchInput): MatchResult {
  const { spec, instance, placed, random } = input;
  const supply = input.supply.clone();
  const { offer } = supply;
  const view = viewOf(spec);
  const reasons = new Set<Reason>();
  const roles = view.acceptedResourceRoles ?? ['*', instance.role];
  const accepts = acceptsOf(instance, roles);
  if (offer.role !== instance.role || !offer.resources.some((resource) => roles.includes(resource.role)))
    reasons.add('UnfulfilledRole');
  if (!view.constraints.every((constraint) => meetsConstraint(constraint, agentOf(offer), placed)))
    reasons.add('UnfulfilledConstraint');
  const { maintenanceAt } = input;
  if (
    maintenanceAt !== undefined &&
    offer.unavailableFrom !== undefined &&
    offer.unavailableFrom <= maintenanceAt
  )
    reasons.add('AgentMaintenance');
  const resources: JsonMap[] = [];
  const volumes = reservedVolumes(instance, supply);
  if (volumes === undefined) reasons.add('NoCorrespondingReservationFound');
  else resources.push(...volumes);
  const needs = needsOf(spec);
  const scalars: readonly (readonly [string, number, Reason])[] = [
    ['cpus', needs.cpus, 'InsufficientCpus'],
    ['mem', needs.mem, 'InsufficientMemory'],
    ['disk', needs.disk, 'InsufficientDisk'],
    ['gpus', needs.gpus, 'InsufficientGpus'],
  ];
  for (const [name, amount, reason] of scalars) {
    if (amount === 0) continue;
    const taken = supply.takeScalar(name, amount, accepts);
    if (taken === undefined) reasons.add(reason);
    else resources.push(...taken);
  }
  // Agents with such devices are kept for those who want them.
  if (needs.gpus === 0 && offer.resources.some(({ name, scalar }) => name === 'gpus' && (scalar ?? 0) > 0))
    reasons.add('DeclinedScarceResources');
  const ports = takePorts(supply, wantedPorts(spec), (resource) => roles.includes(resource.role), random);
  if (ports === undefined) reasons.add('InsufficientPorts');
  else resources.push(...ports.resources);
  if (reasons.size > 0 || ports === undefined)
    return { reasons: reasonFunnel.filter((reason) => reasons.has(reason)) };
  return { match: { hostPorts: ports.ports, resources }, rest: supply };
}

/** A pinned instance takes what is reserved for it, any other what is reserved for nobody in particular. */
function acceptsOf(instance: Instance, roles: readonly string[]): (resource: OfferedResource) => boolean {
  const { volumes, id } = instance;
  if (volumes !== undefined) return (resource) => resource.labels['marathon_task_id'] === id;
  return (resource) => roles.includes(resource.role) && resource.labels['marathon_task_id'] === undefined;
}

/** The volumes of a pinned instance. @returns undefined when the offer has not all of them */
function reservedVolumes(instance: Instance, supply: Supply): JsonMap[] | undefined {
  const taken: JsonMap[] = [];
  for (const { persistenceId } of instance.volumes ?? []) {
    const volume = supply.takeWhole((resource) => resource.persistenceId === persistenceId);
    if (volume === undefined) return undefined;
    taken.push(volume.raw);
  }
  return taken;
}
