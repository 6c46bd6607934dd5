import type { Known } from '../../tfplugin';
import type { mesosAgentSchema } from '../schemas/mesos-agent';

type Agent = Pick<
  Known<typeof mesosAgentSchema>,
  'failure_domain' | 'domain_region' | 'domain_zone' | 'attributes' | 'host'
>;

/**
 * What an agent fails together with: what was declared to be it, else the fault domain that the masters know
 * (https://mesos.apache.org/documentation/latest/fault-domains/), else its rack, and else nothing but its own host.
 */
export function failureDomainOf(agent: Agent): string {
  const { failure_domain: declared, domain_region: region, domain_zone: zone, attributes, host } = agent;
  if (declared !== null) return declared;
  if (region !== null && zone !== null) return `zone ${zone} of region ${region}`;
  const rack = attributes?.['rack'];
  return rack === undefined ? `host ${host.address}` : `rack ${rack}`;
}
