import { randomUUID } from 'node:crypto';
import type { App, PersistentVolume } from '../definitions/app';
import type { Pod } from '../definitions/pod';
import { safeId } from '../definitions/path-id';
import { isPod } from '../definitions/spec';
import type { Instance, LocalVolume } from '../instances/instance';
import type { JsonMap } from '../json';
import { asMap, without } from '../json';
import type { OfferedResource } from '../mesos/offer';
import { needsOf } from './match';
import type { Supply } from './supply';

export interface Reservation {
  readonly operations: readonly JsonMap[];
  readonly volumes: readonly LocalVolume[];
}

interface WantedVolume {
  readonly path: string;
  readonly info: PersistentVolume;
}

function wantedVolumes(spec: App | Pod): WantedVolume[] {
  if (isPod(spec)) {
    return (spec.volumes ?? []).flatMap(({ name, persistent }) =>
      persistent === undefined ? [] : [{ path: name, info: persistent }],
    );
  }
  return (spec.container?.volumes ?? []).flatMap(({ containerPath, persistent }) =>
    persistent === undefined ? [] : [{ path: containerPath, info: persistent }],
  );
}

/**
 * RESERVE and CREATE for an instance that keeps data: the next offer of the agent has its resources under the
 * instance's label.
 * @returns undefined when the offer has not enough
 */
export function reserve(
  spec: App | Pod,
  instance: Instance,
  supply: Supply,
  framework: { readonly id: string; readonly principal?: string | undefined },
): Reservation | undefined {
  const free = (resource: OfferedResource): boolean =>
    resource.labels['marathon_task_id'] === undefined && ['*', instance.role].includes(resource.role);
  const mark = (raw: JsonMap): JsonMap => marked(raw, instance, framework);
  const needs = needsOf(spec);
  const reserved: JsonMap[] = [];
  for (const name of ['cpus', 'mem', 'disk', 'gpus'] as const) {
    const taken = needs[name] === 0 ? [] : supply.takeScalar(name, needs[name], free);
    if (taken === undefined) return undefined;
    reserved.push(...taken.map(mark));
  }
  const created: JsonMap[] = [];
  const volumes: LocalVolume[] = [];
  for (const { path, info } of wantedVolumes(spec)) {
    const disks = takeDisk(supply, info, free);
    if (disks === undefined) return undefined;
    const uuid = randomUUID();
    const persistenceId = `${safeId(spec.id)}#${path}#${uuid}`;
    volumes.push({ containerPath: path, uuid, persistenceId });
    for (const disk of disks.map(mark)) {
      reserved.push(disk);
      created.push({
        ...disk,
        disk: {
          ...asMap(disk['disk']),
          persistence: {
            id: persistenceId,
            ...(framework.principal === undefined ? {} : { principal: framework.principal }),
          },
          volume: { container_path: path, mode: 'RW' },
        },
      });
    }
  }
  return {
    volumes,
    operations: [
      { type: 'RESERVE', reserve: { resources: reserved } },
      { type: 'CREATE', create: { volumes: created } },
    ],
  };
}

function takeDisk(
  supply: Supply,
  info: PersistentVolume,
  free: (resource: OfferedResource) => boolean,
): JsonMap[] | undefined {
  const { type = 'root', size, maxSize = Infinity, constraints } = info;
  const suits = (resource: OfferedResource): boolean =>
    resource.name === 'disk' &&
    resource.persistenceId === undefined &&
    resource.disk.type.toLowerCase() === type &&
    free(resource) &&
    constraints.every(([, operator, value = '']) => {
      const matches = new RegExp(`^(?:${value})$`).test(resource.disk.root ?? '');
      return operator === 'LIKE' ? matches : !matches;
    });
  if (type !== 'mount') return supply.takeScalar('disk', size, suits);
  // A mount is taken as a whole.
  const found = supply.takeWhole(
    (resource) => suits(resource) && (resource.scalar ?? 0) >= size && (resource.scalar ?? 0) <= maxSize,
  );
  return found === undefined ? undefined : [found.raw];
}

function marked(
  raw: JsonMap,
  instance: Instance,
  framework: { readonly id: string; readonly principal?: string | undefined },
): JsonMap {
  const labels = [
    { key: 'marathon_framework_id', value: framework.id },
    { key: 'marathon_task_id', value: instance.id },
  ];
  const principal = framework.principal === undefined ? {} : { principal: framework.principal };
  return { ...raw, role: instance.role, reservation: { ...principal, labels: { labels } } };
}

/** DESTROY and UNRESERVE of what an offer has for instances that are no more, and which those are. */
export function release(
  supply: Supply,
  frameworkId: string,
  isKnown: (instanceId: string) => boolean,
): { readonly operations: readonly JsonMap[]; readonly instanceIds: readonly string[] } {
  const ours = supply.rest().filter(({ labels }) => {
    const id = labels['marathon_task_id'];
    return labels['marathon_framework_id'] === frameworkId && id !== undefined && !isKnown(id);
  });
  if (ours.length === 0) return { operations: [], instanceIds: [] };
  const volumes = ours.filter(({ persistenceId }) => persistenceId !== undefined).map(({ raw }) => raw);
  const resources = ours.map(({ raw, persistenceId }) => {
    if (persistenceId === undefined) return raw;
    const disk = without(asMap(raw['disk']), 'persistence', 'volume');
    const rest = without(raw, 'disk');
    return Object.keys(disk).length === 0 ? rest : { ...rest, disk };
  });
  const destroy = volumes.length === 0 ? [] : [{ type: 'DESTROY', destroy: { volumes } }];
  return {
    operations: [...destroy, { type: 'UNRESERVE', unreserve: { resources } }],
    instanceIds: ours.map(({ labels }) => labels['marathon_task_id'] ?? ''),
  };
}
