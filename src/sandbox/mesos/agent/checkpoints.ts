import type { Disk } from '../disk';
import type { AgentInfo } from '../protocol/agents';
import type { FrameworkInfo } from '../protocol/frameworks';
import type { Task, TaskInfo, TaskStatus } from '../protocol/tasks';
import type { Resources } from '../values/resource';

/** What an agent must know again of a task after a restart. */
export interface RunCheckpoint {
  readonly framework: FrameworkInfo;
  readonly info: TaskInfo;
  readonly task: Task;
  readonly containerId: string;
  /** Updates that nobody has acknowledged yet. */
  readonly pending: readonly TaskStatus[];
  /** Whether its process has ended and everything is said. */
  readonly ended: boolean;
}

/** The agent's memory in its `work_dir`. */
export class Checkpoints {
  private readonly latest: string;

  constructor(
    private readonly disk: Disk,
    private readonly workDir: string,
  ) {
    this.latest = `${workDir}/meta/slaves/latest`;
  }

  /** Who this agent was; undefined when it is a new one. */
  readInfo(): AgentInfo | undefined {
    const id = this.disk.followLink(this.latest)?.split('/').at(-1);
    if (id === undefined) return undefined;
    const text = this.disk.read(`${this.metaOf(id)}/slave.info`);
    return text === undefined ? undefined : (JSON.parse(text) as AgentInfo);
  }

  saveInfo(id: string, info: AgentInfo): void {
    this.disk.write(`${this.metaOf(id)}/slave.info`, JSON.stringify(info));
    this.disk.link(this.latest, this.metaOf(id));
  }

  /** The next start is a new agent's. */
  forgetLatest(): void {
    this.disk.remove(this.latest);
  }

  readTotal(): Resources | undefined {
    const text = this.disk.read(`${this.workDir}/meta/resources/resources.info`);
    return text === undefined ? undefined : (JSON.parse(text) as Resources);
  }

  saveTotal(total: Resources): void {
    this.disk.write(`${this.workDir}/meta/resources/resources.info`, JSON.stringify(total));
  }

  forgetTotal(): void {
    this.disk.remove(`${this.workDir}/meta/resources`);
  }

  saveRun(agentId: string, run: RunCheckpoint): void {
    this.disk.write(`${this.runFolder(this.metaOf(agentId), run)}/run`, JSON.stringify(run));
  }

  forgetRun(agentId: string, run: RunCheckpoint): void {
    this.disk.remove(this.runFolder(this.metaOf(agentId), run));
  }

  /** Runs of any agent that there was here, by its id. */
  readRuns(): readonly (readonly [agentId: string, run: RunCheckpoint])[] {
    const { disk } = this;
    const agents = `${this.workDir}/meta/slaves`;
    return disk
      .list(agents)
      .filter((name) => name !== 'latest')
      .flatMap((agentId) =>
        disk.list(`${this.metaOf(agentId)}/frameworks`).flatMap((framework) => {
          const executors = `${this.metaOf(agentId)}/frameworks/${framework}/executors`;
          return disk.list(executors).flatMap((executor) =>
            disk.list(`${executors}/${executor}/runs`).flatMap((container) => {
              const text = disk.read(`${executors}/${executor}/runs/${container}/run`);
              return text === undefined ? [] : [[agentId, JSON.parse(text) as RunCheckpoint] as const];
            }),
          );
        }),
      );
  }

  /** The folder in which a task runs. */
  sandboxOf(agentId: string, run: Pick<RunCheckpoint, 'task' | 'containerId'>): string {
    return this.runFolder(`${this.workDir}/slaves/${agentId}`, run);
  }

  /** Where a persistent volume is. */
  volumeOf(role: string, id: string): string {
    return `${this.workDir}/volumes/roles/${role}/${id}`;
  }

  private metaOf(agentId: string): string {
    return `${this.workDir}/meta/slaves/${agentId}`;
  }

  private runFolder(
    base: string,
    { task, containerId }: Pick<RunCheckpoint, 'task' | 'containerId'>,
  ): string {
    return `${base}/frameworks/${task.framework_id.value}/executors/${task.task_id.value}/runs/${containerId}`;
  }
}
