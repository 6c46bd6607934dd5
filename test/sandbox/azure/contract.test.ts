import { ArmError } from '../../../src/sandbox/azure/errors';
import { OPERATIONS } from '../../../src/sandbox/azure/operations';
import { readContent } from '../../../src/sandbox/azure/wire/read-body';
import { describeWith } from '../../support/require-component';
import { contracts, describedOperations, examples, type Example } from './support/contracts';

/** Which operation an example is of: its file's name says it. */
const EXAMPLES: readonly (readonly [RegExp, string])[] = [
  [/^VirtualMachine_Create_/, 'VirtualMachines_CreateOrUpdate'],
  [/^VirtualMachine_Update_/, 'VirtualMachines_Update'],
  [/^VirtualMachineRunCommand$/, 'VirtualMachines_RunCommand'],
  [/^NetworkInterfaceCreate/, 'NetworkInterfaces_CreateOrUpdate'],
  [/^NetworkInterfaceUpdateTags/, 'NetworkInterfaces_UpdateTags'],
  [/^NetworkSecurityGroupCreate/, 'NetworkSecurityGroups_CreateOrUpdate'],
  [/^NetworkSecurityGroupUpdateTags/, 'NetworkSecurityGroups_UpdateTags'],
  [/^NetworkSecurityGroupRuleCreate/, 'SecurityRules_CreateOrUpdate'],
  [/^PublicIpAddressCreate/, 'PublicIPAddresses_CreateOrUpdate'],
  [/^PublicIpAddressUpdateTags/, 'PublicIPAddresses_UpdateTags'],
  [/^SubnetCreate/, 'Subnets_CreateOrUpdate'],
  [/^VirtualNetworkCreate/, 'VirtualNetworks_CreateOrUpdate'],
  [/^VirtualNetworkUpdateTags/, 'VirtualNetworks_UpdateTags'],
  [/^CreateResourceGroup/, 'ResourceGroups_CreateOrUpdate'],
];

/** What of the examples the sandbox leaves out and refuses by its name. All else is taken. */
const REFUSED = [
  'plan',
  'properties.additionalCapabilities.hibernationEnabled',
  'properties.applicationProfile',
  'properties.availabilitySet',
  'properties.bgpCommunities',
  'properties.capacityReservation',
  'properties.diagnosticsProfile.bootDiagnostics.storageUri',
  'properties.encryption',
  'properties.extensionsTimeBudget',
  'properties.hardwareProfile.vmSizeProperties',
  'properties.networkProfile.networkInterfaceConfigurations[].properties.ipConfigurations[].properties.publicIPAddressConfiguration.properties.dnsSettings',
  'properties.osProfile.windowsConfiguration',
  'properties.scheduledEventsPolicy',
  'properties.scheduledEventsProfile',
  'properties.securityProfile.encryptionIdentity',
  'properties.securityProfile.proxyAgentSettings',
  'properties.serviceEndpoints[].networkIdentifier',
  'properties.storageProfile.dataDisks[].createOption',
  'properties.storageProfile.dataDisks[].managedDisk.diskEncryptionSet',
  'properties.storageProfile.dataDisks[].sourceResource',
  'properties.storageProfile.dataDisks[].vhd',
  'properties.storageProfile.imageReference.communityGalleryImageId',
  'properties.storageProfile.imageReference.sharedGalleryImageId',
  'properties.storageProfile.osDisk.diffDiskSettings',
  'properties.storageProfile.osDisk.managedDisk.diskEncryptionSet',
  'properties.storageProfile.osDisk.vhd',
  'properties.subnets[].properties.serviceEndpointPolicies',
];

/** Operations that the descriptions at hand do not have. */
const BEYOND =
  /^(Disks_|ResourceSkus_|VirtualMachineImages_|Usages?_|Subscriptions_|ManagedIdentity_|.*OperationResults?_|\w+Operations_Get$)/;

describeWith(contracts, 'the operations of the contract', () => {
  const described = describedOperations();

  test('ours have the names, methods and paths of Azure’s', () => {
    const differing = OPERATIONS.filter(({ name }) => !BEYOND.test(name)).flatMap(
      ({ name, method, path }) => {
        const theirs = described.get(name);
        const ours = `${method} ${path}`.toLowerCase();
        const wanted = theirs === undefined ? 'unknown' : `${theirs.method} ${theirs.path}`.toLowerCase();
        return ours === wanted ? [] : [`${name}: ${ours}, not ${wanted}`];
      },
    );
    expect(differing).toEqual([]);
  });

  const requests = [
    'compute/2024-03-01',
    'compute/2026-03-01',
    'network/2024-01-01',
    'resources/2024-03-01',
  ].flatMap((provider) =>
    examples(provider).flatMap((example): [string, Example, string][] => {
      const operation = EXAMPLES.find(([file]) => file.test(example.name))?.[1];
      return operation === undefined ? [] : [[`${provider} ${example.name}`, example, operation]];
    }),
  );

  test.each(requests)('of the request of %s only what is left out is refused', (_, example, name) => {
    const shape = OPERATIONS.find((operation) => operation.name === name)?.body;
    if (shape === undefined) throw new Error(`${name} reads no body`);
    let body = bodyOf(example);
    for (;;) {
      const property = refusedProperty(() => readContent(shape, body));
      if (property === undefined) break;
      expect(REFUSED).toContain(property.replaceAll(/\[\d+\]/g, '[]'));
      body = without(body, property.split(/\.|(?=\[)/));
    }
  });

  test('everything that is left out is in an example', () => {
    const refused = requests.flatMap(([, example, name]) => {
      const shape = OPERATIONS.find((operation) => operation.name === name)?.body;
      const found: string[] = [];
      let body = bodyOf(example);
      while (shape !== undefined) {
        const property = refusedProperty(() => readContent(shape, body));
        if (property === undefined) break;
        found.push(property.replaceAll(/\[\d+\]/g, '[]'));
        body = without(body, property.split(/\.|(?=\[)/));
      }
      return found;
    });
    expect([...new Set(refused)].sort()).toEqual(REFUSED);
  });
});

/** Undefined when nothing is refused; anything but a property that is left out is a mistake of ours. */
function refusedProperty(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    const property = error instanceof ArmError ? /property '([^']+)'$/.exec(error.message)?.[1] : undefined;
    if (property === undefined || (error as ArmError).code !== 'NotSupported') throw error;
    return property;
  }
}

function without(value: unknown, [first = '', ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return value.map((entry: unknown, index) => (first === `[${index}]` ? without(entry, rest) : entry));
  }
  const entries = Object.entries(value as Record<string, unknown>);
  return Object.fromEntries(
    entries.flatMap(([name, entry]) =>
      name !== first ? [[name, entry]] : rest.length === 0 ? [] : [[name, without(entry, rest)]],
    ),
  );
}

function bodyOf({ parameters }: Example): unknown {
  return (
    parameters.parameters ??
    parameters.subnetParameters ??
    parameters.securityRuleParameters ??
    parameters.networkSecurityGroupParameters
  );
}
