import type { App } from '../definitions/app';
import { hasHostNetwork, portNames } from '../definitions/app';

const longest = 512;

/**
 * The variables of an app's task: the app's own win over those that Marathon makes.
 * @param hostPorts one per port, undefined for ports that are only in the container
 * @param prefix put before the names of PORT variables: `--env_vars_prefix`
 */
export function environmentOf(
  app: App,
  task: { readonly id: string; readonly host: string; readonly hostPorts: readonly (number | undefined)[] },
  prefix = '',
): Record<string, string> {
  const ports = portVariables(requestedPorts(app), task.hostPorts, portNames(app));
  const own = Object.fromEntries(
    Object.entries(app.env ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const prefixed = Object.fromEntries(
    Object.entries({ HOST: task.host, ...ports }).map(([name, value]) => [`${prefix}${name}`, value]),
  );
  return { ...marathonVariables(app, task.id), ...labelVariables(app.labels), ...prefixed, ...own };
}

function marathonVariables(app: App, taskId: string): Record<string, string> {
  const image = app.container?.docker?.image;
  return {
    MESOS_TASK_ID: taskId,
    MARATHON_APP_ID: app.id,
    MARATHON_APP_VERSION: app.version,
    MARATHON_APP_RESOURCE_CPUS: decimal(app.cpus),
    MARATHON_APP_RESOURCE_MEM: decimal(app.mem),
    MARATHON_APP_RESOURCE_DISK: decimal(app.disk),
    MARATHON_APP_RESOURCE_GPUS: String(app.gpus),
    ...(image === undefined ? {} : { MARATHON_APP_DOCKER_IMAGE: image }),
  };
}

/** As Scala writes a Double. */
function decimal(value: number): string {
  return Number.isInteger(value) ? `${String(value)}.0` : String(value);
}

function requestedPorts(app: App): number[] {
  return hasHostNetwork(app)
    ? (app.portDefinitions ?? []).map(({ port }) => port)
    : (app.container?.portMappings ?? []).map(({ containerPort }) => containerPort);
}

/** PORT0, PORT1 …, PORT_<requested>, PORT_<NAME>, PORT and PORTS. */
export function portVariables(
  requested: readonly number[],
  effective: readonly (number | undefined)[],
  names: readonly (string | undefined)[],
): Record<string, string> {
  if (effective.length === 0) return {};
  const result: Record<string, string> = {};
  const assigned: number[] = [];
  effective.forEach((hostPort, index) => {
    const wanted = requested[index] ?? 0;
    const port = hostPort ?? wanted;
    result[`PORT${String(index)}`] = String(port);
    result[`PORT_${String(wanted === 0 ? port : wanted)}`] = String(port);
    const name = names[index];
    if (name !== undefined && hostPort !== undefined) result[`PORT_${name.toUpperCase()}`] = String(port);
    if (hostPort !== undefined) assigned.push(hostPort);
  });
  if (assigned[0] !== undefined) result['PORT'] = String(assigned[0]);
  result['PORTS'] = assigned.join(',');
  return result;
}

function labelVariables(labels: Readonly<Record<string, string>>): Record<string, string> {
  const prefix = 'MARATHON_APP_LABEL_';
  const valid = Object.entries(labels).filter(
    ([key, value]) => key.length < longest - prefix.length && value.length < longest,
  );
  const named = valid.map(
    ([key, value]) => [key.replace(/[^a-zA-Z0-9_]+/g, '_').toUpperCase(), value] as const,
  );
  return {
    MARATHON_APP_LABELS: named.map(([key]) => key).join(' '),
    ...Object.fromEntries(named.map(([key, value]) => [`${prefix}${key}`, value])),
  };
}
