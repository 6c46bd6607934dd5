import { GROUP, LOCATION, machineInput, makeInterface, makeNetwork, POLL } from './support/fixtures';
import { TestAzure } from './support/test-azure';

describe('a virtual machine, through the SDKs', () => {
  let azure: TestAzure;
  let subnetId: string;
  beforeAll(async () => {
    azure = await TestAzure.start();
    subnetId = await makeNetwork(azure);
  });
  afterAll(() => azure.stop());

  const find = (name: string) => azure.service.describe().virtualMachines.find((vm) => vm.name === name);

  test('is made, seen, stopped, deallocated, started, resized, run on and deleted', async () => {
    const interfaceId = await makeInterface(azure, subnetId, 'one');
    const { virtualMachines } = azure.compute;
    const made = await virtualMachines.createOrUpdate(GROUP, 'one', machineInput(interfaceId), POLL);
    expect(made).toMatchObject({ name: 'one', location: LOCATION, provisioningState: 'Succeeded' });
    const machine = azure.park.get(made.vmId);
    expect(machine.state).toBe('running');
    expect(machine.spec).toMatchObject({ hostname: 'machine', cpus: 2, users: [{ name: 'operator' }] });
    const view = await virtualMachines.instanceView(GROUP, 'one');
    expect(view.statuses?.map(({ code }) => code)).toEqual([
      'ProvisioningState/succeeded',
      'PowerState/running',
    ]);

    await virtualMachines.powerOff(GROUP, 'one', POLL);
    expect(machine.state).toBe('off');
    expect(find('one')?.power).toBe('stopped');
    await virtualMachines.deallocate(GROUP, 'one', POLL);
    expect(find('one')?.power).toBe('deallocated');
    await virtualMachines.start(GROUP, 'one', POLL);
    expect(machine).toMatchObject({ state: 'running', boots: 2 });

    const resized = await virtualMachines.update(
      GROUP,
      'one',
      {
        hardwareProfile: { vmSize: 'Standard_D4s_v5' },
      },
      POLL,
    );
    expect(resized.hardwareProfile?.vmSize).toBe('Standard_D4s_v5');

    const result = await virtualMachines.runCommand(
      GROUP,
      'one',
      {
        commandId: 'RunShellScript',
        script: ['echo hi'],
      },
      POLL,
    );
    expect(result.value?.[0]?.message).toBe('Enable succeeded: \n[stdout]\ndone\n\n[stderr]\n');

    await virtualMachines.delete(GROUP, 'one', POLL);
    expect(machine.destroyed).toBe(true);
    expect(find('one')).toBeUndefined();
    expect(azure.service.describe().disks).toEqual([]);
    expect(azure.service.describe().networkInterfaces).toHaveLength(1);
  });
});
