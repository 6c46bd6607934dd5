import { readFileSync } from 'node:fs';
import { Double } from '../values/json';
import { roundScalar } from '../values/value';
import { scalarOf } from '../values/resources';
import type { Agent } from './agent';
import { executorName } from './command-line';
import type { TaskRun } from './task-run';
import { executorResources } from './views';

/** What runs, with what it uses. @param withStatus whether also with its process */
export function containerViews(agent: Agent, withStatus: boolean): readonly object[] {
  return agent.runs.all
    .filter(({ ended }) => !ended)
    .map((run) => ({
      container_id: withStatus ? run.containerId : undefined,
      executor_id: run.id,
      executor_name: executorName(run.info),
      framework_id: run.frameworkId,
      source: run.id,
      statistics: statistics(agent, run),
      status: withStatus
        ? {
            container_id: { value: run.containerId },
            ...(run.pid === undefined ? {} : { executor_pid: run.pid }),
          }
        : undefined,
    }));
}

const CLOCK_TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;
const MEGABYTE = 1024 * 1024;

function statistics({ world }: Agent, run: TaskRun): object {
  const limits = executorResources(run);
  const bytes = scalarOf(limits, 'mem') * MEGABYTE;
  const { user, system, residentPages } = processTimes(run.pid);
  return {
    cpus_soft_limit: new Double(roundScalar(scalarOf(limits, 'cpus'))),
    cpus_system_time_secs: new Double(system / CLOCK_TICKS_PER_SECOND),
    cpus_user_time_secs: new Double(user / CLOCK_TICKS_PER_SECOND),
    mem_limit_bytes: bytes,
    mem_rss_bytes: residentPages * PAGE_BYTES,
    mem_soft_limit_bytes: bytes,
    timestamp: new Double(world.clock.now()),
  };
}

/** Of the task's first process, from where the kernel shows it; nothing where it does not. */
function processTimes(pid: number | undefined): {
  readonly user: number;
  readonly system: number;
  readonly residentPages: number;
} {
  try {
    const text = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name before may have blanks in it.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { user: Number(fields[11]), system: Number(fields[12]), residentPages: Number(fields[21]) };
  } catch {
    return { user: 0, system: 0, residentPages: 0 };
  }
}
