import {
  GROUP,
  LOCATION,
  machineBody,
  machineInput,
  makeInterface,
  makeNetwork,
  POLL,
} from './support/fixtures';
import { TestAzure } from './support/test-azure';

const NETWORK = `resourceGroups/${GROUP}/providers/Microsoft.Network`;
const VM = `resourceGroups/${GROUP}/providers/Microsoft.Compute/virtualMachines`;

describe('what stands in the way of a change', () => {
  let azure: TestAzure;
  let subnetId: string;
  let interfaceId: string;
  beforeAll(async () => {
    // Slow enough that what goes on still does when the next request comes.
    azure = await TestAzure.start({ delays: { runCommand: 50 } }, 50);
    subnetId = await makeNetwork(azure);
    interfaceId = await makeInterface(azure, subnetId, 'vm');
    await azure.compute.virtualMachines.createOrUpdate(GROUP, 'vm', machineInput(interfaceId), POLL);
  });
  afterAll(() => azure.stop());
  const { stringContaining } = expect;
  const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    azure.send(method, azure.id(path), { headers, ...(body !== undefined && { body }) });
  const put = (path: string, properties: object, headers?: Record<string, string>) =>
    send('PUT', path, { location: LOCATION, properties }, headers);
  const refusal = (status: number, code: string, message = '') => ({
    status,
    body: { error: { code, message: stringContaining(message) as string } },
  });

  test('a PUT goes to a name that is free or to its own, as its headers say', async () => {
    const input = { location: LOCATION, properties: {} };
    const taken = await send('PUT', `${VM}/vm`, input, { 'if-none-match': '*' });
    expect(taken).toMatchObject(refusal(412, 'ConditionNotMet'));
    const gone = await send('PATCH', `${VM}/vm`, { tags: {} }, { 'if-match': '"99"' });
    expect(gone).toMatchObject(refusal(412, 'ConditionNotMet'));
    const wrong = await put(`${NETWORK}/networkSecurityGroups/nsg`, {}, { 'if-match': 'W/"x"' });
    expect(wrong).toMatchObject(refusal(412, 'PreconditionFailed'));
    const elsewhere = await send('PUT', `${VM}/vm`, { ...input, location: 'eastus' });
    expect(elsewhere).toMatchObject(refusal(409, 'InvalidResourceLocation'));
  });

  test.each([
    [`${NETWORK}/networkInterfaces/vm-nic`, 400, 'NicInUse', '/virtualMachines/vm'],
    [
      `${NETWORK}/publicIPAddresses/vm-ip`,
      400,
      'PublicIPAddressCannotBeDeleted',
      '/vm-nic/ipConfigurations/primary',
    ],
    [`${NETWORK}/virtualNetworks/net`, 400, 'InUseSubnetCannotBeDeleted', '/vm-nic/ipConfigurations/primary'],
    [`${NETWORK}/virtualNetworks/net/subnets/hosts`, 400, 'InUseSubnetCannotBeDeleted', 'hosts'],
    [
      `${NETWORK}/networkSecurityGroups/nsg`,
      400,
      'InUseNetworkSecurityGroupCannotBeDeleted',
      '/subnets/hosts',
    ],
  ])('%s is in use', async (path, status, code, user) => {
    expect(await send('DELETE', path)).toMatchObject(refusal(status, code, user));
  });

  test('a disk that a machine has is in use, and what is not there is gone already', async () => {
    const [disk] = azure.service.describe().disks;
    expect(await azure.send('DELETE', disk?.id ?? '')).toMatchObject(
      refusal(409, 'OperationNotAllowed', 'attached'),
    );
    for (const path of [`${NETWORK}/networkInterfaces/none`, `${VM}/none`]) {
      expect((await send('DELETE', path)).status).toBe(204);
    }
  });

  test('one thing goes on with a resource at a time', async () => {
    const subnet = (name: string, addressPrefix: string) =>
      send('PUT', `${NETWORK}/virtualNetworks/net/subnets/${name}`, { properties: { addressPrefix } });
    expect((await subnet('a', '10.0.8.0/24')).status).toBe(201);
    expect(await subnet('b', '10.0.9.0/24')).toMatchObject(
      refusal(409, 'AnotherOperationInProgress', '/operations/'),
    );
    const card = await put(`${NETWORK}/networkInterfaces/early`, {
      ipConfigurations: [{ name: 'primary', properties: { subnet: { id: subnetId } } }],
    });
    expect(card).toMatchObject(refusal(409, 'ReferencedResourceNotProvisioned'));

    const restart = await send('POST', `${VM}/vm/restart`);
    expect(restart.status).toBe(202);
    expect(await send('POST', `${VM}/vm/powerOff`)).toMatchObject(refusal(409, 'Conflict', 'Restart'));
    await azure.settle('GET', restart.headers.get('azure-asyncoperation') ?? '');
  });

  test('a deletion takes the place of a creation', async () => {
    const nic = await makeInterface(azure, subnetId, 'brief');
    const begun = await send('PUT', `${VM}/brief`, machineBody(nic));
    expect(begun).toMatchObject({ status: 201, body: { properties: { provisioningState: 'Creating' } } });
    await azure.compute.virtualMachines.delete(GROUP, 'brief', POLL);
    const { body } = await azure.send('GET', begun.headers.get('azure-asyncoperation') ?? '');
    expect(body).toMatchObject({ status: 'Canceled', error: { code: 'OperationPreempted' } });
    expect(azure.service.describe().virtualMachines.map(({ name }) => name)).not.toContain('brief');
    await azure.network.networkInterfaces.beginDeleteAndWait(GROUP, 'brief-nic', POLL);
  });

  test('an operation can be asked about long after, by both of its addresses', async () => {
    const begun = await send('POST', `${VM}/vm/runCommand`, {
      commandId: 'RunShellScript',
      script: ['true'],
    });
    const async = begun.headers.get('azure-asyncoperation') ?? '';
    const location = begun.headers.get('location') ?? '';
    expect((await azure.send('GET', location)).status).toBe(202);
    await azure.world.clock.sleep(600);
    expect((await azure.send('GET', async)).body).toMatchObject({
      status: 'Succeeded',
      endTime: expect.any(String) as string,
    });
    expect((await azure.send('GET', location)).body).toMatchObject({
      value: [{ code: 'ProvisioningState/succeeded' }],
    });
    expect((await azure.send('GET', async.replace(/operations\/[^?]+/, 'operations/none'))).status).toBe(404);
  });

  test('names, networks and rules that cannot be are refused', async () => {
    const vnet = (properties: object) => put(`${NETWORK}/virtualNetworks/other`, properties);
    const addressSpace = { addressPrefixes: ['10.9.0.0/16'] };
    const subnets = (...prefixes: string[]) =>
      prefixes.map((addressPrefix, index) => ({ name: `s${index}`, properties: { addressPrefix } }));
    expect(await vnet({})).toMatchObject(refusal(400, 'InvalidRequestFormat'));
    expect(await vnet({ addressSpace: { addressPrefixes: ['10.9.0.1/16'] } })).toMatchObject(
      refusal(400, 'InvalidAddressPrefixFormat'),
    );
    expect(await vnet({ addressSpace, subnets: subnets('10.8.0.0/24') })).toMatchObject(
      refusal(400, 'NetcfgSubnetRangeOutsideVnet'),
    );
    expect(await vnet({ addressSpace, subnets: subnets('10.9.0.0/24', '10.9.0.0/25') })).toMatchObject(
      refusal(400, 'NetcfgSubnetRangesOverlap'),
    );
    expect(await put(`${NETWORK}/virtualNetworks/-x`, { addressSpace })).toMatchObject(
      refusal(400, 'InvalidResourceName'),
    );
    const rule = {
      protocol: 'Tcp',
      access: 'Allow',
      direction: 'Inbound',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '1',
    };
    const rules = (...each: object[]) =>
      put(`${NETWORK}/networkSecurityGroups/other`, {
        securityRules: each.map((one, index) => ({
          name: `r${index}`,
          properties: { ...rule, priority: 100 + index, ...one },
        })),
      });
    expect(await rules({ priority: 99 })).toMatchObject(refusal(400, 'SecurityRuleInvalidPriority'));
    expect(await rules({ priority: 101 }, {})).toMatchObject(refusal(400, 'SecurityRuleConflict'));
    expect(await rules({ destinationPortRange: '9-8' })).toMatchObject(
      refusal(400, 'SecurityRuleInvalidPortRange'),
    );
    expect(await rules({ sourceAddressPrefix: '10.0.0.0/99' })).toMatchObject(
      refusal(400, 'SecurityRuleInvalidAddressPrefix'),
    );
    expect(await rules({ sourceAddressPrefix: 'AzureCloud' })).toMatchObject(refusal(400, 'NotSupported'));
    expect(azure.service.describe().virtualNetworks.map(({ name }) => name)).toEqual(['net']);
  });

  test.each([
    ['a size that is none', { hardwareProfile: { vmSize: 'Huge' } }, 400, 'InvalidParameter'],
    [
      'an image that is none',
      { storageProfile: { imageReference: { publisher: 'a', offer: 'b', sku: 'c', version: 'latest' } } },
      404,
      'PlatformImageNotFound',
    ],
    [
      'a machine of another architecture',
      { hardwareProfile: { vmSize: 'Standard_D2ps_v5' } },
      400,
      'BadRequest',
    ],
    ['no profile', { osProfile: undefined }, 400, 'InvalidParameter'],
    ['an interface that another machine has', {}, 400, 'NicInUse'],
  ])('%s makes no machine', async (_, properties, status, code) => {
    const answer = await send('PUT', `${VM}/other`, machineBody(interfaceId, properties));
    expect(answer).toMatchObject(refusal(status, code));
    const { virtualMachines, disks } = azure.service.describe();
    expect([virtualMachines.length, disks.length]).toEqual([1, 1]);
  });

  test('what a machine is for good stays', async () => {
    const patch = (properties: object) => send('PATCH', `${VM}/vm`, { properties });
    expect(await patch({ osProfile: { adminUsername: 'other' } })).toMatchObject(
      refusal(409, 'PropertyChangeNotAllowed', 'adminUsername'),
    );
    expect(await patch({ storageProfile: { imageReference: { sku: '12' } } })).toMatchObject(
      refusal(409, 'PropertyChangeNotAllowed', 'imageReference'),
    );
    expect(await patch({ hardwareProfile: { vmSize: 'Standard_E2s_v5' } })).toMatchObject(
      refusal(409, 'OperationNotAllowed', 'deallocate'),
    );
  });
});
