import { objectAt, textAt, listAt } from '../../../src/drivers/azure/fields';
import { parseResourceId } from '../../../src/drivers/azure/ids';
import { toMachine } from '../../../src/drivers/azure/observed-machine';
import { toNetwork } from '../../../src/drivers/azure/observed-network';
import { networkParts } from '../../../src/drivers/azure/network-parts';
import { fromRules, toRules, sameRules } from '../../../src/drivers/azure/security-rules';
import { describeWith } from '../../support/require-component';
import { contracts, examples, fixtures } from './support/contracts';

/** All bodies of the answers of a folder's examples, with those inside lists. */
function bodies(
  area: string,
  name: RegExp,
): (readonly [name: string, body: Readonly<Record<string, unknown>>])[] {
  return examples(area)
    .filter(([file]) => name.test(file))
    .flatMap(([file, { responses }]) =>
      Object.entries(responses).flatMap(([status, { body }]) => {
        const list = listAt(body, 'value');
        return (list.length > 0 ? list : [body]).map((one) => [`${file} ${status}`, objectAt(one)] as const);
      }),
    )
    .filter(([, body]) => Object.keys(body).length > 0);
}

describeWith(contracts, "Azure's own examples are understood", () => {
  const machines = [
    ...bodies('compute/2024-03-01', /^VirtualMachine_(Create|Get(_With|\.|_Auto)|List|Update)/),
    ...bodies('compute/2026-03-01', /^VirtualMachine_Create/),
  ].filter(([, body]) => 'properties' in body);

  test('there are some', () => {
    expect(machines.length).toBeGreaterThan(70);
  });

  test.each(machines)('virtual machine: %s', (_, body) => {
    const machine = toMachine({ machine: body, nic: undefined, address: undefined, disks: [] });
    const properties = objectAt(body, 'properties');
    const storage = objectAt(properties, 'storageProfile');
    expect(machine.name).toBe(textAt(body, 'name') ?? '');
    expect(machine.size).toBe(textAt(properties, 'hardwareProfile', 'vmSize') ?? '');
    expect(machine.vmId).toBe(textAt(properties, 'vmId'));
    expect(machine.provisioningState).toBe(textAt(properties, 'provisioningState') ?? 'Succeeded');
    expect(machine.dataDisks).toHaveLength(listAt(storage, 'dataDisks').length);
    expect(machine.osDisk?.name).toBe(textAt(storage, 'osDisk', 'name'));
    expect(machine.osDisk?.caching).toBe(textAt(storage, 'osDisk', 'caching'));
    expect(machine.adminUser).toBe(textAt(properties, 'osProfile', 'adminUsername'));
    expect(machine.identity.system).toBe((textAt(body, 'identity', 'type') ?? '').includes('SystemAssigned'));
    const reference = objectAt(storage, 'imageReference');
    if (Object.keys(reference).length > 0 && !/MaximumSet/.test(String(_))) {
      expect(machine.image?.kind).toBe('publisher' in reference && !('id' in reference) ? 'reference' : 'id');
    }
    const keys = listAt(properties, 'osProfile', 'linuxConfiguration', 'ssh', 'publicKeys');
    if (keys.length > 0 && objectAt(properties, 'osProfile', 'linuxConfiguration').ssh !== undefined) {
      expect(machine.publicKeys).toHaveLength(keys.length);
    }
  });

  const views = [
    ...examples('compute/2024-03-01').filter(([file]) => file.includes('InstanceView')),
    ...examples('compute/2026-03-01').filter(([file]) => file.includes('InstanceView')),
  ];
  test.each(views)('instance view: %s', (_, { responses }) => {
    const view = responses['200']?.body;
    const machine = toMachine({
      machine: { properties: { instanceView: view } },
      nic: undefined,
      address: undefined,
      disks: [],
    });
    expect(machine.power).toBe('running');
  });

  test.each(bodies('network/2024-01-01', /^NetworkInterface(Create|Get|List|ListAll|UpdateTags)\.json/))(
    'network interface: %s',
    (_, body) => {
      const id = textAt(body, 'id') ?? '';
      const machine = { properties: { networkProfile: { networkInterfaces: [{ id }] } } };
      const { nic } = toMachine({ machine, nic: body, address: undefined, disks: [] });
      const [first] = listAt(body, 'properties', 'ipConfigurations');
      expect(parseResourceId(id)?.type).toBe('Microsoft.Network/networkInterfaces');
      expect(nic?.privateAddress).toBe(textAt(first, 'properties', 'privateIPAddress'));
      expect(nic?.subnetId).toBe(textAt(first, 'properties', 'subnet', 'id'));
      expect(nic?.acceleratedNetworking).toBe(
        objectAt(body, 'properties').enableAcceleratedNetworking === true,
      );
    },
  );

  test.each(
    bodies(
      'network/2024-01-01',
      /^NetworkSecurityGroup(Create|CreateWithRule|Get|List|ListAll|UpdateTags)\.json/,
    ),
  )('network security group: %s', (_, body) => {
    const list = listAt(body, 'properties', 'securityRules');
    const rules = toRules(list, 'none');
    expect(Object.keys(rules)).toHaveLength(list.length);
    // What is told is what would be asked for.
    const asked = fromRules(rules, (name) => name);
    expect(sameRules(toRules(asked, 'none'), rules)).toBe(true);
    for (const rule of list) {
      const { priority, sources, destinationPorts } = rules[textAt(rule, 'name') ?? ''] ?? {};
      expect(priority).toBe(objectAt(rule, 'properties').priority);
      expect(sources?.length).toBeGreaterThan(0);
      expect(destinationPorts?.length).toBeGreaterThan(0);
    }
  });

  test.each(bodies('network/2024-01-01', /^VirtualNetwork(Create.*|Get.*|List|ListAll|UpdateTags)\.json/))(
    'virtual network: %s',
    (_, body) => {
      const [first] = listAt(body, 'properties', 'subnets');
      const reference = {
        group: 'g',
        name: textAt(body, 'name') ?? 'none',
        subnetName: textAt(first, 'name') ?? 'none',
      };
      const parts = networkParts('/subscriptions/1', reference);
      const network = toNetwork({ network: body, securityGroup: undefined, groups: [], reference, parts });
      expect(network.addressPrefixes.length).toBeGreaterThan(0);
      expect(network.subnetId).toBe(first === undefined ? undefined : (textAt(first, 'id') ?? parts.subnet));
      expect(network.subnetPrefix).toBe(textAt(first, 'properties', 'addressPrefix'));
    },
  );

  test.each(
    fixtures().filter(([file]) => /virtualMachines_test_node_1\.json|_test_node_._InstanceView/.test(file)),
  )('recorded by another client: %s', (file, body) => {
    const machine = file.includes('InstanceView') ? { properties: { instanceView: body } } : objectAt(body);
    const { power, size } = toMachine({ machine, nic: undefined, address: undefined, disks: [] });
    if (file.includes('InstanceView')) expect(power).not.toBe('unknown');
    else expect(size).not.toBe('');
  });
});
