export type { AppInfo, Deployment, GroupInfo, MarathonInfo } from './answers';
export { applyApp, isUp } from './apply-app';
export type { AppDeclaration, Deployed, DeployOptions } from './apply-app';
export { applyGroup, appsOf, foreignApps, ForeignAppsError, planGroup } from './apply-group';
export type { GroupDeclaration } from './apply-group';
export { canonicalApp } from './canonical-app';
export { listDeployments, readApp, readGroup, readLeader, readQueue, versionsOfApp } from './calls';
export { deleteApp } from './delete-app';
export type { RemovalOptions } from './delete-app';
export { deleteGroup } from './delete-group';
export { restartMs } from './deploy';
export { evacuateHost, StalledEvacuationError } from './evacuate-host';
export type { EvacuateOptions } from './evacuate-host';
export {
  DeploymentInTheWayError,
  OverriddenDeploymentError,
  StalledDeploymentError,
} from './deployment-errors';
export { describeDrift, driftOfApp } from './drift';
export type { FieldDrift } from './drift';
export { isMarathonError, MarathonError } from './errors';
export type { MarathonErrorKind } from './errors';
export { driftOfGroup, flattenGroup, mapApps } from './group';
export type { FlatGroup } from './group';
export { unknownFields } from './known-fields';
export { MarathonApi } from './marathon-api';
export type { MarathonConnection, RequestOptions } from './marathon-api';
export { minimalApp, minimalGroup } from './minimal-app';
export { absoluteId, isWithin } from './paths';
export { changesOfReservation, neededFeatures, volumeProblems } from './rules';
export type { NeededFeature } from './rules';
