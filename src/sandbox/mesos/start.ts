import { randomUUID } from 'node:crypto';
import { hostname as hostnameOf } from 'node:os';
import type { ZooKeeper } from '../zookeeper/zookeeper';
import { ZooKeeperClient } from '../zookeeper/zookeeper-client';
import { Agent } from './agent/agent';
import { dockerImages, type ImageRunner } from './agent/command-line';
import type { ProcessRunner } from './agent/process-runner';
import { agentSettings, checkAgentFlags, type HostResources } from './agent/settings';
import { localShell, ShellRunner } from './agent/shell-runner';
import { inheritable } from './agent/task-environment';
import { type MesosClock, realClock } from './clock';
import { Disk } from './disk';
import { AGENT_FLAGS } from './flags/agent-flags';
import type { FlagSpec } from './flags/flag-table';
import { type FlagValues, loadFlags } from './flags/load-flags';
import { MASTER_FLAGS } from './flags/master-flags';
import { thisHost } from './host-resources';
import { Master } from './master/master';
import { masterSettings } from './master/settings';
import type { Surroundings } from './surroundings';
import { HttpTransport } from './transport/http-transport';
import type { Transport } from './transport/transport';

/** How a stand-in is started; everything that is left out is this computer's own. */
export interface StartOptions {
  /** By their names, without dashes. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  /** As on a command line: `--port=5050`. */
  readonly arguments?: readonly string[];
  /** Of which `MESOS_*` are settings. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Where it listens and what it is called when no flag says it. */
  readonly ip?: string;
  readonly hostname?: string;
  readonly clock?: MesosClock;
  /** How it is reached and reaches others. Default: HTTP. */
  readonly transport?: Transport;
  /** The folder that is `/` for it. */
  readonly root?: string;
  /** The ensemble that a `zk://` URL names. */
  readonly zookeeper?: (servers: string) => ZooKeeper;
  readonly uuid?: () => string;
  readonly log?: (line: string) => void;
  /** Called when it ends by itself, with the status of the program. */
  readonly onExit?: (status: number, message: string) => void;
}

export interface AgentStartOptions extends StartOptions {
  /** How tasks are run. Default: by this computer's shell. */
  readonly runner?: ProcessRunner;
  /** How tasks with an image are run. Default: by the program `docker` where the containerizer is enabled. */
  readonly runImage?: ImageRunner;
  /** What is offered where no flag says it. Default: what this computer has. */
  readonly host?: HostResources;
  /** The time in which tasks are given grace and looked at. Default: the same clock. */
  readonly processClock?: MesosClock;
  /** What tasks inherit. Default: the environment without `MESOS_*`. */
  readonly taskEnvironment?: Readonly<Record<string, string>>;
}

/**
 * Starts a master. Resolves once it listens.
 * @throws Exit, FlagError when the real program would not start either
 */
export async function startMaster(options: StartOptions): Promise<Master> {
  const settings = masterSettings(flagsOf(MASTER_FLAGS, options), placeOf(options));
  return Master.start(settings, surroundings(options));
}

/**
 * Starts an agent. Resolves once it listens and has recovered what it ran before.
 * @throws Exit, FlagError when the real program would not start either
 */
export async function startAgent(options: AgentStartOptions): Promise<Agent> {
  const world = surroundings(options);
  const flags = flagsOf(AGENT_FLAGS, options);
  checkAgentFlags(flags);
  const settings = agentSettings(flags, {
    ...placeOf(options),
    host: options.host ?? thisHost(flags.work_dir ?? '/'),
  });
  return Agent.start(
    {
      settings,
      runner:
        options.runner ??
        new ShellRunner({ ...localShell, pathOf: (path) => world.disk.resolve(path) }, world.disk),
      runImage: options.runImage ?? dockerImages(settings.containerizers, flags.docker ?? 'docker'),
      processClock: options.processClock ?? world.clock,
      environment: options.taskEnvironment ?? inheritable(options.environment ?? {}),
    },
    world,
  );
}

function flagsOf(specs: readonly FlagSpec[], options: StartOptions): FlagValues {
  const { flags = {}, arguments: given = [], environment = {}, root } = options;
  const disk = new Disk(root);
  return loadFlags(specs, {
    arguments: [...Object.entries(flags).map(([name, value]) => `--${name}=${String(value)}`), ...given],
    environment,
    readFile: (path) => disk.read(path),
  });
}

function placeOf({ ip = '127.0.0.1', hostname = hostnameOf() }: StartOptions): {
  readonly ip: string;
  readonly hostname: string;
} {
  return { ip, hostname };
}

function surroundings(options: StartOptions): Surroundings {
  const log = options.log ?? (() => undefined);
  return {
    clock: options.clock ?? realClock,
    transport: options.transport ?? new HttpTransport(log),
    disk: new Disk(options.root),
    zookeeper: options.zookeeper ?? ((servers) => new ZooKeeperClient(servers)),
    uuid: options.uuid ?? randomUUID,
    log,
    onExit: options.onExit ?? (() => undefined),
  };
}
