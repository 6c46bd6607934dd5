export type { Quotas as AzureQuotas } from './azure';
export type { ClusterSummary, DeploymentSummary, Inventory, MachineSummary, NodeSummary } from './inventory';
export { NOT_COVERED } from './limits';
export type { RackMachine, RackMachineOptions } from './rack';
export {
  type MachineSupport,
  Sandbox,
  type SandboxAzure,
  type SandboxEc2,
  type SandboxOptions,
} from './sandbox';
export { FAULT_KINDS, type Fault, type FaultKind, type FaultRecord, type FaultService } from './world/faults';
export type { Faults } from './world/faults';
export type { TrafficRecord } from './world/traffic';
