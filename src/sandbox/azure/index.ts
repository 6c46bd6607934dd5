export { AzureService } from './azure-service';
export type { AzureMachine, AzureMachinePark, ScriptResult } from './machine-park';
export {
  type AzureOptions,
  DEFAULT_SECRET,
  DEFAULT_SUBSCRIPTION,
  DEFAULT_TENANT,
  type Delays,
  type Quotas,
} from './options';
export type {
  AzureSnapshot,
  DiskSnapshot,
  NetworkInterfaceSnapshot,
  PublicAddressSnapshot,
  ResourceSnapshot,
  SecurityGroupSnapshot,
  VirtualMachineSnapshot,
  VirtualNetworkSnapshot,
} from './snapshot';
