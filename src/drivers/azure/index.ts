export { clouds, type CloudName } from './clouds';
export type {
  AzureConfiguration,
  AzureTiming,
  CallOptions,
  OperationOptions,
  Tags,
  WaitOptions,
} from './configuration';
export { AzureError, isAzureError, type AzureErrorKind } from './errors';
export { areSameIds, canonicalLocation, isSameId, parseResourceId } from './ids';
export type { AttachedDataDisk, AttachedDisk, AzureMachine, NetworkInterface, PowerState } from './machine';
export type {
  Caching,
  DataDisk,
  DiskGrowth,
  DiskSettings,
  IdentitySettings,
  ImageReference,
  MachineChanges,
  MachineReference,
  MachineRequest,
  SpotSettings,
} from './machine-request';
export { ownerTag } from './marks';
export type {
  AzureNetwork,
  NetworkChanges,
  NetworkReference,
  NetworkRequest,
  Protocol,
  SecurityRule,
  SecurityRules,
} from './network';
export type {
  DeleteMachineOptions,
  EnsuredMachine,
  EnsureOptions,
  MachineOperations,
  NetworkOperations,
} from './operations';
export type { Ownership } from './ownership';
export { AzureSubscription, AzureSubscriptions } from './subscription';
