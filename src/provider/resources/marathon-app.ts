import { marathonAppSchema } from '../schemas/marathon-app';
import { unfinished } from '../unfinished';

export const marathonApp = unfinished('fleetwright_marathon_app', marathonAppSchema);
