import { ArmError, invalidReference, notCovered, resourceNotFound } from '../errors';
import type { Call, Operation } from '../operation';
import { checkTags, find, pathOf, prepareWrite, readOperations } from '../resource-kind';
import type { Cloud } from '../state/cloud';
import type { IpConfiguration, NetworkInterface } from '../state/records';
import { ok, type Answer } from '../wire/answer';
import { begunWrite } from '../wire/begun';
import { page } from '../wire/page';
import { choice, flag, list, readOnly, struct, tagMap, text, uncovered } from '../wire/shape';
import {
  beginChange,
  checkEtag,
  checkIdle,
  checkName,
  checkProvisioned,
  deleteOperation,
  newEtag,
  tagsOperation,
} from './change';
import { INTERFACE_KIND as KIND, releaseAddresses, writeConfiguration } from './interface-kind';
import { configurationShape, embedded, readConfigurations } from './ip-configurations';

const interfaceShape = struct({
  id: text,
  name: readOnly,
  type: readOnly,
  etag: readOnly,
  location: text,
  tags: tagMap,
  extendedLocation: uncovered,
  properties: struct({
    ipConfigurations: list(configurationShape),
    networkSecurityGroup: embedded,
    enableAcceleratedNetworking: flag,
    enableIPForwarding: flag,
    disableTcpStateTracking: flag,
    dnsSettings: struct({
      dnsServers: list(text),
      internalDnsNameLabel: uncovered,
      appliedDnsServers: readOnly,
      internalFqdn: readOnly,
      internalDomainNameSuffix: readOnly,
    }),
    nicType: choice(['Standard'], ['Elastic']),
    auxiliaryMode: choice(['None'], ['MaxConnections', 'Floating', 'AcceleratedConnections']),
    auxiliarySku: choice(['None'], ['A1', 'A2', 'A4', 'A8']),
    workloadType: uncovered,
    privateLinkService: uncovered,
    migrationPhase: uncovered,
    virtualMachine: readOnly,
    vnetEncryptionSupported: readOnly,
    defaultOutboundConnectivityEnabled: readOnly,
    privateEndpoint: readOnly,
    tapConfigurations: readOnly,
    macAddress: readOnly,
    primary: readOnly,
    hostedWorkloads: readOnly,
    dscpConfiguration: readOnly,
    resourceGuid: readOnly,
    provisioningState: readOnly,
  }),
});

export const INTERFACE_OPERATIONS: readonly Operation[] = [
  ...readOperations(KIND),
  tagsOperation(KIND),
  deleteOperation(KIND, 'DeleteNicOperation', {
    check: ({ id, virtualMachineId }) => {
      if (virtualMachineId === undefined) return;
      throw new ArmError(
        400,
        'NicInUse',
        `Network Interface ${id} is used by existing resource ${virtualMachineId}. In order to delete the network interface, it must be dissociated from the resource. To learn more, see aka.ms/deletenic.`,
        { details: [] },
      );
    },
    gone: ({ configurations }, cloud) => {
      releaseAddresses(cloud, configurations);
    },
  }),
  {
    name: 'NetworkInterfaces_CreateOrUpdate',
    method: 'PUT',
    path: pathOf(KIND),
    versions: KIND.versions,
    body: interfaceShape,
    run: createOrUpdate,
  },
  {
    name: 'NetworkInterfaceIPConfigurations_List',
    method: 'GET',
    path: pathOf(KIND, '/ipConfigurations'),
    versions: KIND.versions,
    run: (call) => {
      const card = find(call, KIND);
      return page(call, card.configurations, (one) => writeConfiguration(card, one));
    },
  },
  {
    name: 'NetworkInterfaceIPConfigurations_Get',
    method: 'GET',
    path: pathOf(KIND, '/ipConfigurations/{ipConfigurationName}'),
    versions: KIND.versions,
    run: (call) => {
      const card = find(call, KIND);
      const name = call.parameter('ipConfigurationName');
      const one = card.configurations.find((each) => each.name.toLowerCase() === name.toLowerCase());
      if (one !== undefined) return ok(writeConfiguration(card, one));
      throw resourceNotFound(`${KIND.type}/ipConfigurations`, `${card.name}/${name}`, card.group);
    },
  },
];

function createOrUpdate(call: Call): Answer {
  const { cloud } = call;
  const input = call.body(interfaceShape);
  const { group, id, location, existing } = prepareWrite(call, KIND, input.location);
  const name = checkName(existing?.name ?? call.parameter(KIND.parameter));
  checkEtag(call, existing);
  if (existing !== undefined) checkIdle(call, existing);
  else checkQuota(cloud, location);
  const { properties = {} } = input;
  if (properties.disableTcpStateTracking === true)
    throw notCovered("the property 'properties.disableTcpStateTracking'");
  const securityGroupId = readSecurityGroup(cloud, { id, location }, properties.networkSecurityGroup?.id);
  const place = { id, location, existing };
  const configurations = readConfigurations(cloud, place, properties.ipConfigurations ?? []);
  if (existing?.virtualMachineId !== undefined) checkAddressesStay(cloud, existing, configurations);
  const card = existing ?? makeInterface(cloud, { group, id, name, location }, configurations);
  if (existing !== undefined) {
    const kept = new Set(configurations.map(({ address }) => address));
    releaseAddresses(
      cloud,
      existing.configurations.filter(({ address }) => !kept.has(address)),
    );
  }
  card.tags = checkTags(input.tags);
  card.configurations = configurations;
  card.securityGroupId = securityGroupId;
  card.acceleratedNetworking = properties.enableAcceleratedNetworking ?? false;
  card.ipForwarding = properties.enableIPForwarding ?? false;
  card.dnsServers = properties.dnsSettings?.dnsServers ?? [];
  cloud.interfaces.add(card);
  // A new one is there at once; Azure has clients ask about it nevertheless.
  const state = existing === undefined ? 'Succeeded' : 'Updating';
  const operation = beginChange(call, card, 'PutNicOperation', { state });
  return begunWrite(call, existing === undefined ? 201 : 200, operation, KIND.write(card, cloud));
}

export function makeInterface(
  cloud: Cloud,
  place: { readonly group: string; readonly id: string; readonly name: string; readonly location: string },
  configurations: readonly IpConfiguration[],
): NetworkInterface {
  const tail = cloud.world.random.hex(6).toUpperCase().match(/../g) ?? [];
  return {
    ...place,
    type: KIND.type,
    guid: cloud.uuid(),
    mac: ['00', '0D', '3A', ...tail].join('-'),
    tags: undefined,
    etag: newEtag(cloud),
    state: 'Succeeded',
    configurations,
    securityGroupId: undefined,
    acceleratedNetworking: false,
    ipForwarding: false,
    dnsServers: [],
    virtualMachineId: undefined,
  };
}

function readSecurityGroup(
  cloud: Cloud,
  card: { readonly id: string; readonly location: string },
  id: string | undefined,
): string | undefined {
  if (id === undefined) return undefined;
  const group = cloud.securityGroups.get(id);
  if (group?.location !== card.location) throw invalidReference(id, card.id);
  checkProvisioned(group, card.id);
  return group.id;
}

/** A machine of the sandbox keeps the addresses it was made with. */
function checkAddressesStay(
  cloud: Cloud,
  { configurations: before, id }: NetworkInterface,
  after: readonly IpConfiguration[],
): void {
  const addresses = (all: readonly IpConfiguration[]) =>
    all.map(({ address, publicAddressId }) => `${address} ${(publicAddressId ?? '').toLowerCase()}`).join();
  if (addresses(before) === addresses(after)) return;
  const known = new Set(before.map(({ address }) => address));
  releaseAddresses(
    cloud,
    after.filter(({ address }) => !known.has(address)),
  );
  throw notCovered(`other addresses for network interface ${id}, which a virtual machine has`);
}

function checkQuota(cloud: Cloud, location: string): void {
  const { networkInterfaces: quota } = cloud.settings.quotas;
  if (cloud.interfaces.list().filter((one) => one.location === location).length < quota) return;
  throw new ArmError(
    400,
    'NetworkInterfaceCountLimitReached',
    `Cannot create more than ${quota} network interfaces for this subscription in this region.`,
    { details: [] },
  );
}
