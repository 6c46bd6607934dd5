export {
  deactivateAgent,
  findAgent,
  listAgents,
  markAgentGone,
  reactivateAgent,
  readRegistry,
  tasksOf,
  tasksOn,
} from './agents';
export type { Agent, Registry } from './agents';
export { drainAgent, DrainTimeoutError } from './drain-agent';
export type { Drain, DrainOptions, DrainOutcome } from './drain-agent';
export { isMesosError, MesosError } from './errors';
export type { MesosErrorKind } from './errors';
export { listFrameworks, teardownFramework } from './frameworks';
export type { Framework } from './frameworks';
export {
  describeMaster,
  flagsOf,
  MastersNotReadyError,
  observeMaster,
  observeMasters,
  quorumOf,
  waitForLeader,
  waitForMaster,
} from './masters';
export type { ObservedMaster } from './masters';
export { MesosApi } from './mesos-api';
export type { CallOptions, MesosConnection } from './mesos-api';
