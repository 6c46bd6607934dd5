import type { SecurityRule } from '../state/records';

interface DefaultRule extends SecurityRule {
  readonly description: string;
}

function rule(
  name: string,
  description: string,
  settings: Pick<SecurityRule, 'access' | 'direction' | 'priority'>,
  [source, destination]: readonly [source: string, destination: string] = ['*', '*'],
): DefaultRule {
  return {
    name,
    description,
    protocol: '*',
    ...settings,
    sourcePorts: ['*'],
    destinationPorts: ['*'],
    sources: [source],
    destinations: [destination],
    sourceGroups: [],
    destinationGroups: [],
    lists: new Set(),
  };
}

const inbound = { direction: 'Inbound', access: 'Allow' } as const;
const outbound = { direction: 'Outbound', access: 'Allow' } as const;

/** What every security group has at its end, as Azure documents it. */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  rule('AllowVnetInBound', 'Allow inbound traffic from all VMs in VNET', { ...inbound, priority: 65_000 }, [
    'VirtualNetwork',
    'VirtualNetwork',
  ]),
  rule(
    'AllowAzureLoadBalancerInBound',
    'Allow inbound traffic from azure load balancer',
    { ...inbound, priority: 65_001 },
    ['AzureLoadBalancer', '*'],
  ),
  rule('DenyAllInBound', 'Deny all inbound traffic', { ...inbound, access: 'Deny', priority: 65_500 }),
  rule(
    'AllowVnetOutBound',
    'Allow outbound traffic from all VMs to all VMs in VNET',
    { ...outbound, priority: 65_000 },
    ['VirtualNetwork', 'VirtualNetwork'],
  ),
  rule(
    'AllowInternetOutBound',
    'Allow outbound traffic from all VMs to Internet',
    { ...outbound, priority: 65_001 },
    ['*', 'Internet'],
  ),
  rule('DenyAllOutBound', 'Deny all outbound traffic', { ...outbound, access: 'Deny', priority: 65_500 }),
];
