import { OPERATIONS } from '../../../src/sandbox/azure/operations';
import { describeWith } from '../../support/require-component';
import { contracts, describedOperations } from './support/contracts';
import { DEBIAN, PUBLIC_KEY } from './support/fixtures';
import { TestAzure, type RawAnswer } from './support/test-azure';
import { violations } from './support/validate';

const GROUP = 'resourceGroups/rg';
const NETWORK = `${GROUP}/providers/Microsoft.Network`;
const COMPUTE = `${GROUP}/providers/Microsoft.Compute`;
const LOCATION = 'westeurope';

/** What answers have that came after the descriptions at hand. */
const NEWER = [/^\.properties\.deleteOption is unknown$/];

describeWith(contracts, 'answers are as the contract describes them', () => {
  const described = describedOperations();
  const checked = new Set<string>();
  let azure: TestAzure;
  beforeAll(async () => {
    azure = await TestAzure.start();
  });
  afterAll(() => azure.stop());

  function check(name: string, answer: RawAnswer): RawAnswer {
    checked.add(name);
    const operation = described.get(name);
    if (operation === undefined) throw new Error(`the descriptions have no ${name}`);
    const known = Object.hasOwn(operation.responses, answer.status);
    expect(`${name} ${answer.status}: ${known ? 'known' : JSON.stringify(answer.body)}`).toBe(
      `${name} ${answer.status}: known`,
    );
    const schema = operation.responses[String(answer.status)];
    const wrong = schema === undefined ? [] : violations(schema, answer.body);
    expect(wrong.filter((one) => !NEWER.some((pattern) => pattern.test(one)))).toEqual([]);
    return answer;
  }
  const versionOf = (path: string) =>
    /Compute/.test(path) ? '2024-03-01' : /Network/.test(path) ? '2024-01-01' : '2024-03-01';
  async function call(name: string, method: string, path: string, body?: unknown): Promise<RawAnswer> {
    const version = versionOf(path);
    const answer = check(name, await azure.send(method, azure.id(path), { body, version }));
    const url = answer.headers.get('azure-asyncoperation') ?? undefined;
    while (url !== undefined) {
      const { body: state } = await azure.send('GET', url);
      const { status, error } = state as { readonly status: string; readonly error?: unknown };
      if (status === 'InProgress') continue;
      expect({ name, status, error }).toEqual({ name, status: 'Succeeded', error: undefined });
      break;
    }
    return answer;
  }

  test('of a group, its network, a machine in it, and of their end', async () => {
    const id = (path: string) => azure.id(path);
    await call('ResourceGroups_CreateOrUpdate', 'PUT', GROUP, { location: 'West Europe', tags: { a: 'b' } });
    await call('ResourceGroups_CreateOrUpdate', 'PUT', GROUP, { location: LOCATION });
    await call('ResourceGroups_Get', 'GET', GROUP);
    await call('ResourceGroups_CheckExistence', 'HEAD', GROUP);
    await call('ResourceGroups_Update', 'PATCH', GROUP, { tags: { c: 'd' } });
    await call('ResourceGroups_List', 'GET', 'resourceGroups');

    const rule = {
      protocol: 'Tcp',
      access: 'Allow',
      direction: 'Inbound',
      priority: 200,
      sourceAddressPrefixes: ['10.0.0.0/8', '127.0.0.0/8'],
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '2222',
    };
    const nsg = `${NETWORK}/networkSecurityGroups/nsg`;
    await call('NetworkSecurityGroups_CreateOrUpdate', 'PUT', nsg, {
      location: LOCATION,
      properties: { securityRules: [{ name: 'ssh', properties: rule }] },
    });
    await call('NetworkSecurityGroups_UpdateTags', 'PATCH', nsg, { tags: { a: 'b' } });
    await call('SecurityRules_CreateOrUpdate', 'PUT', `${nsg}/securityRules/web`, {
      properties: { ...rule, priority: 210, destinationPortRange: '80-90' },
    });
    await call('SecurityRules_Get', 'GET', `${nsg}/securityRules/web`);
    await call('SecurityRules_List', 'GET', `${nsg}/securityRules`);
    await call('SecurityRules_Delete', 'DELETE', `${nsg}/securityRules/web`);
    await call('DefaultSecurityRules_List', 'GET', `${nsg}/defaultSecurityRules`);
    await call('DefaultSecurityRules_Get', 'GET', `${nsg}/defaultSecurityRules/DenyAllInBound`);

    const vnet = `${NETWORK}/virtualNetworks/net`;
    const properties = { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, flowTimeoutInMinutes: 10 };
    await call('VirtualNetworks_CreateOrUpdate', 'PUT', vnet, { location: LOCATION, properties });
    await call('VirtualNetworks_UpdateTags', 'PATCH', vnet, { tags: { a: 'b' } });
    for (const [name, prefix] of [
      ['hosts', '10.0.1.0/24'],
      ['spare', '10.0.2.0/24'],
    ]) {
      await call('Subnets_CreateOrUpdate', 'PUT', `${vnet}/subnets/${name}`, {
        properties: {
          addressPrefix: prefix,
          networkSecurityGroup: { id: id(nsg) },
          serviceEndpoints: [{ service: 'Microsoft.Storage' }],
        },
      });
    }
    const address = `${NETWORK}/publicIPAddresses/ip`;
    await call('PublicIPAddresses_CreateOrUpdate', 'PUT', address, {
      location: LOCATION,
      zones: ['1', '2'],
      sku: { name: 'Standard' },
      properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'machine' } },
    });
    await call('PublicIPAddresses_UpdateTags', 'PATCH', address, { tags: { a: 'b' } });
    const role = `${NETWORK}/applicationSecurityGroups/role`;
    await call('ApplicationSecurityGroups_CreateOrUpdate', 'PUT', role, { location: LOCATION });
    await call('ApplicationSecurityGroups_UpdateTags', 'PATCH', role, { tags: { a: 'b' } });
    const card = `${NETWORK}/networkInterfaces/nic`;
    await call('NetworkInterfaces_CreateOrUpdate', 'PUT', card, {
      location: LOCATION,
      properties: {
        enableAcceleratedNetworking: true,
        networkSecurityGroup: { id: id(nsg) },
        ipConfigurations: [
          {
            name: 'primary',
            properties: {
              subnet: { id: id(`${vnet}/subnets/hosts`) },
              publicIPAddress: { id: id(address), properties: { deleteOption: 'Delete' } },
              applicationSecurityGroups: [{ id: id(role) }],
            },
          },
        ],
      },
    });
    await call('NetworkInterfaces_UpdateTags', 'PATCH', card, { tags: { a: 'b' } });

    const vm = `${COMPUTE}/virtualMachines/vm`;
    await call('VirtualMachines_CreateOrUpdate', 'PUT', vm, {
      location: LOCATION,
      zones: ['1'],
      tags: { a: 'b' },
      identity: {
        type: 'SystemAssigned, UserAssigned',
        userAssignedIdentities: {
          [id(`${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/me`)]: {},
        },
      },
      properties: {
        hardwareProfile: { vmSize: 'Standard_D2s_v5' },
        priority: 'Spot',
        evictionPolicy: 'Delete',
        billingProfile: { maxPrice: -1 },
        userData: Buffer.from('x').toString('base64'),
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
        securityProfile: {
          securityType: 'TrustedLaunch',
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
        },
        storageProfile: {
          imageReference: DEBIAN,
          osDisk: {
            createOption: 'FromImage',
            diskSizeGB: 64,
            managedDisk: { storageAccountType: 'Premium_LRS' },
          },
          dataDisks: [{ lun: 0, createOption: 'Empty', diskSizeGB: 100, deleteOption: 'Delete' }],
        },
        osProfile: {
          computerName: 'vm',
          adminUsername: 'operator',
          linuxConfiguration: {
            disablePasswordAuthentication: true,
            ssh: { publicKeys: [{ path: '/home/operator/.ssh/authorized_keys', keyData: PUBLIC_KEY }] },
          },
        },
        networkProfile: { networkInterfaces: [{ id: id(card), properties: { deleteOption: 'Delete' } }] },
      },
    });
    await call('VirtualMachines_Update', 'PATCH', vm, { tags: { c: 'd' } });
    await call('VirtualMachines_Get', 'GET', `${vm}?$expand=instanceView`);
    await call('VirtualMachines_InstanceView', 'GET', `${vm}/instanceView`);
    await call('VirtualMachines_ListAvailableSizes', 'GET', `${vm}/vmSizes`);
    await call('VirtualMachines_List', 'GET', `${COMPUTE}/virtualMachines`);
    await call('VirtualMachines_ListAll', 'GET', 'providers/Microsoft.Compute/virtualMachines');
    await call(
      'VirtualMachines_ListAll',
      'GET',
      'providers/Microsoft.Compute/virtualMachines?statusOnly=true',
    );
    await call(
      'VirtualMachines_ListByLocation',
      'GET',
      `providers/Microsoft.Compute/locations/${LOCATION}/virtualMachines`,
    );
    await call('VirtualMachines_RunCommand', 'POST', `${vm}/runCommand`, {
      commandId: 'RunShellScript',
      script: ['true'],
    });
    for (const action of ['restart', 'powerOff', 'start', 'deallocate', 'start']) {
      const name = action.slice(0, 1).toUpperCase() + action.slice(1);
      await call(`VirtualMachines_${name}`, 'POST', `${vm}/${action}`);
    }

    for (const [kind, path, plural] of [
      ['VirtualNetworks', vnet, 'virtualNetworks'],
      ['NetworkSecurityGroups', nsg, 'networkSecurityGroups'],
      ['PublicIPAddresses', address, 'publicIPAddresses'],
      ['NetworkInterfaces', card, 'networkInterfaces'],
      ['ApplicationSecurityGroups', role, 'applicationSecurityGroups'],
    ] as const) {
      await call(`${kind}_Get`, 'GET', path);
      await call(`${kind}_List`, 'GET', `${NETWORK}/${plural}`);
      await call(`${kind}_ListAll`, 'GET', `providers/Microsoft.Network/${plural}`);
    }
    await call('Subnets_Get', 'GET', `${vnet}/subnets/hosts`);
    await call('Subnets_List', 'GET', `${vnet}/subnets`);
    await call('VirtualNetworks_ListUsage', 'GET', `${vnet}/usages`);
    await call('NetworkInterfaceIPConfigurations_List', 'GET', `${card}/ipConfigurations`);
    await call('NetworkInterfaceIPConfigurations_Get', 'GET', `${card}/ipConfigurations/primary`);
    await call('Resources_ListByResourceGroup', 'GET', `${GROUP}/resources`);
    await call('Resources_List', 'GET', 'resources');

    await call('VirtualMachines_SimulateEviction', 'POST', `${vm}/simulateEviction`);
    await call('VirtualMachines_Delete', 'DELETE', vm);
    await call('VirtualMachines_Delete', 'DELETE', vm);
    await call('NetworkInterfaces_Delete', 'DELETE', card);
    await call('ApplicationSecurityGroups_Delete', 'DELETE', role);
    await call('Subnets_Delete', 'DELETE', `${vnet}/subnets/spare`);
    await call('PublicIPAddresses_Delete', 'DELETE', address);
    await call('VirtualNetworks_Delete', 'DELETE', vnet);
    await call('NetworkSecurityGroups_Delete', 'DELETE', nsg);
    await call('ResourceGroups_Delete', 'DELETE', GROUP);
  });

  test('and every operation that the contract has was asked', () => {
    const unasked = OPERATIONS.map(({ name }) => name).filter(
      (name) => described.has(name) && !checked.has(name),
    );
    expect(unasked).toEqual([]);
  });
});
