/** How a process ended. */
export interface ProcessEnd {
  readonly code: number;
  /** By its number, when one ended it. */
  readonly signal?: number;
}

/** What is to be run, in a folder of its own with files for its output. */
export interface ProcessSpec {
  readonly argv: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** As the computer has it that it runs on. */
  readonly folder: string;
  /** Who it runs as; nobody else than the agent when there is none. */
  readonly user?: string;
}

/** A process with all that it starts. */
export interface RunningProcess {
  readonly pid: number;
  readonly ended: Promise<ProcessEnd>;
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Runs processes that outlive the agent. */
export interface ProcessRunner {
  /** What processes call a file of the agent's. */
  pathOf(path: string): string;
  /** @throws Error when it cannot be started */
  start(spec: ProcessSpec): Promise<RunningProcess>;
  /** What an agent before this one started in a folder; undefined when nothing can be known of it any more. */
  adopt(folder: string): Promise<RunningProcess | undefined>;
}

const SIGNALS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  2: 'Interrupt',
  3: 'Quit',
  4: 'Illegal instruction',
  6: 'Aborted',
  7: 'Bus error',
  8: 'Floating point exception',
  9: 'Killed',
  11: 'Segmentation fault',
  13: 'Broken pipe',
  14: 'Alarm clock',
  15: 'Terminated',
};

/** As the command executor says it. */
export function describeEnd({ code, signal }: ProcessEnd): string {
  return signal === undefined
    ? `Command exited with status ${String(code)}`
    : `Command terminated with signal ${SIGNALS[signal] ?? `Unknown signal ${String(signal)}`}`;
}
