export type * from './operation';
export type {
  HostAddressee,
  HostShell,
  ShellResult,
  ShellRunOptions,
  ShellUploadOptions,
  ShellUploadSource,
} from './host-shell';
export { sshShell } from './ssh-shell';
export { gatherFacts } from './facts';
export type {
  GatherFactsOptions,
  HostAddress,
  HostFacts,
  HostOwnerFact,
  KernelModuleState,
  KubernetesFacts,
  OperatingSystem,
  PackageManager,
  SwapEntry,
} from './facts';
export { probedCommands, probedModules, probedSysctls } from './fact-probes';
export type { ProbedCommand, ProbedModule, ProbedSysctl } from './fact-probes';
export { converge } from './converge';
export { forgetHost } from './forget-host';
export type { ConvergeOptions, ConvergeProgress } from './converge';
export { ConvergeError } from './converge-error';
export { driftLines } from './report';
export type { ConvergeReport, OperationResult, OperationStatus, PendingOperation } from './report';
export { withHostLock, withHostLocks, HostLockError } from './lock';
export type { HostLockOptions } from './lock';
export { validateOperations } from './validate-operations';
