/**
 * What a host must become to be a member of a ZooKeeper ensemble: converge `zookeeperOperations(facts, params)`. Read is a
 * dry run of it, and removal is `removeZookeeper`. Members change one at a time, which is up to whoever converges.
 */
export type { ZookeeperMember, ZookeeperParams } from './params';
export { claimZookeeper, removeZookeeper, zooCfg, zookeeperOperations } from './zookeeper';
