/** What the recipes of ZooKeeper, Mesos and Marathon have in common: one service on one host, beside others perhaps. */
export { readServiceDeclaration, serviceDeclaration } from './declaration';
export { findProgram, readSettings } from './launcher';
export { ownService } from './ownership';
export { assertServiceHost, packageOperations } from './packages';
export type { PackagePlan } from './packages';
export type { PackageFile, SecretContent, ServicePackages, ServiceParams } from './params';
export { removeService } from './remove';
export { secretOperations } from './secrets';
export type { SecretFile } from './secrets';
export { serviceNames, serviceOwner, servicePaths } from './service-name';
export type { ServiceName } from './service-name';
export { mergedFlags, settingsOperations } from './settings';
export type { Convention, Flags, FlagValue, SettingsPlace } from './settings';
export { restartIds, runUnit, unitOperations } from './unit';
