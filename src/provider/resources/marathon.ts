import { marathonSchema } from '../schemas/marathon';
import { unfinished } from '../unfinished';

export const marathon = unfinished('fleetwright_marathon', marathonSchema);
