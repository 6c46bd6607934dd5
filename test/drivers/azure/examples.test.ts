import { parseResourceId } from '../../../src/drivers/azure/ids';
import { toMachine } from '../../../src/drivers/azure/observed-machine';
import { toNetwork } from '../../../src/drivers/azure/observed-network';
import { networkParts } from '../../../src/drivers/azure/network-parts';
import { fromRules, toRules, sameRules } from '../../../src/drivers/azure/security-rules';
import { describeWith } from '../../support/require-component';
import { contracts, examples, fixtures } from './support/contracts';
import { machineOf, networkInterfaceOf, securityGroupOf, virtualNetworkOf } from './support/deserialized';

type Fields = Readonly<Record<string, unknown>>;

/** What an example has at a path. */
function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce((found, name) => (found as Fields | undefined)?.[name], value);
}

function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

/** All bodies of the answers of a folder's examples, with those inside lists. */
function bodies(area: string, name: RegExp): (readonly [name: string, body: Fields])[] {
  return examples(area)
    .filter(([file]) => name.test(file))
    .flatMap(([file, { responses }]) =>
      Object.entries(responses).flatMap(([status, { body }]) => {
        const list = listAt(body, 'value');
        return (list.length > 0 ? list : [body]).map(
          (one) => [`${file} ${status}`, (one ?? {}) as Fields] as const,
        );
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

  test.each(machines)('virtual machine: %s', async (_, body) => {
    const answer = await machineOf(body);
    const machine = toMachine({ machine: answer, nic: undefined, address: undefined, disks: [] });
    const { properties } = body;
    const storage = at(properties, 'storageProfile');
    expect(machine.name).toBe(at(body, 'name') ?? '');
    expect(machine.size).toBe(at(properties, 'hardwareProfile', 'vmSize') ?? '');
    expect(machine.vmId).toBe(at(properties, 'vmId'));
    expect(machine.provisioningState).toBe(at(properties, 'provisioningState') ?? 'Succeeded');
    expect(machine.dataDisks).toHaveLength(listAt(storage, 'dataDisks').length);
    expect(machine.osDisk?.name).toBe(at(storage, 'osDisk', 'name'));
    expect(machine.osDisk?.caching).toBe(at(storage, 'osDisk', 'caching'));
    expect(machine.adminUser).toBe(at(properties, 'osProfile', 'adminUsername'));
    expect(machine.identity.system).toBe(String(at(body, 'identity', 'type')).includes('SystemAssigned'));
    const reference = (at(storage, 'imageReference') ?? {}) as Fields;
    if (Object.keys(reference).length > 0 && !_.includes('MaximumSet')) {
      expect(machine.image?.kind).toBe('publisher' in reference && !('id' in reference) ? 'reference' : 'id');
    }
    const keys = listAt(properties, 'osProfile', 'linuxConfiguration', 'ssh', 'publicKeys');
    expect(machine.publicKeys).toHaveLength(keys.length);
  });

  const views = [
    ...examples('compute/2024-03-01').filter(([file]) => file.includes('InstanceView')),
    ...examples('compute/2026-03-01').filter(([file]) => file.includes('InstanceView')),
  ];
  test.each(views)('instance view: %s', async (_, { responses }) => {
    const machine = await machineOf({
      location: 'westeurope',
      properties: { instanceView: responses['200']?.body },
    });
    const { power } = toMachine({ machine, nic: undefined, address: undefined, disks: [] });
    expect(power).toBe('running');
  });

  test.each(bodies('network/2024-01-01', /^NetworkInterface(Create|Get|List|ListAll|UpdateTags)\.json/))(
    'network interface: %s',
    async (_, body) => {
      const id = String(body.id);
      const machine = await machineOf({
        location: 'westeurope',
        properties: { networkProfile: { networkInterfaces: [{ id }] } },
      });
      const answer = await networkInterfaceOf(body);
      const { nic } = toMachine({ machine, nic: answer, address: undefined, disks: [] });
      const [first] = listAt(body, 'properties', 'ipConfigurations');
      expect(parseResourceId(id)?.type).toBe('Microsoft.Network/networkInterfaces');
      expect(nic?.privateAddress).toBe(at(first, 'properties', 'privateIPAddress'));
      expect(nic?.subnetId).toBe(at(first, 'properties', 'subnet', 'id'));
      expect(nic?.acceleratedNetworking).toBe(at(body, 'properties', 'enableAcceleratedNetworking') === true);
    },
  );

  test.each(
    bodies(
      'network/2024-01-01',
      /^NetworkSecurityGroup(Create|CreateWithRule|Get|List|ListAll|UpdateTags)\.json/,
    ),
  )('network security group: %s', async (_, body) => {
    const list = listAt(body, 'properties', 'securityRules');
    const rules = toRules((await securityGroupOf(body)).securityRules, 'none');
    expect(Object.keys(rules)).toHaveLength(list.length);
    // What is told is what would be asked for.
    const asked = fromRules(rules, (name) => name);
    expect(sameRules(toRules(asked, 'none'), rules)).toBe(true);
    for (const rule of list) {
      const { priority, sources, destinationPorts } = rules[String(at(rule, 'name'))] ?? {};
      expect(priority).toBe(at(rule, 'properties', 'priority'));
      expect(sources?.length).toBeGreaterThan(0);
      expect(destinationPorts?.length).toBeGreaterThan(0);
    }
  });

  test.each(bodies('network/2024-01-01', /^VirtualNetwork(Create.*|Get.*|List|ListAll|UpdateTags)\.json/))(
    'virtual network: %s',
    async (_, body) => {
      const [first] = listAt(body, 'properties', 'subnets');
      const reference = {
        group: 'g',
        name: String(at(body, 'name')),
        subnetName: String(at(first, 'name')),
      };
      const parts = networkParts('/subscriptions/1', reference);
      const answer = await virtualNetworkOf(body);
      const network = toNetwork({ network: answer, securityGroup: undefined, groups: [], reference, parts });
      expect(network.addressPrefixes.length).toBeGreaterThan(0);
      expect(network.subnetId).toBe(first === undefined ? undefined : (at(first, 'id') ?? parts.subnet));
      expect(network.subnetPrefix).toBe(at(first, 'properties', 'addressPrefix'));
    },
  );

  test.each(
    fixtures().filter(([file]) => /virtualMachines_test_node_1\.json|_test_node_._InstanceView/.test(file)),
  )('recorded by another client: %s', async (file, body) => {
    const machine = await machineOf(
      file.includes('InstanceView') ? { location: 'westeurope', properties: { instanceView: body } } : body,
    );
    const { power, size } = toMachine({ machine, nic: undefined, address: undefined, disks: [] });
    if (file.includes('InstanceView')) expect(power).not.toBe('unknown');
    else expect(size).not.toBe('');
  });
});
