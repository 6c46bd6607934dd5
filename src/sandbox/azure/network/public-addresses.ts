import { ArmError, invalidParameter } from '../errors';
import type { Call, Operation } from '../operation';
import {
  checkTags,
  checkZones,
  pathOf,
  prepareWrite,
  readOperations,
  type ResourceKind,
} from '../resource-kind';
import type { PublicAddress, VirtualMachine } from '../state/records';
import type { Cloud } from '../state/cloud';
import { sameId } from '../state/resource-id';
import { NETWORK_VERSIONS } from '../versions';
import type { Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import {
  choice,
  integer,
  list,
  readOnly,
  struct,
  tagMap,
  text,
  uncovered,
  type ValueOf,
} from '../wire/shape';
import {
  beginChange,
  checkEtag,
  checkIdle,
  checkName,
  deleteOperation,
  newEtag,
  tagsOperation,
} from './change';
import { holderOf } from './uses';

const addressShape = struct({
  id: text,
  name: readOnly,
  type: readOnly,
  etag: readOnly,
  location: text,
  tags: tagMap,
  zones: list(text),
  extendedLocation: uncovered,
  sku: struct({ name: choice(['Basic', 'Standard'], ['StandardV2']), tier: choice(['Regional', 'Global']) }),
  properties: struct({
    publicIPAllocationMethod: choice(['Static', 'Dynamic']),
    publicIPAddressVersion: choice(['IPv4'], ['IPv6']),
    idleTimeoutInMinutes: integer,
    dnsSettings: struct({
      domainNameLabel: text,
      domainNameLabelScope: choice(['TenantReuse', 'SubscriptionReuse', 'ResourceGroupReuse', 'NoReuse']),
      fqdn: readOnly,
      reverseFqdn: text,
    }),
    deleteOption: choice(['Delete', 'Detach']),
    ipTags: uncovered,
    publicIPPrefix: uncovered,
    natGateway: uncovered,
    servicePublicIPAddress: uncovered,
    linkedPublicIPAddress: uncovered,
    migrationPhase: uncovered,
    // What Azure chooses by itself.
    ddosSettings: readOnly,
    ipAddress: readOnly,
    ipConfiguration: readOnly,
    resourceGuid: readOnly,
    provisioningState: readOnly,
  }),
});
type AddressInput = ValueOf<typeof addressShape>;

export const PUBLIC_ADDRESS_KIND: ResourceKind<PublicAddress> = {
  type: 'Microsoft.Network/publicIPAddresses',
  operations: 'PublicIPAddresses',
  parameter: 'publicIpAddressName',
  versions: NETWORK_VERSIONS,
  store: ({ publicAddresses }) => publicAddresses,
  write: (address, cloud) => {
    const holder = holderOf(cloud, address);
    return {
      name: address.name,
      id: address.id,
      etag: address.etag,
      type: address.type,
      location: address.location,
      tags: address.tags ?? {},
      ...(address.zones === undefined ? {} : { zones: address.zones }),
      sku: address.sku,
      properties: {
        provisioningState: address.state,
        resourceGuid: address.guid,
        ...(isShown(address, cloud, holder) ? { ipAddress: address.address } : {}),
        publicIPAddressVersion: 'IPv4',
        publicIPAllocationMethod: address.allocation,
        idleTimeoutInMinutes: address.idleTimeoutMinutes,
        ...(address.dns === undefined ? {} : { dnsSettings: writeDns(address) }),
        ipTags: [],
        ...(address.deleteOption === undefined ? {} : { deleteOption: address.deleteOption }),
        ...(holder === undefined ? {} : { ipConfiguration: { id: holder } }),
        ddosSettings: { protectionMode: 'VirtualNetworkInherited' },
      },
    };
  },
};

export const PUBLIC_ADDRESS_OPERATIONS: readonly Operation[] = [
  ...readOperations(PUBLIC_ADDRESS_KIND),
  tagsOperation(PUBLIC_ADDRESS_KIND),
  deleteOperation(PUBLIC_ADDRESS_KIND, 'DeletePublicIpAddressOperation', {
    check: (address, { cloud }) => {
      const holder = holderOf(cloud, address);
      if (holder === undefined) return;
      throw new ArmError(
        400,
        'PublicIPAddressCannotBeDeleted',
        `Public IP address ${address.id} can not be deleted since it is still allocated to resource ${holder}. In order to delete the public IP, disassociate/detach the Public IP address from the resource. To learn how to do this, see aka.ms/deletepublicip.`,
        { details: [] },
      );
    },
    gone: ({ address }, cloud) => {
      cloud.settings.addresses.release(address);
    },
  }),
  {
    name: 'PublicIPAddresses_CreateOrUpdate',
    method: 'PUT',
    path: pathOf(PUBLIC_ADDRESS_KIND),
    versions: PUBLIC_ADDRESS_KIND.versions,
    body: addressShape,
    run: createOrUpdate,
  },
];

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(addressShape);
  const { group, id, location, existing } = prepareWrite(call, PUBLIC_ADDRESS_KIND, input.location);
  const name = checkName(existing?.name ?? call.parameter(PUBLIC_ADDRESS_KIND.parameter));
  checkEtag(call, existing);
  if (existing !== undefined) checkIdle(call, existing);
  const address = existing ?? makePublicAddress(cloud, { group, id, name, location }, input);
  if (existing !== undefined) checkUnchanged(existing, input);
  address.allocation = readAllocation(id, address.sku, input.properties?.publicIPAllocationMethod);
  address.tags = checkTags(input.tags);
  address.deleteOption = input.properties?.deleteOption ?? address.deleteOption;
  address.idleTimeoutMinutes = readTimeout(input);
  address.dns = readDns(cloud, address, input);
  cloud.publicAddresses.add(address);
  const operation = beginChange(call, address, 'PutPublicIpAddressOperation');
  const body = PUBLIC_ADDRESS_KIND.write(address, cloud);
  return begunWrite(call, existing === undefined ? 201 : 200, operation, body);
}

export function makePublicAddress(
  cloud: Cloud,
  place: { readonly group: string; readonly id: string; readonly name: string; readonly location: string },
  input: Pick<AddressInput, 'sku' | 'zones'> & {
    readonly properties?:
      { readonly publicIPAllocationMethod?: 'Static' | 'Dynamic' | undefined } | undefined;
  },
): PublicAddress {
  const sku = { name: input.sku?.name ?? 'Basic', tier: input.sku?.tier ?? 'Regional' } as const;
  const allocation = readAllocation(place.id, sku, input.properties?.publicIPAllocationMethod);
  const { publicAddresses: quota } = cloud.settings.quotas;
  const there = cloud.publicAddresses.list().filter(({ location }) => location === place.location);
  if (there.length >= quota) {
    throw new ArmError(
      400,
      'PublicIPCountLimitReached',
      `Cannot create more than ${quota} public IP addresses for this subscription in this region.`,
      { details: [] },
    );
  }
  return {
    ...place,
    type: PUBLIC_ADDRESS_KIND.type,
    guid: cloud.uuid(),
    tags: undefined,
    etag: newEtag(cloud),
    state: 'Updating',
    sku,
    zones: checkZones(input.zones, place.location, PUBLIC_ADDRESS_KIND.type),
    allocation,
    address: cloud.settings.addresses.takePublic(),
    deleteOption: undefined,
    idleTimeoutMinutes: 4,
    dns: undefined,
  };
}

function checkUnchanged(existing: PublicAddress, { sku, zones }: AddressInput): void {
  const changed =
    (sku?.name !== undefined && sku.name !== existing.sku.name) ||
    (zones !== undefined && zones.join() !== (existing.zones ?? []).join());
  if (!changed) return;
  throw new ArmError(
    400,
    'PublicIPAddressPropertyChangeNotAllowed',
    `SKU and zones of public IP address ${existing.id} cannot be changed once it is created: the sandbox does not cover it.`,
    { details: [] },
  );
}

function readAllocation(
  id: string,
  sku: PublicAddress['sku'],
  wanted: PublicAddress['allocation'] | undefined,
): PublicAddress['allocation'] {
  const allocation = wanted ?? (sku.name === 'Basic' ? 'Dynamic' : 'Static');
  if (sku.name === 'Basic' || allocation === 'Static') return allocation;
  throw new ArmError(
    400,
    'StandardSkuPublicIPAddressesMustBeStatic',
    `Standard sku publicIp ${id} must have AllocationMethod set to Static.`,
    { details: [] },
  );
}

function readTimeout({ properties }: AddressInput): number {
  const minutes = properties?.idleTimeoutInMinutes ?? 4;
  if (minutes >= 4 && minutes <= 30) return minutes;
  throw invalidParameter(
    'idleTimeoutInMinutes',
    `The idle timeout is ${minutes}: it must be between 4 and 30 minutes.`,
  );
}

function readDns(cloud: Cloud, address: PublicAddress, { properties }: AddressInput): PublicAddress['dns'] {
  const { domainNameLabel: label, domainNameLabelScope: scope, reverseFqdn } = properties?.dnsSettings ?? {};
  if (label === undefined) return undefined;
  if (!/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/.test(label)) {
    throw new ArmError(
      400,
      'InvalidDomainNameLabel',
      `The domain name label ${label} is invalid. It must conform to the following regular expression: ^[a-z][a-z0-9-]{1,61}[a-z0-9]$.`,
      { details: [] },
    );
  }
  const taken = cloud.publicAddresses
    .list()
    .some(
      (one) => one.location === address.location && one.dns?.label === label && !sameId(one.id, address.id),
    );
  if (taken) {
    throw new ArmError(
      400,
      'DnsRecordInUse',
      `DNS record ${label}.${address.location}.cloudapp.azure.com is already used by another public IP.`,
      { details: [] },
    );
  }
  return { label, scope, reverseFqdn };
}

function writeDns({ dns, location }: PublicAddress): unknown {
  return {
    domainNameLabel: dns?.label,
    ...(dns?.scope === undefined ? {} : { domainNameLabelScope: dns.scope }),
    fqdn: `${dns?.label ?? ''}.${location}.cloudapp.azure.com`,
    ...(dns?.reverseFqdn === undefined ? {} : { reverseFqdn: dns.reverseFqdn }),
  };
}

/** A dynamic address is there as long as its machine is allocated. */
function isShown({ allocation }: PublicAddress, cloud: Cloud, holder: string | undefined): boolean {
  if (allocation === 'Static') return true;
  const [interfaceId = ''] = holder?.split(/\/ipConfigurations\//i) ?? [];
  const machineId = cloud.interfaces.get(interfaceId)?.virtualMachineId;
  const machine: VirtualMachine | undefined =
    machineId === undefined ? undefined : cloud.machines.get(machineId);
  return machine?.power !== undefined && machine.power !== 'deallocated';
}
