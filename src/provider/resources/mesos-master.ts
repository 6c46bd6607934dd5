import { mesosMasterSchema } from '../schemas/mesos-master';
import { unfinished } from '../unfinished';

export const mesosMaster = unfinished('fleetwright_mesos_master', mesosMasterSchema);
