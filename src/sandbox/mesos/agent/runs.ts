import type { Messages } from '../protocol/messages';
import type { DrainConfig } from '../protocol/agents';
import { isTerminal, stagedTask } from '../protocol/tasks';
import { toSeconds } from '../values/duration';
import type { AgentCore } from './core';
import { TaskRun } from './task-run';

/** All tasks of an agent. */
export class Runs {
  private readonly runs = new Map<string, TaskRun>();
  /** Those that are over, for who asks. */
  completed: readonly TaskRun[] = [];
  private reachable = false;

  constructor(private readonly core: AgentCore) {}

  get all(): readonly TaskRun[] {
    return [...this.runs.values()];
  }

  /** What ran before a restart goes on, where the framework had wanted that; the rest is ended. */
  async recover(agentId: string | undefined): Promise<void> {
    const { checkpoints, options } = this.core;
    for (const [owner, checkpoint] of checkpoints.readRuns()) {
      const run = new TaskRun(this.core, checkpoint, () => {
        this.changed(run);
      });
      if (owner === agentId && checkpoint.framework.checkpoint === true) {
        this.runs.set(keyOf(run.frameworkId, run.id), run);
        await run.recover();
        this.changed(run);
      } else {
        (await options.runner.adopt(run.folder))?.signal('SIGKILL');
        run.discard();
      }
    }
  }

  launch({ framework, task: info }: Messages['RunTaskMessage'], agentId: string): void {
    const frameworkId = framework.id?.value ?? '';
    const key = keyOf(frameworkId, info.task_id.value);
    if (this.runs.has(key)) return;
    const run = new TaskRun(
      this.core,
      {
        framework,
        info,
        containerId: this.core.world.uuid(),
        pending: [],
        ended: false,
        task: stagedTask(info, frameworkId, { value: agentId }),
      },
      () => {
        this.changed(run);
      },
    );
    this.runs.set(key, run);
    if (this.reachable) run.updates.resume();
    run.launch().catch((error: unknown) => {
      this.core.world.log(`task ${run.id}: ${String(error)}`);
    });
  }

  /** Gives whether there is such a task. */
  kill({ frameworkId, taskId, graceSeconds }: Messages['KillTaskMessage']): boolean {
    const run = this.runs.get(keyOf(frameworkId, taskId));
    run?.kill({ graceSeconds });
    return run !== undefined;
  }

  drain({ max_grace_period: most, mark_gone: markGone }: DrainConfig): void {
    for (const run of this.runs.values()) {
      run.kill({
        ...(most === undefined || most.nanoseconds < 0 ? {} : { graceSeconds: toSeconds(most) }),
        reason: 'REASON_AGENT_DRAINING',
        ...(markGone ? { state: 'TASK_GONE_BY_OPERATOR' as const } : {}),
      });
    }
  }

  acknowledge({ frameworkId, taskId, uuid }: Messages['StatusUpdateAcknowledgementMessage']): void {
    this.runs.get(keyOf(frameworkId, taskId))?.acknowledge(uuid);
  }

  /** Its tasks are ended, and nobody is told. */
  shutDownFramework(frameworkId: string): void {
    for (const [key, run] of [...this.runs]) {
      if (run.frameworkId !== frameworkId) continue;
      this.runs.delete(key);
      if (!run.ended && !isTerminal(run.task.state)) run.task.state = 'TASK_KILLED';
      this.complete(run);
      run.discard();
    }
  }

  /** Whether there is a master to tell. */
  reach(reachable: boolean): void {
    this.reachable = reachable;
    for (const { updates } of this.runs.values()) {
      if (reachable) updates.resume();
      else updates.pause();
    }
  }

  /** The agent ends: what is to outlive it does. */
  leave(): void {
    for (const run of this.runs.values()) {
      if (run.framework.checkpoint === true) run.leave();
      else run.discard();
    }
  }

  /** The agent is gone for good, and its tasks with it. */
  end(): void {
    for (const run of this.runs.values()) run.discard();
    this.runs.clear();
  }

  private changed(run: TaskRun): void {
    if (!run.settled || !this.runs.delete(keyOf(run.frameworkId, run.id))) return;
    this.complete(run);
    run.discard();
  }

  private complete(run: TaskRun): void {
    const most = Number(this.core.settings.flags.max_completed_executors_per_framework);
    this.completed = [...this.completed, run].slice(-most);
  }
}

function keyOf(frameworkId: string, taskId: string): string {
  return `${frameworkId} ${taskId}`;
}
