import type { Operation } from '../operation';
import { APPLICATION_GROUP_OPERATIONS } from './application-groups';
import { INTERFACE_OPERATIONS } from './interfaces';
import { PUBLIC_ADDRESS_OPERATIONS } from './public-addresses';
import { SECURITY_GROUP_OPERATIONS } from './security-groups';
import { SECURITY_RULE_OPERATIONS } from './security-rules';
import { SUBNET_OPERATIONS } from './subnets';
import { NETWORK_USAGE_OPERATIONS } from './usages';
import { VIRTUAL_NETWORK_OPERATIONS } from './virtual-networks';

/** What Microsoft.Network does here. */
export const NETWORK_OPERATIONS: readonly Operation[] = [
  ...VIRTUAL_NETWORK_OPERATIONS,
  ...SUBNET_OPERATIONS,
  ...APPLICATION_GROUP_OPERATIONS,
  ...SECURITY_GROUP_OPERATIONS,
  ...SECURITY_RULE_OPERATIONS,
  ...PUBLIC_ADDRESS_OPERATIONS,
  ...INTERFACE_OPERATIONS,
  ...NETWORK_USAGE_OPERATIONS,
];
