import type { App, HealthCheck, PortMapping } from '../definitions/app';
import { hasHostNetwork } from '../definitions/app';
import { hostnameOf } from '../definitions/path-id';
import type { JsonMap } from '../json';
import { asMap, compact } from '../json';
import { containerInfo } from './container-info';
import { environmentOf } from './environment';

/** What Marathon's own settings add to tasks. */
export interface TaskSettings {
  /** `--mesos_user` */
  readonly user?: string | undefined;
  /** `--env_vars_prefix` */
  readonly environmentPrefix?: string | undefined;
}

export interface TaskPlace {
  readonly id: string;
  readonly agentId: string;
  readonly host: string;
  /** One per port; undefined for ports that are only in the container. */
  readonly hostPorts: readonly (number | undefined)[];
  readonly resources: readonly JsonMap[];
}

/** An app's task as Mesos' TaskInfo. */
export function appTask(app: App, task: TaskPlace, settings: TaskSettings): JsonMap {
  const ownExecutor = app.executor !== '' && app.executor !== '//cmd';
  const command = commandInfo(app, task, settings);
  return compact({
    name: hostnameOf(app.id),
    task_id: { value: task.id },
    agent_id: { value: task.agentId },
    resources: task.resources,
    ...(ownExecutor
      ? {
          executor: {
            executor_id: { value: `marathon-${task.id}` },
            command: {
              ...command,
              shell: true,
              value: `chmod ug+rx '${app.executor}' && exec '${app.executor}' ${app.cmd ?? ''}`.trim(),
            },
          },
        }
      : { command }),
    container: containerInfo(app, task.hostPorts),
    health_check: mesosHealthCheck(app, task.hostPorts),
    check: mesosCheck(app, task.hostPorts),
    ...(app.taskKillGracePeriodSeconds === undefined
      ? {}
      : { kill_policy: { grace_period: { nanoseconds: app.taskKillGracePeriodSeconds * 1e9 } } }),
    discovery: {
      visibility: 'FRAMEWORK',
      name: hostnameOf(app.id),
      ports: { ports: discoveryPorts(app, task.hostPorts) },
    },
    labels: { labels: Object.entries(app.labels).map(([key, value]) => ({ key, value })) },
  });
}

function commandInfo(app: App, task: TaskPlace, settings: TaskSettings): JsonMap {
  const { cmd, args = [], fetch = [] } = app;
  const image = app.container?.docker !== undefined;
  const user = app.user ?? settings.user;
  const words = image ? { arguments: args } : { value: args[0] ?? '', arguments: args };
  return {
    ...(cmd === undefined
      ? { shell: false, ...(args.length > 0 ? words : {}) }
      : { shell: true, value: cmd }),
    ...(user === undefined ? {} : { user }),
    uris: fetch.map(({ uri, extract, executable, cache, destPath }) => ({
      value: uri,
      extract,
      executable,
      cache,
      ...(destPath === undefined ? {} : { output_file: destPath }),
    })),
    environment: { variables: variables(app, task, settings) },
  };
}

function variables(app: App, task: TaskPlace, settings: TaskSettings): JsonMap[] {
  const plain = Object.entries(environmentOf(app, task, settings.environmentPrefix)).map(([name, value]) => ({
    name,
    value,
    type: 'VALUE',
  }));
  const secret = Object.entries(app.env ?? {}).flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [secretVariable(name, app.secrets?.[value.secret])],
  );
  return [...plain, ...secret];
}

export function secretVariable(name: string, secret: JsonMap | undefined): JsonMap {
  const source = asMap(secret)['source'] ?? '';
  return { name, type: 'SECRET', secret: { type: 'REFERENCE', reference: { name: source } } };
}

/** The port that a check finds the task at, as seen from its own network. */
export function portOf(
  app: App,
  hostPorts: readonly (number | undefined)[],
  check: { readonly port?: number; readonly portIndex?: number },
): number | undefined {
  if (check.port !== undefined && check.portIndex === undefined) return check.port;
  const index = check.portIndex ?? 0;
  if (hasHostNetwork(app)) return hostPorts[index];
  const mapping: PortMapping | undefined = app.container?.portMappings?.[index];
  return mapping === undefined || mapping.containerPort === 0 ? hostPorts[index] : mapping.containerPort;
}

/** Checks that Mesos' executor makes itself. */
export function isMesosCheck(check: HealthCheck): boolean {
  return check.protocol === 'COMMAND' || check.protocol.startsWith('MESOS_');
}

function mesosHealthCheck(app: App, hostPorts: readonly (number | undefined)[]): JsonMap | undefined {
  const check = app.healthChecks?.find(isMesosCheck);
  if (check === undefined) return undefined;
  const times = {
    delay_seconds: check.delaySeconds,
    interval_seconds: check.intervalSeconds,
    timeout_seconds: check.timeoutSeconds,
    grace_period_seconds: check.gracePeriodSeconds,
    consecutive_failures: check.maxConsecutiveFailures,
  };
  if (check.protocol === 'COMMAND') {
    return { type: 'COMMAND', command: { shell: true, value: check.command?.value ?? '' }, ...times };
  }
  const port = portOf(app, hostPorts, check) ?? 0;
  const protocol = check['ipProtocol'] === 'IPv6' ? 'IPV6' : 'IPV4';
  if (check.protocol === 'MESOS_TCP') return { type: 'TCP', tcp: { protocol, port }, ...times };
  const scheme = check.protocol === 'MESOS_HTTPS' ? 'https' : 'http';
  return { type: 'HTTP', http: { protocol, scheme, port, path: check.path ?? '/' }, ...times };
}

function mesosCheck(app: App, hostPorts: readonly (number | undefined)[]): JsonMap | undefined {
  if (app['check'] === undefined) return undefined;
  const { http, tcp, exec, delaySeconds, intervalSeconds, timeoutSeconds } = asMap(app['check']);
  const times = {
    delay_seconds: delaySeconds,
    interval_seconds: intervalSeconds,
    timeout_seconds: timeoutSeconds,
  };
  const port = portOf(app, hostPorts, asMap(http ?? tcp) as { port?: number; portIndex?: number });
  if (http !== undefined) return { type: 'HTTP', http: { port, path: asMap(http)['path'] ?? '/' }, ...times };
  if (tcp !== undefined) return { type: 'TCP', tcp: { port }, ...times };
  return { type: 'COMMAND', command: { command: mesosCommand(asMap(asMap(exec)['command'])) }, ...times };
}

/** `shell` or `argv` as Mesos' CommandInfo. */
export function mesosCommand(command: JsonMap): JsonMap {
  const { shell, argv } = command;
  if (shell !== undefined) return { shell: true, value: shell };
  const words = argv as readonly string[];
  return { shell: false, value: words[0] ?? '', arguments: words };
}

function discoveryPorts(app: App, hostPorts: readonly (number | undefined)[]): JsonMap[] {
  const ports = hasHostNetwork(app) ? (app.portDefinitions ?? []) : (app.container?.portMappings ?? []);
  return ports.flatMap(({ name, protocol, labels }, index) => {
    const number = hostPorts[index] ?? portOf(app, hostPorts, { portIndex: index });
    const labelled = Object.entries(labels).map(([key, value]) => ({ key, value }));
    return protocol.split(',').map((one) => ({
      number,
      ...(name === undefined ? {} : { name }),
      protocol: one,
      ...(labelled.length === 0 ? {} : { labels: { labels: labelled } }),
    }));
  });
}
