import type { Resources } from '../values/resource';
import type { AgentInfo, DrainConfig } from './agents';
import type { FrameworkInfo } from './frameworks';
import type { Task, TaskInfo, TaskState, TaskStatus } from './tasks';

/** What masters and agents tell each other, by the name of the message. */
export interface Messages {
  AuthenticateMessage: { readonly principal: string };
  AuthenticationChallengeMessage: { readonly challenge: string };
  AuthenticationProofMessage: { readonly principal: string; readonly proof: string };
  AuthenticationCompletedMessage: Record<string, never>;
  AuthenticationErrorMessage: { readonly error: string };

  RegisterSlaveMessage: { readonly info: AgentInfo; readonly version: string };
  SlaveRegisteredMessage: { readonly id: string };
  ReregisterSlaveMessage: {
    readonly info: AgentInfo;
    readonly version: string;
    /** What is left of them when operators and frameworks have reserved some. */
    readonly total: Resources;
    readonly frameworks: readonly FrameworkInfo[];
    readonly tasks: readonly Task[];
  };
  SlaveReregisteredMessage: { readonly id: string };
  UnregisterSlaveMessage: { readonly id: string };
  PingSlaveMessage: { readonly connected: boolean };
  PongSlaveMessage: { readonly id?: string };
  /** The agent is to end itself. */
  ShutdownMessage: { readonly message: string };

  RunTaskMessage: { readonly framework: FrameworkInfo; readonly task: TaskInfo };
  KillTaskMessage: {
    readonly frameworkId: string;
    readonly taskId: string;
    readonly graceSeconds?: number;
  };
  ShutdownFrameworkMessage: { readonly frameworkId: string };
  StatusUpdateMessage: {
    readonly agentId: string;
    readonly frameworkId: string;
    readonly status: TaskStatus;
    /** How the task is now, where the update comes late. */
    readonly latestState: TaskState;
  };
  StatusUpdateAcknowledgementMessage: {
    readonly frameworkId: string;
    readonly taskId: string;
    readonly uuid: string;
  };
  DrainSlaveMessage: { readonly config: DrainConfig };
  CheckpointResourcesMessage: { readonly total: Resources };
  FrameworkToExecutorMessage: {
    readonly frameworkId: string;
    readonly executorId: string;
    readonly data: string;
  };
}

export type MessageName = keyof Messages;
