import type { VirtualMachine } from '@azure/arm-compute';
import type { AzureMachinePark } from '../../../../src/sandbox/azure';
import type { TestAzure } from './test-azure';
import { makeSshKeyPair } from '../../../../src/sandbox/world/ssh-key-pair';

export const LOCATION = 'westeurope';
export const GROUP = 'rg';
/** Clients ask again after that long where Azure does not say how long they should wait. */
export const POLL = { updateIntervalInMs: 5 };
export const PUBLIC_KEY = makeSshKeyPair('ed25519').public;

export const DEBIAN = { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' };

/** A group with a network, and a security group that lets SSH in from everywhere. */
export async function makeNetwork(azure: TestAzure<AzureMachinePark>, group = GROUP): Promise<string> {
  await azure.resources.resourceGroups.createOrUpdate(group, { location: LOCATION });
  const securityGroup = await azure.network.networkSecurityGroups.beginCreateOrUpdateAndWait(
    group,
    'nsg',
    {
      location: LOCATION,
      securityRules: [
        {
          name: 'ssh',
          protocol: 'Tcp',
          access: 'Allow',
          direction: 'Inbound',
          priority: 300,
          sourceAddressPrefix: '*',
          sourcePortRange: '*',
          destinationAddressPrefix: '*',
          destinationPortRange: '2222',
        },
      ],
    },
    POLL,
  );
  const network = await azure.network.virtualNetworks.beginCreateOrUpdateAndWait(
    group,
    'net',
    {
      location: LOCATION,
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [
        { name: 'hosts', addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: securityGroup.id ?? '' } },
      ],
    },
    POLL,
  );
  return network.subnets?.[0]?.id ?? '';
}

/** A network interface with a public address. */
export async function makeInterface(
  azure: TestAzure<AzureMachinePark>,
  subnetId: string,
  name: string,
  group = GROUP,
): Promise<string> {
  const address = await azure.network.publicIPAddresses.beginCreateOrUpdateAndWait(
    group,
    `${name}-ip`,
    {
      location: LOCATION,
      sku: { name: 'Standard' },
      publicIPAllocationMethod: 'Static',
    },
    POLL,
  );
  const card = await azure.network.networkInterfaces.beginCreateOrUpdateAndWait(
    group,
    `${name}-nic`,
    {
      location: LOCATION,
      ipConfigurations: [
        { name: 'primary', subnet: { id: subnetId }, publicIPAddress: { id: address.id ?? '' } },
      ],
    },
    POLL,
  );
  return card.id ?? '';
}

/** What a virtual machine needs at least. */
export function machineInput(interfaceId: string, input: Partial<VirtualMachine> = {}): VirtualMachine {
  return {
    location: LOCATION,
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: {
      imageReference: DEBIAN,
      osDisk: {
        createOption: 'FromImage',
        deleteOption: 'Delete',
        managedDisk: { storageAccountType: 'Standard_LRS' },
      },
    },
    osProfile: {
      computerName: 'machine',
      adminUsername: 'operator',
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ path: '/home/operator/.ssh/authorized_keys', keyData: PUBLIC_KEY }] },
      },
    },
    networkProfile: { networkInterfaces: [{ id: interfaceId, primary: true, deleteOption: 'Detach' }] },
    ...input,
  };
}

/** The same as it goes over the wire, where SDKs have not flattened it. */
export function machineBody(interfaceId: string, properties: object = {}): unknown {
  const { location, ...rest } = machineInput(interfaceId);
  const networkProfile = {
    networkInterfaces: [{ id: interfaceId, properties: { primary: true, deleteOption: 'Detach' } }],
  };
  return { location, properties: { ...rest, networkProfile, ...properties } };
}
