import { GROUP, LOCATION, machineInput, makeInterface, makeNetwork, POLL } from './support/fixtures';
import { TestAzure } from './support/test-azure';

const OPERATOR = '127.0.0.1';

describe('who reaches whom', () => {
  let azure: TestAzure;
  let subnetId: string;
  beforeAll(async () => {
    azure = await TestAzure.start();
    subnetId = await makeNetwork(azure);
    await azure.network.virtualNetworks.beginCreateOrUpdateAndWait(
      GROUP,
      'other',
      {
        location: LOCATION,
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [{ name: 'hosts', addressPrefix: '10.0.1.0/24' }],
      },
      POLL,
    );
    const other = subnetId.replace('/net/', '/other/');
    for (const [name, subnet] of [
      ['a', subnetId],
      ['b', subnetId],
      ['c', other],
    ] as const) {
      const interfaceId = await makeInterface(azure, subnet, name);
      await azure.compute.virtualMachines.createOrUpdate(GROUP, name, machineInput(interfaceId), POLL);
    }
  });
  afterAll(() => azure.stop());
  const addresses = (name: string) => {
    const vm = azure.service.describe().virtualMachines.find((one) => one.name === name);
    return { inside: vm?.privateAddress ?? '', outside: vm?.publicAddress ?? '' };
  };
  async function withRule(rule: Readonly<Record<string, unknown>>, look: () => void): Promise<void> {
    const { securityRules } = azure.network;
    const input = {
      protocol: '*',
      access: 'Allow',
      direction: 'Inbound',
      priority: 200,
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
      ...rule,
    };
    await securityRules.beginCreateOrUpdateAndWait(GROUP, 'nsg', 'more', input, POLL);
    look();
    await securityRules.beginDeleteAndWait(GROUP, 'nsg', 'more', POLL);
  }

  test('machines of a network reach each other, others by an open port of a public address only', () => {
    const [a, b, c] = [addresses('a'), addresses('b'), addresses('c')];
    expect(new Set([a.inside, b.inside, c.inside]).size).toBe(3);
    expect(azure.service.allows(a.inside, b.inside, 6443)).toBe(true);
    expect(azure.service.allows(OPERATOR, b.outside, 2222)).toBe(true);
    expect(azure.service.allows(OPERATOR, b.outside, 6443)).toBe(false);
    expect(azure.service.allows(c.inside, b.inside, 2222)).toBe(false);
    expect(azure.service.allows(c.inside, b.outside, 2222)).toBe(true);
    // Its subnet has no security group, and a standard public address is closed without one.
    expect(azure.service.allows(OPERATOR, c.outside, 2222)).toBe(false);
  });

  test('the first rule that fits decides, by priority and not by its place', async () => {
    const { inside, outside } = addresses('b');
    await withRule({ access: 'Deny', sourceAddressPrefix: 'Internet', priority: 4000 }, () => {
      expect(azure.service.allows(OPERATOR, outside, 2222)).toBe(true);
      expect(azure.service.allows(OPERATOR, outside, 80)).toBe(false);
    });
    await withRule({ access: 'Deny', destinationPortRange: '2000-3000' }, () => {
      expect(azure.service.allows(OPERATOR, outside, 2222)).toBe(false);
      expect(azure.service.allows(addresses('a').inside, inside, 2222)).toBe(false);
      expect(azure.service.allows(addresses('a').inside, inside, 80)).toBe(true);
    });
    await withRule({ protocol: 'Udp', access: 'Deny' }, () => {
      expect(azure.service.allows(OPERATOR, outside, 2222)).toBe(true);
    });
  });

  test('prefixes are about the addresses of the subnet as well as about those of the sandbox', async () => {
    const [a, b] = [addresses('a'), addresses('b')];
    for (const prefix of ['10.0.1.0/24', `${a.inside}/32`, 'VirtualNetwork']) {
      await withRule({ access: 'Deny', sourceAddressPrefix: prefix }, () => {
        expect([prefix, azure.service.allows(a.inside, b.inside, 80)]).toEqual([prefix, false]);
        expect([prefix, azure.service.allows(OPERATOR, b.outside, 2222)]).toEqual([prefix, true]);
      });
    }
  });

  test('a machine is bound by the rules about what goes out', async () => {
    const { inside } = addresses('a');
    expect(azure.service.allows(inside, OPERATOR, 443)).toBe(true);
    const out = { direction: 'Outbound', access: 'Deny', destinationAddressPrefix: 'Internet' };
    await withRule(out, () => {
      expect(azure.service.allows(inside, OPERATOR, 443)).toBe(false);
      expect(azure.service.allows(inside, addresses('b').inside, 443)).toBe(true);
    });
  });
});
