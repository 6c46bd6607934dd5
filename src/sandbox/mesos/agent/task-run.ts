import { messageOf } from '../failure';
import { hasCapability } from '../protocol/frameworks';
import { isTerminal, type Task, type TaskInfo, type TaskState, type TaskStatus } from '../protocol/tasks';
import { toSeconds } from '../values/duration';
import { commandLine } from './command-line';
import type { AgentCore } from './core';
import type { RunCheckpoint } from './checkpoints';
import { fetchAll } from './fetcher';
import { startHealthCheck } from './health-checks';
import { describeEnd, type ProcessEnd, type RunningProcess } from './process-runner';
import { StatusUpdates } from './status-updates';
import { taskEnvironment, type TaskPlace } from './task-environment';
import { linkVolumes } from './volumes';

/** From SIGTERM to SIGKILL, unless the task says something else. */
const GRACE_SECONDS = 3;

/** Why a task is ended before it ends by itself. */
export interface KillOrder {
  readonly graceSeconds?: number | undefined;
  readonly reason?: string;
  /** What it is called that has become of it. */
  readonly state?: TaskState;
}

/** One task with a command, and its executor. */
export class TaskRun {
  readonly task: Task;
  readonly updates: StatusUpdates;
  /** Whether the process has ended, or never was. */
  ended: boolean;
  /** Whether nobody has acknowledged its last word. */
  unheard = false;
  private process: RunningProcess | undefined;
  private killing: KillOrder | undefined;
  private unhealthy = false;
  private healthy: boolean | undefined;
  private stopChecking = (): void => undefined;
  private cancelKill = (): void => undefined;
  private abandoned = false;

  constructor(
    private readonly core: AgentCore,
    private readonly checkpoint: RunCheckpoint,
    private readonly onChange: () => void,
  ) {
    this.task = checkpoint.task;
    this.ended = checkpoint.ended;
    this.updates = new StatusUpdates(core.world.clock, checkpoint.pending, (status) => {
      core.sendUpdate(this.frameworkId, status, this.task.state);
    });
    this.updates.pause();
  }

  get id(): string {
    return this.task.task_id.value;
  }

  get frameworkId(): string {
    return this.task.framework_id.value;
  }

  get info(): TaskInfo {
    return this.checkpoint.info;
  }

  get framework(): RunCheckpoint['framework'] {
    return this.checkpoint.framework;
  }

  get containerId(): string {
    return this.checkpoint.containerId;
  }

  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** As the computer has it that it runs on. */
  get folder(): string {
    return this.core.checkpoints.sandboxOf(this.task.agent_id.value, this.checkpoint);
  }

  /** Whether nothing is left to do or to say. */
  get settled(): boolean {
    return this.ended && this.updates.waiting.length === 0;
  }

  async launch(): Promise<void> {
    const { world, checkpoints, options } = this.core;
    const folder = this.folder;
    world.disk.makeFolder(folder);
    this.save();
    try {
      await fetchAll(this.info.command?.uris ?? [], world.disk.resolve(folder), (path) =>
        world.disk.resolve(path),
      );
    } catch (error) {
      this.fail(
        `Failed to launch container: Failed to fetch all URIs for container '${this.containerId}': ${messageOf(error)}`,
      );
      return;
    }
    if (this.killing !== undefined) {
      this.finish('TASK_KILLED', 'Killed before its executor has started');
      return;
    }
    try {
      linkVolumes(this.info.resources ?? [], folder, checkpoints, world.disk, (path) =>
        options.runner.pathOf(path),
      );
      const environment = taskEnvironment(this.info, this.place(), options.environment);
      const argv = commandLine(
        this.info,
        { containerId: this.containerId, folder: options.runner.pathOf(folder), environment },
        options.runImage,
      );
      const user = this.info.command?.user ?? this.framework.user;
      this.process = await options.runner.start({
        argv,
        environment,
        folder,
        ...(options.settings.switchUser && user !== '' ? { user } : {}),
      });
    } catch (error) {
      this.fail(`Failed to launch container: ${messageOf(error)}`);
      return;
    }
    this.save();
    this.say({ state: 'TASK_STARTING' });
    this.say({ state: 'TASK_RUNNING' });
    this.follow(this.process);
    this.check();
    if (this.killing !== undefined) this.terminate(this.killing);
  }

  /** After a restart of the agent. */
  async recover(): Promise<void> {
    if (this.ended) return;
    this.process = await this.core.options.runner.adopt(this.folder);
    if (this.process === undefined) {
      const aware = hasCapability(this.framework, 'PARTITION_AWARE');
      this.ended = true;
      this.say({
        state: aware ? 'TASK_GONE' : 'TASK_LOST',
        source: 'SOURCE_AGENT',
        reason: 'REASON_EXECUTOR_TERMINATED',
        message: 'Abnormal executor termination: nothing is left of it',
      });
      return;
    }
    this.follow(this.process);
    this.check();
  }

  kill(order: KillOrder): void {
    if (this.ended || this.killing !== undefined) return;
    this.killing = order;
    if (this.process !== undefined) this.terminate(order);
  }

  acknowledge(uuid: string): void {
    if (!this.updates.acknowledge(uuid)) return;
    this.noteUpdate();
    this.save();
    this.onChange();
  }

  /** The agent ends, and this goes on. */
  leave(): void {
    this.abandoned = true;
    this.updates.pause();
    this.stopChecking();
    this.cancelKill();
  }

  /** Nobody is interested any more. */
  discard(): void {
    this.leave();
    this.unheard = this.updates.waiting.length > 0;
    this.updates.stop();
    if (!this.ended) this.process?.signal('SIGKILL');
    this.ended = true;
    this.core.checkpoints.forgetRun(this.task.agent_id.value, this.checkpoint);
  }

  private terminate(order: KillOrder): void {
    const { processClock } = this.core.options;
    const own = this.info.kill_policy?.grace_period;
    const usual = own === undefined ? GRACE_SECONDS : toSeconds(own);
    const grace = Math.max(0, Math.min(usual, order.graceSeconds ?? usual));
    if (hasCapability(this.framework, 'TASK_KILLING_STATE')) {
      this.say({ state: 'TASK_KILLING', ...(order.reason === undefined ? {} : { reason: order.reason }) });
    }
    this.stopChecking();
    this.process?.signal('SIGTERM');
    this.cancelKill = processClock.after(grace, () => {
      this.process?.signal('SIGKILL');
    });
  }

  private follow(process: RunningProcess): void {
    void process.ended.then((end) => {
      if (this.abandoned || this.ended) return;
      this.cancelKill();
      this.stopChecking();
      const state =
        this.killing === undefined ? (end.code === 0 ? 'TASK_FINISHED' : 'TASK_FAILED') : 'TASK_KILLED';
      this.finish(state, describeEnd(end satisfies ProcessEnd));
    });
  }

  private finish(state: TaskState, message: string): void {
    const { reason, state: called } = this.killing ?? {};
    this.ended = true;
    const aware = hasCapability(this.framework, 'PARTITION_AWARE');
    const gone = called !== undefined && state === 'TASK_KILLED' && aware;
    this.say({
      state: gone ? called : state,
      message,
      ...(reason === undefined ? {} : { reason }),
      ...(this.unhealthy ? { healthy: false } : {}),
    });
  }

  private fail(message: string): void {
    this.ended = true;
    this.say({
      state: 'TASK_FAILED',
      source: 'SOURCE_AGENT',
      reason: 'REASON_CONTAINER_LAUNCH_FAILED',
      message,
    });
  }

  private check(): void {
    const { health_check: check } = this.info;
    if (check === undefined) return;
    const { options, settings } = this.core;
    const most = check.consecutive_failures ?? 3;
    this.stopChecking = startHealthCheck(check, {
      clock: options.processClock,
      ip: settings.address.ip,
      run: (command) => this.runBeside(command),
      onResult: ({ healthy, failures }) => {
        if (this.ended || this.killing !== undefined) return;
        if (this.healthy !== healthy) {
          this.healthy = healthy;
          this.say({ state: 'TASK_RUNNING', healthy, reason: 'REASON_TASK_HEALTH_CHECK_STATUS_UPDATED' });
        }
        if (!healthy && most > 0 && failures >= most) {
          this.unhealthy = true;
          this.kill({});
        }
      },
    });
  }

  /** In a folder below the task's own. */
  private async runBeside(command: readonly string[]): Promise<number> {
    const { world, options } = this.core;
    const folder = `${this.folder}/.check-${world.uuid()}`;
    world.disk.makeFolder(folder);
    try {
      const environment = taskEnvironment(this.info, this.place(), options.environment);
      const [program = '', ...rest] = command;
      const inTaskFolder = ['/bin/sh', '-c', 'cd .. && exec "$0" "$@"', program, ...rest];
      const process = await options.runner.start({ argv: inTaskFolder, environment, folder });
      return (await process.ended).code;
    } finally {
      world.disk.remove(folder);
    }
  }

  private say(
    said: Pick<TaskStatus, 'state' | 'message' | 'reason' | 'healthy'> & {
      readonly source?: TaskStatus['source'];
    },
  ): void {
    const { world, settings } = this.core;
    const { state, message, source = 'SOURCE_EXECUTOR', reason, healthy = this.healthy } = said;
    const status: TaskStatus = {
      task_id: this.task.task_id,
      state,
      ...(message === undefined ? {} : { message }),
      source,
      ...(reason === undefined ? {} : { reason }),
      agent_id: this.task.agent_id,
      ...(source === 'SOURCE_EXECUTOR' ? { executor_id: this.task.task_id } : {}),
      timestamp: world.clock.now(),
      uuid: Buffer.from(world.uuid().replaceAll('-', ''), 'hex').toString('base64'),
      ...(healthy === undefined ? {} : { healthy }),
      container_status: {
        container_id: { value: this.containerId },
        network_infos: [{ ip_addresses: [{ protocol: 'IPv4', ip_address: settings.address.ip }] }],
        ...(this.pid === undefined ? {} : { executor_pid: this.pid }),
      },
    };
    if (!isTerminal(this.task.state)) this.task.state = state;
    const before =
      this.task.statuses.at(-1)?.state === state ? this.task.statuses.slice(0, -1) : this.task.statuses;
    this.task.statuses = [...before, status];
    this.updates.push(status);
    this.noteUpdate();
    this.save();
    this.onChange();
  }

  /** Which update waits to be acknowledged, or was the last. */
  private noteUpdate(): void {
    const status = this.updates.waiting[0] ?? this.task.statuses.at(-1);
    if (status?.uuid === undefined) return;
    this.task.status_update_state = status.state;
    this.task.status_update_uuid = status.uuid;
  }

  private place(): TaskPlace {
    const { ip, port } = this.core.settings.address;
    return {
      agentId: this.task.agent_id.value,
      frameworkId: this.frameworkId,
      containerId: this.containerId,
      agentEndpoint: `${ip}:${String(port)}`,
      folder: this.core.options.runner.pathOf(this.folder),
      checkpoint: this.framework.checkpoint === true,
    };
  }

  private save(): void {
    this.core.checkpoints.saveRun(this.task.agent_id.value, {
      ...this.checkpoint,
      task: this.task,
      pending: this.updates.waiting,
      ended: this.ended,
    });
  }
}
