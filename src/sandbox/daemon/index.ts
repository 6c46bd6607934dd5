export { BackgroundSandbox } from './background';
export { type SandboxPaths, sandboxPaths } from './paths';
export type { SandboxStatus, UpOptions } from './status';
export { type Fault, type FaultRecord, FAULT_KINDS, FAULT_SERVICES } from '../world/faults';
