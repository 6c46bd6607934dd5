import type { MesosClock } from '../clock';
import type { TaskState, TaskStatus } from '../protocol/tasks';
import type { Surroundings } from '../surroundings';
import type { Checkpoints } from './checkpoints';
import type { ImageRunner } from './command-line';
import type { ProcessRunner } from './process-runner';
import type { AgentSettings } from './settings';

export interface AgentOptions {
  readonly settings: AgentSettings;
  readonly runner: ProcessRunner;
  readonly runImage: ImageRunner;
  /** The time in which processes end and checks are made, which is real where processes are. */
  readonly processClock: MesosClock;
  /** What tasks inherit. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the parts of an agent work with. */
export interface AgentCore {
  readonly settings: AgentSettings;
  readonly world: Surroundings;
  readonly options: AgentOptions;
  readonly checkpoints: Checkpoints;
  sendUpdate(frameworkId: string, status: TaskStatus, latestState: TaskState): void;
}
