import { isObject, sameJson, type JsonObject, type JsonValue } from '../json';
import { canonicalApp, hasPersistentVolumes, objectsOf, volumesOf } from './canonical-app';

/** A feature that Marathon has when it is started with it, and where a definition asks for it. */
export interface NeededFeature {
  /** As `/v2/info` names it. */
  readonly feature: string;
  /** `env.PASSWORD` */
  readonly field: string;
}

/** What an app asks for that Marathon has only where a plugin or a flag is set. */
export function neededFeatures(app: JsonObject): NeededFeature[] {
  const needed: NeededFeature[] = [];
  const { secrets, env, gpus } = app;
  if (isObject(secrets) && Object.keys(secrets).length > 0) {
    needed.push({ feature: 'secrets', field: 'secrets' });
  }
  for (const [name, value] of Object.entries(isObject(env) ? env : {})) {
    if (isObject(value)) needed.push({ feature: 'secrets', field: `env.${name}` });
  }
  if (typeof gpus === 'number' && gpus > 0) needed.push({ feature: 'gpu_resources', field: 'gpus' });
  for (const [index, volume] of volumesOf(app).entries()) {
    const field = `container.volumes[${String(index)}]`;
    if (isObject(volume['external'])) needed.push({ feature: 'external_volumes', field });
    if (volume['secret'] !== undefined) needed.push({ feature: 'secrets', field });
  }
  return needed;
}

/**
 * What is wrong with an app that keeps data where it runs: a second instance cannot have the same volume, and one that
 * is lost must not be made anew without it.
 */
export function volumeProblems(app: JsonObject): string[] {
  if (!hasPersistentVolumes(app)) return [];
  const { upgradeStrategy, unreachableStrategy } = app;
  const over = isObject(upgradeStrategy) ? upgradeStrategy['maximumOverCapacity'] : undefined;
  const health = isObject(upgradeStrategy) ? upgradeStrategy['minimumHealthCapacity'] : undefined;
  return [
    ...(typeof over === 'number' && over > 0
      ? [
          `upgradeStrategy.maximumOverCapacity must be 0 for an app with persistent volumes, is ${String(over)}`,
        ]
      : []),
    ...(typeof health === 'number' && health > 0.5
      ? [
          `upgradeStrategy.minimumHealthCapacity must be at most 0.5 for an app with persistent volumes, is ${String(health)}`,
        ]
      : []),
    ...(unreachableStrategy !== undefined && unreachableStrategy !== 'disabled'
      ? [
          `unreachableStrategy must be "disabled" for an app with persistent volumes, is ${JSON.stringify(unreachableStrategy)}`,
        ]
      : []),
  ];
}

/** Fields of an app with persistent volumes that Marathon does not change: its reservation is made for them. */
const fixed = ['cpus', 'mem', 'disk', 'gpus'] as const;

/** The fields in which an app with persistent volumes cannot become another one in place. */
export function changesOfReservation(before: JsonObject, after: JsonObject): string[] {
  if (!hasPersistentVolumes(before) && !hasPersistentVolumes(after)) return [];
  const from = canonicalApp(before);
  const to = canonicalApp(after);
  return [
    ...fixed.filter((name) => !sameJson(from[name], to[name])),
    ...(sameJson(persistentVolumes(from), persistentVolumes(to)) ? [] : ['container.volumes']),
    ...(sameJson(hostPorts(from), hostPorts(to)) ? [] : ['ports of the host']),
  ];
}

function persistentVolumes(app: JsonObject): JsonValue {
  return volumesOf(app)
    .filter((volume) => isObject(volume['persistent']))
    .sort((left, right) => (String(left['containerPath']) < String(right['containerPath']) ? -1 : 1));
}

function hostPorts(app: JsonObject): JsonValue {
  const { portDefinitions, container } = app;
  const mappings = isObject(container) ? objectsOf(container['portMappings']) : [];
  return [
    ...objectsOf(portDefinitions).map(({ port }) => port ?? 0),
    ...mappings.flatMap(({ hostPort }) => (hostPort === undefined ? [] : [hostPort])),
  ];
}
