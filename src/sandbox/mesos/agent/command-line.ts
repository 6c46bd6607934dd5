import type { CommandInfo, ContainerInfo, TaskInfo } from '../protocol/tasks';

/** How images are run: the whole command line. @throws Error when this agent cannot */
export type ImageRunner = (image: string, task: TaskInfo, place: ContainerPlace) => readonly string[];

export interface ContainerPlace {
  readonly containerId: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

const SANDBOX_IN_CONTAINER = '/mnt/mesos/sandbox';

/** What is to be started for a task. @throws Error when this agent cannot run it */
export function commandLine(task: TaskInfo, place: ContainerPlace, runImage: ImageRunner): readonly string[] {
  const image = imageOf(task.container);
  return image === undefined ? argvOf(task.command) : runImage(image, task, place);
}

/** A line for the shell, or a program with its arguments, the first of which is its name. */
export function argvOf({ shell = true, value, arguments: given = [] }: CommandInfo = {}): readonly string[] {
  if (shell) {
    if (value === undefined) throw new Error('Shell command is not specified');
    return ['/bin/sh', '-c', value];
  }
  if (value === undefined) throw new Error('Executable command is not specified');
  return [value, ...given.slice(1)];
}

const SHOWN_CHARACTERS = 12;

/** What the executor of a task is called. */
export function executorName({ task_id: id, command = {} }: TaskInfo): string {
  const { shell = true, value = '', arguments: given = [] } = command;
  const shown = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}...` : value;
  const line = shell ? `sh -c '${shown}'` : `[${[value, ...given].join(', ')}]`;
  return `Command Executor (Task: ${id.value}) (Command: ${line})`;
}

/** The image that a task is to run in, if any. */
export function imageOf(container: ContainerInfo | undefined): string | undefined {
  if (container?.docker !== undefined) return container.docker.image;
  const image = container?.mesos?.image as { readonly docker?: { readonly name?: string } } | undefined;
  return image === undefined ? undefined : (image.docker?.name ?? JSON.stringify(image));
}

/** Runs images with the program `docker` on the computer. */
export function dockerImages(containerizers: readonly string[], docker: string): ImageRunner {
  return (image, { container, command, resources }, { containerId, folder, environment }) => {
    if (container?.type !== 'DOCKER') {
      throw new Error(`No image provider for '${image}': this agent runs images with Docker only`);
    }
    if (!containerizers.includes('docker')) {
      throw new Error(
        `None of the enabled containerizers (${containerizers.join(',')}) could create a container for the provided TaskInfo`,
      );
    }
    const {
      network = 'HOST',
      port_mappings: mappings = [],
      privileged,
      parameters = [],
    } = container.docker ?? {};
    const memory = resources?.find(({ name }) => name === 'mem')?.scalar?.value;
    const run = command?.value === undefined ? (command?.arguments ?? []) : argvOf(command);
    return [
      docker,
      ...['run', '--rm', '--name', `mesos-${containerId}`, '--net', network.toLowerCase()],
      ...(privileged === true ? ['--privileged'] : []),
      ...(memory === undefined ? [] : ['--memory', `${String(Math.round(memory))}m`]),
      ...mappings.flatMap(({ host_port: host, container_port: inside, protocol = 'tcp' }) => [
        '-p',
        `${String(host)}:${String(inside)}/${protocol}`,
      ]),
      ...Object.entries({ ...environment, MESOS_SANDBOX: SANDBOX_IN_CONTAINER })
        .filter(([name]) => name !== 'PATH')
        .flatMap(([name, value]) => ['-e', `${name}=${value}`]),
      ...['-v', `${folder}:${SANDBOX_IN_CONTAINER}`],
      ...(container.volumes ?? []).flatMap(({ host_path: host, container_path: inside, mode = 'RW' }) => [
        '-v',
        host === undefined ? inside : `${host}:${inside}:${mode.toLowerCase()}`,
      ]),
      ...parameters.map(({ key, value }) => `--${key}=${value}`),
      image,
      ...run,
    ];
  };
}
