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

describe('faults', () => {
  let azure: TestAzure;
  let subnetId: string;
  beforeEach(async () => {
    azure = await TestAzure.start({ quotas: { cores: 6 } });
    subnetId = await makeNetwork(azure);
  });
  afterEach(() => azure.stop());
  const group = (name: string) =>
    azure.send('PUT', azure.id(`resourceGroups/${name}`), { body: { location: LOCATION } });
  const machine = (name: string) => azure.service.describe().virtualMachines.find((vm) => vm.name === name);
  const create = async (name: string, input = {}) => {
    const interfaceId = await makeInterface(azure, subnetId, name);
    return azure.compute.virtualMachines.createOrUpdate(GROUP, name, machineInput(interfaceId, input), POLL);
  };

  test.each([
    ['throttle', undefined, 429, 'TooManyRequests'],
    ['error', undefined, 500, 'InternalServerError'],
    ['error', 'ServiceUnavailable', 503, 'ServiceUnavailable'],
    ['error', 'AuthorizationFailed', 403, 'AuthorizationFailed'],
  ] as const)('%s %s', async (kind, errorCode, status, code) => {
    azure.world.faults.add({
      kind,
      errorCode,
      service: 'azure',
      operation: 'ResourceGroups_*',
      subject: 'x',
      times: 1,
    });
    expect((await group('y')).status).toBe(201);
    const { headers, ...answer } = await group('x');
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect(headers.get('retry-after')).toBe(kind === 'throttle' ? '0' : null);
    expect((await group('x')).status).toBe(201);
  });

  test('a lost response has had its effect, and a service that is away answers nobody', async () => {
    azure.world.faults.add({ kind: 'response-lost', operation: 'ResourceGroups_CreateOrUpdate', times: 1 });
    await expect(group('lost')).rejects.toThrow();
    expect((await group('lost')).status).toBe(200);
    azure.world.faults.add({ kind: 'away', service: 'azure', times: 1 });
    await expect(group('away')).rejects.toThrow();
    expect((await group('away')).status).toBe(201);
  });

  test('what goes on goes on when nobody has heard that it does', async () => {
    const interfaceId = await makeInterface(azure, subnetId, 'lost');
    azure.world.faults.add({ kind: 'response-lost', operation: 'VirtualMachines_CreateOrUpdate', times: 1 });
    const path = azure.id(`resourceGroups/${GROUP}/providers/Microsoft.Compute/virtualMachines/lost`);
    await expect(azure.send('PUT', path, { body: machineBody(interfaceId) })).rejects.toThrow();
    await azure.world.clock.sleep(60);
    expect(machine('lost')).toMatchObject({ state: 'Succeeded', power: 'running' });
  });

  test('no capacity fails the operation and leaves a failed machine, or refuses it where that is asked for', async () => {
    azure.world.faults.add({ kind: 'no-capacity', subject: 'Standard_D2s_v5', times: 1 });
    await expect(create('full')).rejects.toThrow('AllocationFailed');
    expect(machine('full')).toMatchObject({ state: 'Failed', power: undefined });
    await azure.compute.virtualMachines.delete(GROUP, 'full', POLL);
    expect(azure.service.describe()).toMatchObject({ virtualMachines: [], disks: [] });

    azure.world.faults.add({ kind: 'no-capacity', errorCode: 'SkuNotAvailable', times: 1 });
    await expect(create('none')).rejects.toMatchObject({ statusCode: 409, code: 'SkuNotAvailable' });
    expect(machine('none')).toBeUndefined();

    await create('zonal', { zones: ['2'] });
    await azure.compute.virtualMachines.deallocate(GROUP, 'zonal', POLL);
    azure.world.faults.add({ kind: 'no-capacity', subject: '2', times: 1 });
    await expect(azure.compute.virtualMachines.start(GROUP, 'zonal', POLL)).rejects.toThrow(
      'ZonalAllocationFailed',
    );
  });

  test('an operation that fails says so where it is asked about, and can be tried again', async () => {
    azure.world.faults.add({
      kind: 'operation-fails',
      operation: 'VirtualMachines_Delete',
      errorCode: 'InternalOperationError',
      times: 1,
    });
    await create('vm');
    await expect(azure.compute.virtualMachines.delete(GROUP, 'vm', POLL)).rejects.toThrow(
      'InternalOperationError',
    );
    expect(machine('vm')?.state).toBe('Failed');
    await azure.compute.virtualMachines.delete(GROUP, 'vm', POLL);
    expect(machine('vm')).toBeUndefined();
  });

  test('quotas count what is there, deallocated or not, and are told', async () => {
    await create('one');
    await create('two', { hardwareProfile: { vmSize: 'Standard_D4s_v5' } });
    await azure.compute.virtualMachines.deallocate(GROUP, 'one', POLL);
    await expect(create('three')).rejects.toMatchObject({
      statusCode: 409,
      code: 'OperationNotAllowed',
      message: expect.stringMatching(/Current Limit: 6, Current Usage: 6, Additional Required: 2/) as string,
    });
    const usages = [];
    for await (const usage of azure.compute.usage.list(LOCATION)) usages.push(usage);
    expect(usages.find(({ name }) => name.value === 'cores')).toMatchObject({ currentValue: 6, limit: 6 });
  });

  test('a machine that says nothing fails its creation and runs nevertheless', async () => {
    azure.park.hangs = true;
    await expect(create('silent')).rejects.toThrow('OSProvisioningTimedOut');
    expect(machine('silent')).toMatchObject({ state: 'Failed', power: 'running' });
    const run = azure.compute.virtualMachines.runCommand(
      GROUP,
      'silent',
      { commandId: 'RunShellScript', script: ['x'] },
      POLL,
    );
    await expect(run).rejects.toThrow('VMAgentStatusCommunicationError');
  });

  test('somebody else deletes a machine, and Azure takes a spot machine back', async () => {
    await create('gone');
    azure.service.deleteVirtualMachine('gone');
    await azure.world.clock.sleep(30);
    expect(machine('gone')).toBeUndefined();
    expect(() => {
      azure.service.deleteVirtualMachine('gone');
    }).toThrow('there is no virtual machine "gone"');

    await create('cheap', { priority: 'Spot' });
    azure.service.evictSpot('cheap');
    expect(machine('cheap')?.power).toBe('running');
    await azure.world.clock.sleep(120);
    expect(machine('cheap')).toMatchObject({ power: 'deallocated', priority: 'Spot' });
  });

  test('kinds that are about machines, and about other calls, are left to them', async () => {
    azure.world.faults.add({ kind: 'dead' });
    azure.world.faults.add({ kind: 'no-capacity' });
    azure.world.faults.add({ kind: 'operation-fails', operation: 'ResourceGroups_Get' });
    await group('plain');
    expect(azure.world.faults.list().map(({ struck }) => struck)).toEqual([0, 0, 0]);
  });
});
