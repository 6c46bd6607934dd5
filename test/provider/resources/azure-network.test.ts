import { AzureBench, GROUP, NETWORK, type Arguments } from '../support/azure-bench';
import { unwrapped } from '../support/fleetwright';
import { differences } from '../support/release-bench';

jest.setTimeout(240_000);

const ssh = { priority: 100, sources: ['203.0.113.7/32'], destination_ports: ['22'] };

describe('fleetwright_azure_network under the Terraform CLI', () => {
  let bench: AzureBench;
  beforeAll(async () => {
    bench = await AzureBench.start();
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.begin());
  afterEach(() => bench.end());

  const declare = (args: Arguments = {}) => {
    bench.declareMachines({}, args);
  };

  test('apply, refresh and import end in an empty plan; destroy leaves nothing', async () => {
    const { terraform } = bench;
    declare({ security_rules: { ssh }, tags: { team: 'one' } });
    await terraform.apply();
    expect(bench.existing()).toEqual([
      'resourceGroups/nodes',
      'securityGroups/net-nsg',
      'virtualNetworks/net',
    ]);
    const values = await bench.valuesOf(NETWORK);
    expect(values).toMatchObject({
      state: 'ready',
      id: expect.stringMatching(/\/virtualNetworks\/net$/) as string,
      subnet_id: expect.stringMatching(/\/virtualNetworks\/net\/subnets\/default$/) as string,
      security_group_id: expect.stringMatching(/\/networkSecurityGroups\/net-nsg$/) as string,
      address_prefixes: ['10.0.0.0/16'],
      subnet_prefix: '10.0.0.0/24',
      application_security_group_ids: {},
    });
    const { resourceGroups, virtualNetworks, securityGroups } = bench.snapshot;
    for (const { tags } of [...resourceGroups, ...virtualNetworks, ...securityGroups]) {
      expect(tags).toMatchObject({ team: 'one', 'fleetwright:owner': 'bench/net' });
    }
    expect(await terraform.plan()).toEqual([]);
    await terraform.apply('-refresh-only');
    expect(await terraform.plan()).toEqual([]);

    for (const id of [values.id, `second${String(values.subnet_id)}`]) {
      await terraform.run('state', 'rm', NETWORK);
      declare({
        security_rules: { ssh },
        tags: { team: 'one' },
        configuration: String(id).startsWith('second') ? 'second' : 'default',
      });
      await terraform.run('import', '-no-color', NETWORK, String(id));
      expect(await terraform.plan()).toEqual([]);
    }
    await terraform.destroy();
    expect(bench.existing()).toEqual([]);
  });

  test('rules, ranges and tags change in place', async () => {
    const { terraform, proxy } = bench;
    declare({ security_rules: { ssh } });
    await terraform.apply();
    const { id } = await bench.valuesOf(NETWORK);
    proxy.reset();
    const web = {
      priority: 110,
      sources: ['Internet'],
      destination_ports: ['80', '8000-8100'],
      description: 'web',
    };
    const mail = {
      priority: 100,
      direction: 'outbound',
      access: 'deny',
      sources: ['*'],
      destination_ports: ['25'],
    };
    const changed = {
      security_rules: { web, mail, ssh: { ...ssh, sources: ['203.0.113.7/32', '198.51.100.0/24'] } },
      address_prefixes: ['10.0.0.0/16', '10.9.0.0/16'],
      tags: { team: 'two' },
    };
    declare(changed);
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['update']);
    expect(differences(planned)).toEqual(['address_prefixes', 'security_rules', 'tags']);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    expect((await bench.valuesOf(NETWORK)).id).toBe(id);
    // One request for all rules: at no moment is a part of them there.
    expect(proxy.count('PUT networkSecurityGroups')).toBe(1);
    const [group] = bench.snapshot.securityGroups;
    expect(group).toMatchObject({ tags: { team: 'two' } });
    declare({ ...changed, security_rules: {} });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
  });

  test('what was changed behind our back shows in the plan, and is put right', async () => {
    const { terraform, azure } = bench;
    declare({ security_rules: { ssh } });
    await terraform.apply();
    const poll = { updateIntervalInMs: 5 };
    const rule = {
      priority: 200,
      direction: 'Inbound',
      access: 'Allow',
      protocol: '*',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
    };
    await azure.network.securityRules.beginCreateOrUpdateAndWait(GROUP, 'net-nsg', 'hole', rule, poll);
    const [planned] = await terraform.plan();
    expect(planned?.change.actions).toEqual(['update']);
    expect(Object.keys(planned?.change.before?.security_rules ?? {})).toEqual(['hole', 'ssh']);
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);

    await azure.network.virtualNetworks.beginDeleteAndWait(GROUP, 'net', poll);
    const [again] = await terraform.plan();
    expect(again?.change.actions).toEqual(['update']);
    expect(again?.change.before).toMatchObject({ state: 'incomplete' });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);

    await azure.service.destroyAll();
    const [gone] = await terraform.plan();
    expect(gone?.change.actions).toEqual(['create']);
  });

  test('names of others are not taken, and what is in their group stays', async () => {
    const { terraform, azure } = bench;
    await azure.resources.resourceGroups.createOrUpdate(GROUP, {
      location: 'westeurope',
      tags: { theirs: 'yes' },
    });
    declare();
    const refused = await terraform.try('apply', '-auto-approve', '-no-color');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain(
      'resource group "nodes" exists and belongs to something else',
    );
    expect(bench.existing()).toEqual(['resourceGroups/nodes']);

    declare({ create_resource_group: false });
    await terraform.apply();
    expect(await terraform.plan()).toEqual([]);
    const [group] = bench.snapshot.resourceGroups;
    expect(group?.tags).toEqual({ theirs: 'yes' });
    await terraform.destroy();
    expect(bench.existing()).toEqual(['resourceGroups/nodes']);
  });

  test('a group of ours that others use stays when the network goes, and the user is told', async () => {
    const { terraform, azure } = bench;
    declare();
    await terraform.apply();
    await azure.network.publicIPAddresses.beginCreateOrUpdateAndWait(
      GROUP,
      'theirs',
      { location: 'westeurope', sku: { name: 'Standard' }, publicIPAllocationMethod: 'Static' },
      { updateIntervalInMs: 5 },
    );
    const { output } = await terraform.run('destroy', '-auto-approve', '-no-color');
    expect(unwrapped(output)).toContain('resource group "nodes" stays, because other things are in it');
    expect(output).toContain('publicIPAddresses/theirs');
    expect(bench.existing()).toEqual(['publicAddresses/theirs', 'resourceGroups/nodes']);
  });

  test('the plan names what replaces the network', async () => {
    const { terraform } = bench;
    declare();
    await terraform.apply();
    const cases: [Arguments, string][] = [
      [{ name: 'other' }, 'name'],
      [{ location: 'northeurope' }, 'location'],
      [{ resource_group_name: 'other' }, 'resource_group_name'],
      [{ subnet_prefix: '10.0.7.0/24' }, 'subnet_prefix'],
      [{ subnet_name: 'other' }, 'subnet_name'],
    ];
    for (const [change, path] of cases) {
      declare(change);
      const [planned] = await terraform.plan('-refresh=false');
      expect(planned?.change.actions).toEqual(['delete', 'create']);
      expect(planned?.change.replace_paths).toEqual([[path]]);
    }
  });

  test('a network that Azure has left as failed shows in the plan, and is mended', async () => {
    const { terraform, azure } = bench;
    declare();
    await terraform.apply();
    const failing = { operation: 'VirtualNetworks_CreateOrUpdate', errorCode: 'InvalidParameter', times: 1 };
    azure.world.faults.add({ kind: 'operation-fails', ...failing });
    const args = { address_prefixes: ['10.0.0.0/16', '10.1.0.0/16'] };
    declare(args);
    expect((await terraform.tryApply()).exitCode).toBe(1);
    expect(bench.snapshot.virtualNetworks).toMatchObject([{ state: 'Failed' }]);
    declare();
    const [{ change } = { change: undefined }] = await terraform.plan();
    expect(change).toMatchObject({
      actions: ['update'],
      before: { state: 'incomplete' },
      after: { state: 'ready' },
    });
    await terraform.apply();
    expect(bench.snapshot.virtualNetworks).toMatchObject([{ state: 'Succeeded', prefixes: ['10.0.0.0/16'] }]);
    expect(await terraform.plan()).toEqual([]);
  });

  test.each<[string, Arguments, string]>([
    ['priorities', { security_rules: { ssh, web: { ...ssh } } }, 'both have priority 100'],
    [
      'no source',
      { security_rules: { web: { priority: 100 } } },
      'needs exactly one of sources and source_groups',
    ],
    [
      'a tag among ranges',
      { security_rules: { ssh: { ...ssh, sources: ['Internet', '10.0.0.0/8'] } } },
      'stands alone',
    ],
    ['ports', { security_rules: { ssh: { ...ssh, destination_ports: ['70000'] } } }, 'must be ports such as'],
    [
      'group',
      { security_rules: { web: { priority: 100, source_groups: ['x'] } } },
      'no application security group',
    ],
    ['location', { location: 'West Europe' }, 'must be a region'],
    ['configuration', { configuration: 'none' }, 'no Azure configuration is named "none"'],
  ])('what cannot be right is refused before anything is asked: %s', async (_, args, message) => {
    const { terraform, proxy } = bench;
    declare(args);
    const refused = await terraform.try('plan', '-no-color');
    expect(refused.exitCode).toBe(1);
    expect(unwrapped(refused.output)).toContain(message);
    expect(proxy.seen).toEqual([]);
  });
});
