import { timestamp } from '../clock';
import { servicePorts } from '../definitions/app';
import { isPod } from '../definitions/spec';
import { isActive, type Instance, type Task } from '../instances/instance';
import type { JsonMap } from '../json';
import type { Leader } from '../leader';
import { specOf } from '../scene';

/** Instances of which Mesos has, or may have, a task. */
export function withTask(instances: readonly Instance[]): Instance[] {
  return instances.filter(
    (instance) =>
      instance.tasks.length > 0 && (isActive(instance) || instance.condition === 'UnreachableInactive'),
  );
}

/** The tasks of an app as the API shows them. */
export function tasksOf(leader: Leader, id: string): JsonMap[] {
  return withTask(leader.scene.tracker.of(id)).flatMap((instance) =>
    instance.tasks.map((task) => renderTask(leader, instance, task)),
  );
}

export function renderTask(leader: Leader, instance: Instance, task: Task): JsonMap {
  const spec = specOf(leader.scene, instance);
  const { agent, volumes } = instance;
  const results = leader.health.results(instance);
  const check = task.checkStatus as JsonMap | undefined;
  return {
    appId: instance.specId,
    ...(results.length === 0 ? {} : { healthCheckResults: results }),
    ...(check === undefined ? {} : { checkResult: checkResult(check) }),
    host: agent?.host ?? '',
    id: task.id,
    ...(task.addresses.length === 0
      ? {}
      : { ipAddresses: task.addresses.map((address) => ({ ...address })) }),
    ports: task.hostPorts,
    servicePorts: spec === undefined || isPod(spec) ? [] : servicePorts(spec).filter((port) => port > 0),
    ...(agent === undefined ? {} : { slaveId: agent.agentId }),
    state: instance.condition === 'Provisioned' ? 'TASK_STAGING' : task.state,
    stagedAt: timestamp(task.stagedAt),
    ...(task.startedAt === undefined ? {} : { startedAt: timestamp(task.startedAt) }),
    version: instance.version,
    ...(volumes === undefined
      ? {}
      : { localVolumes: volumes.map((volume) => ({ runSpecId: instance.specId, ...volume })) }),
    ...(agent?.region === undefined ? {} : { region: agent.region }),
    ...(agent?.zone === undefined ? {} : { zone: agent.zone }),
    role: instance.role,
  };
}

function checkResult(status: JsonMap): JsonMap {
  const { http, tcp, command } = status as Record<string, JsonMap | undefined>;
  return {
    ...(http?.['status_code'] === undefined ? {} : { http: { statusCode: http['status_code'] } }),
    ...(tcp?.['succeeded'] === undefined ? {} : { tcp: { succeeded: tcp['succeeded'] } }),
    ...(command?.['exit_code'] === undefined ? {} : { command: { exitCode: command['exit_code'] } }),
  };
}

/** One line per service port, for load balancers: id, service port and the addresses. */
export function taskLines(leader: Leader, ids: readonly string[]): string {
  return ids
    .flatMap((id) => {
      const app = leader.scene.history.current.apps.get(id);
      if (app === undefined) return [];
      const name = id.slice(1).replaceAll('/', '_');
      const running = withTask(leader.scene.tracker.of(id)).filter(
        ({ condition }) => condition === 'Running',
      );
      const address = (instance: Instance, index: number): string => {
        const port = instance.tasks[0]?.hostPorts[index];
        return port === undefined ? '' : `${instance.agent?.host ?? ''}:${String(port)}`;
      };
      const ports = servicePorts(app);
      if (ports.length === 0)
        return [`${[name, ' ', ...running.map(({ agent }) => agent?.host ?? '')].join('\t')}\t\n`];
      return ports.map(
        (port, index) =>
          `${[name, String(port), ...running.map((one) => address(one, index))].join('\t')}\t\n`,
      );
    })
    .join('');
}
