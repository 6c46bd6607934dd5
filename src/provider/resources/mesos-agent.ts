import { mesosAgentSchema } from '../schemas/mesos-agent';
import { unfinished } from '../unfinished';

export const mesosAgent = unfinished('fleetwright_mesos_agent', mesosAgentSchema);
