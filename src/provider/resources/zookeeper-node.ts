import { zookeeperNodeSchema } from '../schemas/zookeeper-node';
import { unfinished } from '../unfinished';

export const zookeeperNode = unfinished('fleetwright_zookeeper_node', zookeeperNodeSchema);
