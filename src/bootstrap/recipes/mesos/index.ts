/**
 * What a host must become to be a Mesos master or agent.
 *
 * Converge `masterOperations(facts, params)` or `agentOperations(facts, params)`; Read is a dry run of the same. Which
 * master may change when, and that an agent is drained before it becomes a new one (`forgetAgent`) or goes for good
 * (`retireAgent`, then `removeAgent`), is up to whoever converges.
 */
export { agentOperations, claimAgent, forgetAgent, removeAgent, retireAgent } from './agent';
export { claimMaster, forgetRegistry, masterOperations, removeMaster } from './master';
export type { AgentParams, MasterParams } from './params';
