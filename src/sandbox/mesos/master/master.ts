import { CANDIDATES, detect, type Detector } from '../election/detector';
import { Group } from '../election/group';
import { LogMembers, onlyMember } from '../election/log-members';
import { type MasterInfo, masterInfo } from '../election/master-info';
import { Exit, messageOf } from '../failure';
import { Replica } from '../log/replica';
import { ReplicatedLog } from '../log/replicated-log';
import { dispatch } from '../protocol/post';
import type { Surroundings } from '../surroundings';
import { toJson } from '../values/json';
import type { Message, Node } from '../transport/transport';
import { plain, type Reply, type Request } from '../transport/http';
import { Access } from './access';
import { MasterCore } from './core';
import { OperatorEvents } from './operator/operator-events';
import { Leadership } from './leadership';
import { Registrar } from './registry/registrar';
import { MasterRoutes } from './routes';
import type { MasterSettings } from './settings';
import { MasterState } from './state/master-state';

/** What a program answers before it is ready to. */
const NOT_YET: Node = { handle: () => plain(404), receive: () => undefined };

/** One master: its copy of the log, its candidacy, and what it leads when it is elected. */
export class Master {
  readonly info: MasterInfo;
  private node: Node = NOT_YET;
  private core: MasterCore | undefined;
  private log: ReplicatedLog | undefined;
  private members: LogMembers | undefined;
  private detector: Detector | undefined;
  private candidacy: Group | undefined;
  private leadership: Leadership | undefined;
  private leader: MasterInfo | undefined;
  private endListening: (() => Promise<void>) | undefined;
  private ended = false;

  private constructor(
    private readonly settings: MasterSettings,
    private readonly world: Surroundings,
  ) {
    this.info = masterInfo(world.uuid(), settings.address, settings.hostname, settings.domain);
  }

  /** Resolves once it listens. @throws Exit with the status with which the program ends */
  static async start(settings: MasterSettings, world: Surroundings): Promise<Master> {
    const master = new Master(settings, world);
    try {
      await master.listen();
      master.begin();
      return master;
    } catch (error) {
      await master.kill();
      throw error;
    }
  }

  /** Whether it is the one, whether or not it can do anything yet. */
  get elected(): boolean {
    return this.leadership !== undefined;
  }

  /** Whether it leads and has its registry. */
  get leading(): boolean {
    return this.leadership?.recovered === true;
  }

  get logRecovered(): boolean {
    return this.log?.recovered === true;
  }

  get ensembleSize(): number {
    return this.log?.ensembleSize ?? 0;
  }

  /** Ends at once, as at SIGTERM and SIGKILL: others learn of it when its sessions with ZooKeeper expire. */
  async kill(): Promise<void> {
    this.ended = true;
    this.members?.abandon();
    this.detector?.abandon();
    this.candidacy?.abandon();
    this.leadership?.stop();
    this.core?.registrar.stop();
    this.core?.events.close();
    this.log?.stop();
    const { endListening } = this;
    this.endListening = undefined;
    await endListening?.();
  }

  private async listen(): Promise<void> {
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
  }

  private begin(): void {
    const { settings, world } = this;
    try {
      world.disk.makeFolder(settings.workDir);
    } catch {
      throw new Exit(1, `Failed to create work directory '${settings.workDir}': No such file or directory`);
    }
    const { zookeeper: url, address, zkSessionTimeout } = settings;
    if (url !== undefined) {
      this.members = new LogMembers(
        world.zookeeper(url.servers),
        url.path,
        zkSessionTimeout,
        address,
        world.log,
      );
    }
    // Last of what may fail: whoever stops here closes the log, and with it the replica.
    const replica = new Replica(world.disk, settings.workDir);
    this.log = new ReplicatedLog({
      address,
      transport: world.transport,
      clock: world.clock,
      replica,
      members: this.members ?? onlyMember(address),
      quorum: settings.quorum,
      autoInitialize: settings.autoInitialize,
      log: world.log,
    });
    const registrar = new Registrar({
      clock: world.clock,
      replicatedLog: this.log,
      fetchTimeoutSeconds: settings.registryFetchTimeout,
      storeTimeoutSeconds: settings.registryStoreTimeout,
    });
    const core = new MasterCore(
      settings,
      { ...world, onExit: (status, message) => void this.exit(status, message) },
      this.info,
      world.clock.now(),
      new MasterState(this.info.id),
      registrar,
      new OperatorEvents(world.clock, Number(settings.flags.max_operator_event_stream_subscribers)),
    );
    this.core = core;
    const access = new Access(settings, world.disk);
    const routes = new MasterRoutes(core, this.log, access, () => ({
      leader: this.leader,
      leadership: this.leadership,
    }));
    this.node = {
      handle: (request: Request): Promise<Reply> => routes.handle(request),
      receive: (message) => {
        this.receive(message);
      },
    };
    world.log(
      `Master ${this.info.id} (${this.info.hostname}) started on ${address.ip}:${String(address.port)}`,
    );
    this.stand(core, this.log, access);
  }

  /** For election; without a ZooKeeper it is the only one. */
  private stand(core: MasterCore, log: ReplicatedLog, access: Access): void {
    const onLeader = (leader: MasterInfo | undefined): void => {
      this.onLeader(leader, () => new Leadership(core, log, access));
    };
    const { zookeeper: url, zkSessionTimeout, flags } = this.settings;
    if (url === undefined || flags.zk === undefined) {
      onLeader(this.info);
      return;
    }
    this.candidacy = new Group({
      zookeeper: this.world.zookeeper(url.servers),
      path: url.path,
      prefix: CANDIDATES,
      timeoutSeconds: zkSessionTimeout,
      log: this.world.log,
      onLost: () => {
        if (this.elected) void this.exit(1, 'Lost candidacy as a leader... committing suicide!');
      },
    });
    const { candidacy, members } = this;
    // Who is elected must be reachable for the log.
    void members?.joined.then(() => {
      if (!this.ended) candidacy.join(toJson(this.info));
    });
    this.detector = detect(flags.zk, zkSessionTimeout, this.world, onLeader);
  }

  private onLeader(leader: MasterInfo | undefined, begin: () => Leadership): void {
    if (this.ended) return;
    this.leader = leader;
    const isThis = leader?.id === this.info.id;
    if (this.leadership !== undefined && !isThis) {
      // Nobody can be asked to lead again who has led: what it knows is not true any more.
      void this.exit(1, 'Lost leadership... committing suicide!');
      return;
    }
    if (!isThis || this.leadership !== undefined) return;
    this.world.log('Elected as the leading master!');
    this.leadership = begin();
    this.leadership.recover().catch((error: unknown) => {
      if (this.ended) return;
      void this.exit(134, `Recovery failed: Failed to recover registrar: ${messageOf(error)}`);
    });
  }

  private receive(message: Message): void {
    if (this.log?.receive(message) === true) return;
    const { leadership } = this;
    if (leadership?.recovered === true) dispatch(leadership.receivers, message);
  }

  private async exit(status: number, message: string): Promise<void> {
    if (this.ended) return;
    await this.kill();
    this.world.onExit(status, message);
  }
}
