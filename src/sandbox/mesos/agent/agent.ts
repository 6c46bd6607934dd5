import { type Detector, detect } from '../election/detector';
import type { MasterInfo } from '../election/master-info';
import { Exit, messageOf } from '../failure';
import type { AgentInfo, DrainConfig } from '../protocol/agents';
import type { FrameworkInfo } from '../protocol/frameworks';
import type { MessageName, Messages } from '../protocol/messages';
import { dispatch, post, type Receivers } from '../protocol/post';
import type { TaskState, TaskStatus } from '../protocol/tasks';
import type { Surroundings } from '../surroundings';
import { plain, type Reply, type Request } from '../transport/http';
import { type Message, type Node, pid } from '../transport/transport';
import type { Resources } from '../values/resource';
import { subtract, add } from '../values/resources';
import { VERSION } from '../version';
import { agentInfo, checkCompatible } from './agent-info';
import { Checkpoints } from './checkpoints';
import type { AgentCore, AgentOptions } from './core';
import { Registration } from './registration';
import { AgentRoutes } from './routes';
import { Runs } from './runs';
import type { AgentSettings } from './settings';
import { removeVolumes } from './volumes';

/** What a program answers before it is ready to. */
const NOT_YET: Node = { handle: () => plain(404), receive: () => undefined };

/** One agent: who it is, which master it belongs to, and what it runs. */
export class Agent implements AgentCore {
  readonly pid: string;
  readonly startTime: number;
  readonly settings: AgentSettings;
  readonly checkpoints: Checkpoints;
  readonly runs: Runs;
  info: AgentInfo;
  total: Resources;
  drain: DrainConfig | undefined;
  drainStart: number | undefined;
  private node: Node = NOT_YET;
  private readonly registration: Registration;
  private detector: Detector | undefined;
  private endListening: (() => Promise<void>) | undefined;
  private ended = false;

  private constructor(
    readonly options: AgentOptions,
    readonly world: Surroundings,
  ) {
    const { settings } = options;
    this.settings = settings;
    this.pid = pid('slave(1)', settings.address);
    this.startTime = world.clock.now();
    this.checkpoints = new Checkpoints(world.disk, settings.workDir);
    this.runs = new Runs(this);
    this.info = agentInfo(settings, undefined);
    this.total = settings.resources;
    this.registration = new Registration({
      world,
      pid: this.pid,
      backoffSeconds: settings.registrationBackoff,
      credential: settings.credential,
      introduce: (leader) => {
        this.introduce(leader);
      },
      onReachable: (reachable) => {
        this.runs.reach(reachable);
      },
      onRefused: (message) => void this.exit(1, message),
    });
  }

  /** Resolves once it listens and has what it ran before. @throws Exit with the status with which the program ends */
  static async start(options: AgentOptions, world: Surroundings): Promise<Agent> {
    const agent = new Agent(options, world);
    try {
      await agent.begin();
      return agent;
    } catch (error) {
      await agent.kill();
      throw error;
    }
  }

  /** Its id, once it is registered for the first time. */
  get id(): string | undefined {
    return this.info.id?.value;
  }

  get registered(): boolean {
    return this.registration.registered;
  }

  get master(): MasterInfo | undefined {
    return this.registration.leader;
  }

  /** Ends at once; tasks of frameworks with checkpoints go on. */
  async kill(): Promise<void> {
    this.ended = true;
    this.registration.stop();
    this.detector?.abandon();
    this.runs.leave();
    const { endListening } = this;
    this.endListening = undefined;
    await endListening?.();
  }

  sendUpdate(frameworkId: string, status: TaskStatus, latestState: TaskState): void {
    this.tell('StatusUpdateMessage', { agentId: this.id ?? '', frameworkId, status, latestState });
  }

  private async begin(): Promise<void> {
    try {
      this.endListening = await this.world.transport.listen(this.settings.address, {
        handle: (request) => this.node.handle(request),
        receive: (message) => {
          this.node.receive(message);
        },
      });
    } catch (error) {
      throw new Exit(134, `Failed to initialize: ${messageOf(error)}`);
    }
    this.makeWorkDir();
    const before = this.checkpoints.readInfo();
    if (before !== undefined) {
      this.info = agentInfo(this.settings, before.id?.value);
      checkCompatible(before, this.info, this.settings);
      this.total = this.totalAfter(before);
    } else {
      this.checkpoints.forgetTotal();
    }
    await this.runs.recover(this.id);
    const routes = new AgentRoutes(this);
    this.node = {
      handle: (request: Request): Reply => routes.handle(request),
      receive: (message) => {
        this.receive(message);
      },
    };
    try {
      this.detector = detect(this.settings.master, this.settings.zkSessionTimeout, this.world, (leader) => {
        if (!this.ended) this.registration.follow(leader);
      });
    } catch (error) {
      throw new Exit(1, `Failed to create a master detector: ${messageOf(error)}`);
    }
  }

  private makeWorkDir(): void {
    const { workDir } = this.settings;
    try {
      this.world.disk.makeFolder(`${workDir}/provisioner`);
    } catch {
      throw new Exit(
        1,
        `Failed to create a containerizer: Could not create MesosContainerizer: Failed to create provisioner: Failed to create provisioner root directory '${workDir}/provisioner': No such file or directory`,
      );
    }
  }

  /** What operators and frameworks had reserved stays so, also when there is more now. */
  private totalAfter(before: AgentInfo): Resources {
    const total = this.checkpoints.readTotal();
    if (total === undefined) return this.settings.resources;
    return add(total, subtract(this.settings.resources, before.resources));
  }

  private introduce(leader: MasterInfo): void {
    const { info, total } = this;
    if (this.id === undefined) {
      this.tellTo(leader.pid, 'RegisterSlaveMessage', { info, version: VERSION });
      return;
    }
    const frameworks = new Map<string, FrameworkInfo>(
      this.runs.all.map((run) => [run.frameworkId, run.framework]),
    );
    this.tellTo(leader.pid, 'ReregisterSlaveMessage', {
      info,
      version: VERSION,
      total,
      frameworks: [...frameworks.values()],
      tasks: this.runs.all.map(({ task }) => task),
    });
  }

  private receive(message: Message): void {
    if (this.ended) return;
    if (this.registration.receive(message)) return;
    dispatch(this.receivers, message);
  }

  private readonly receivers: Receivers = {
    SlaveRegisteredMessage: ({ id }, from) => {
      if (this.id === undefined) {
        this.info = agentInfo(this.settings, id);
        this.checkpoints.saveInfo(id, this.info);
      }
      this.registration.succeeded(from);
    },
    SlaveReregisteredMessage: (_message, from) => {
      this.registration.succeeded(from);
    },
    PingSlaveMessage: ({ connected }, from) => {
      this.tellTo(from, 'PongSlaveMessage', this.id === undefined ? {} : { id: this.id });
      this.registration.pinged(connected);
    },
    ShutdownMessage: ({ message }) => {
      this.world.log(`Shutting down: ${message}`);
      this.runs.end();
      void this.exit(0, message);
    },
    RunTaskMessage: (message) => {
      this.runs.launch(message, this.id ?? '');
    },
    KillTaskMessage: (message) => {
      this.runs.kill(message);
    },
    StatusUpdateAcknowledgementMessage: (message) => {
      this.runs.acknowledge(message);
      this.forgetDrainWhenDone();
    },
    ShutdownFrameworkMessage: ({ frameworkId }) => {
      this.runs.shutDownFramework(frameworkId);
      this.forgetDrainWhenDone();
    },
    DrainSlaveMessage: ({ config }) => {
      this.drain = config;
      this.drainStart = this.world.clock.now();
      this.runs.drain(config);
      this.forgetDrainWhenDone();
    },
    CheckpointResourcesMessage: ({ total }) => {
      removeVolumes(this.total, total, this.checkpoints, this.world.disk);
      this.total = total;
      this.checkpoints.saveTotal(total);
    },
  };

  private forgetDrainWhenDone(): void {
    if (this.drain === undefined || this.runs.all.length > 0) return;
    this.drain = undefined;
    this.drainStart = undefined;
  }

  private tell<N extends MessageName>(name: N, body: Messages[N]): void {
    const leader = this.registration.leader;
    if (leader !== undefined) this.tellTo(leader.pid, name, body);
  }

  private tellTo<N extends MessageName>(to: string, name: N, body: Messages[N]): void {
    if (!this.ended) post(this.world.transport, this.pid, to, name, body);
  }

  private async exit(status: number, message: string): Promise<void> {
    if (this.ended) return;
    await this.kill();
    this.world.onExit(status, message);
  }
}
