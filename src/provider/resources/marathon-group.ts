import { marathonGroupSchema } from '../schemas/marathon-group';
import { unfinished } from '../unfinished';

export const marathonGroup = unfinished('fleetwright_marathon_group', marathonGroupSchema);
