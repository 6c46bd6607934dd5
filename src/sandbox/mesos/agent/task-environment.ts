import type { TaskInfo } from '../protocol/tasks';

export interface TaskPlace {
  readonly agentId: string;
  readonly frameworkId: string;
  readonly containerId: string;
  readonly agentEndpoint: string;
  readonly folder: string;
  readonly checkpoint: boolean;
}

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a task finds in its environment: what its agent has, what Mesos adds, and over that what its command says. */
export function taskEnvironment(
  { command, task_id: id }: TaskInfo,
  place: TaskPlace,
  inherited: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const own = (command?.environment?.variables ?? []).map(({ name, value = '' }) => [name, value]);
  return {
    PATH,
    ...inherited,
    LIBPROCESS_PORT: '0',
    MESOS_AGENT_ENDPOINT: place.agentEndpoint,
    MESOS_CHECKPOINT: place.checkpoint ? '1' : '0',
    MESOS_CONTAINER_ID: place.containerId,
    MESOS_DIRECTORY: place.folder,
    MESOS_EXECUTOR_ID: id.value,
    MESOS_FRAMEWORK_ID: place.frameworkId,
    MESOS_HTTP_COMMAND_EXECUTOR: '0',
    MESOS_SANDBOX: place.folder,
    MESOS_SLAVE_ID: place.agentId,
    MESOS_SLAVE_PID: `slave(1)@${place.agentEndpoint}`,
    MESOS_TASK_ID: id.value,
    ...(Object.fromEntries(own) as Record<string, string>),
  };
}

/** What of its own environment an agent gives on. */
export function inheritable(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined || /^(MESOS_|LIBPROCESS_)/.test(name) ? [] : [[name, value]],
    ),
  );
}
