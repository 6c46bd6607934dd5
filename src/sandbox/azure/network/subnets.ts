import { ArmError, resourceNotFound } from '../errors';
import type { Call, Operation } from '../operation';
import { find, lookUp, pathOf } from '../resource-kind';
import type { Subnet, VirtualNetwork } from '../state/records';
import { ok, type Answer } from '../wire/answer';
import { begunAction, begunWrite } from '../wire/begun';
import { page } from '../wire/page';
import { beginChange, checkEtag, checkIdle, checkProvisioned } from './change';
import { checkOverlap, checkUnused, readSubnet, subnetShape, writeSubnet } from './subnet-settings';
import { NETWORK_KIND } from './virtual-network-kind';

const path = pathOf(NETWORK_KIND, '/subnets/{subnetName}');
const { versions } = NETWORK_KIND;

/** Operations on one subnet. What goes on with it goes on with its whole network. */
export const SUBNET_OPERATIONS: readonly Operation[] = [
  {
    name: 'Subnets_Get',
    method: 'GET',
    path,
    versions,
    run: (call) => {
      const { network, subnet } = findSubnet(call);
      return ok(writeSubnet(call.cloud, network, subnet));
    },
  },
  {
    name: 'Subnets_List',
    method: 'GET',
    path: pathOf(NETWORK_KIND, '/subnets'),
    versions,
    run: (call) => {
      const network = find(call, NETWORK_KIND);
      return page(call, [...network.subnets.values()], (one) => writeSubnet(call.cloud, network, one));
    },
  },
  {
    name: 'Subnets_CreateOrUpdate',
    method: 'PUT',
    path,
    versions,
    body: subnetShape,
    run: createOrUpdate,
  },
  {
    name: 'Subnets_Delete',
    method: 'DELETE',
    path,
    versions,
    run: (call): Answer => {
      const { resource: network } = lookUp(call, NETWORK_KIND);
      const key = call.parameter('subnetName').toLowerCase();
      const subnet = network?.subnets.get(key);
      if (network === undefined || subnet === undefined) return { status: 204 };
      checkEtag(call, network);
      checkIdle(call, network);
      checkUnused(call.cloud, subnet);
      const operation = beginChange(call, network, 'DeleteSubnetOperation', {
        done: () => {
          network.subnets = new Map([...network.subnets].filter(([name]) => name !== key));
        },
      });
      return begunAction(call, operation);
    },
  },
];

function createOrUpdate(call: Call): Answer {
  const network = find(call, NETWORK_KIND);
  call.cloud.group(network.group, true);
  const name = call.parameter('subnetName');
  const existing = network.subnets.get(name.toLowerCase());
  checkEtag(call, network);
  const subnet = readSubnet(call, network, existing?.name ?? name, call.body(subnetShape));
  checkIdle(call, network);
  checkSecurityGroup(call, subnet);
  if (existing !== undefined && existing.prefix !== subnet.prefix) checkPrefixMayChange(call, existing);
  const subnets = new Map([...network.subnets, [name.toLowerCase(), subnet]]);
  checkOverlap(subnets.values());
  network.subnets = subnets;
  const operation = beginChange(call, network, 'PutSubnetOperation');
  return begunWrite(
    call,
    existing === undefined ? 201 : 200,
    operation,
    writeSubnet(call.cloud, network, subnet),
  );
}

function checkSecurityGroup(call: Call, { id, securityGroupId }: Subnet): void {
  const group = securityGroupId === undefined ? undefined : call.cloud.securityGroups.get(securityGroupId);
  if (group !== undefined) checkProvisioned(group, id);
}

function checkPrefixMayChange(call: Call, subnet: Subnet): void {
  try {
    checkUnused(call.cloud, subnet);
  } catch {
    throw new ArmError(
      400,
      'InUsePrefixCannotBeDeleted',
      `IpPrefix ${subnet.prefix} on Subnet ${subnet.name} has active allocations and cannot be deleted.`,
      { details: [] },
    );
  }
}

function findSubnet(call: Call): { readonly network: VirtualNetwork; readonly subnet: Subnet } {
  const network = find(call, NETWORK_KIND);
  const name = call.parameter('subnetName');
  const subnet = network.subnets.get(name.toLowerCase());
  if (subnet !== undefined) return { network, subnet };
  throw resourceNotFound(
    'Microsoft.Network/virtualNetworks/subnets',
    `${network.name}/${name}`,
    network.group,
  );
}
