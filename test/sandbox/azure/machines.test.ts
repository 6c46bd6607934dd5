import { rmSync } from 'node:fs';
import { Client } from 'ssh2';
import { Machines } from '../../../src/sandbox/hosts';
import { SandboxClusters } from '../../../src/sandbox/kubernetes';
import { reserveNetwork, type ReservedNetwork } from '../../../src/sandbox/world/network';
import { createWorld, type World } from '../../../src/sandbox/world/world';
import { describeWith } from '../../support/require-component';
import { machinesComponent } from '../hosts/support/park';
import { GROUP, LOCATION, machineInput, makeInterface, makeNetwork, POLL } from './support/fixtures';
import { TestAzure, until } from './support/test-azure';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';

describeWith(machinesComponent, 'virtual machines with machines behind them', () => {
  const key = makeSshKeyPair('ed25519');
  let network: ReservedNetwork;
  let world: World;
  let machines: Machines;
  let azure: TestAzure<Machines>;
  let subnetId: string;

  beforeAll(async () => {
    network = await reserveNetwork();
    world = createWorld({ speed: 100, addresses: network.addresses });
    machines = new Machines(world, new SandboxClusters(world));
    azure = await TestAzure.over(world, machines);
    subnetId = await makeNetwork(azure);
  });
  afterAll(async () => {
    await azure.stop();
    await machines.destroyAll();
    rmSync(world.folder, { recursive: true, force: true });
    await network.release();
  });

  function ssh(host: string, command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const client = new Client();
      client
        .on('error', reject)
        .on('ready', () => {
          client.exec(command, (error, stream) => {
            if (error) return reject(error);
            let said = '';
            stream.setEncoding('utf8').on('data', (text: string) => (said += text));
            stream.on('close', () => {
              client.end();
              resolve(said.trim());
            });
            return undefined;
          });
        })
        .connect({
          host,
          port: 2222,
          username: 'operator',
          privateKey: key.private,
          readyTimeout: 3000,
          hostVerifier: () => true,
        });
    });
  }

  async function launch(name: string, customData?: string) {
    const interfaceId = await makeInterface(azure, subnetId, name);
    await azure.compute.virtualMachines.createOrUpdate(
      GROUP,
      name,
      machineInput(interfaceId, {
        osProfile: {
          computerName: name,
          adminUsername: 'operator',
          ...(customData === undefined ? {} : { customData: Buffer.from(customData).toString('base64') }),
          linuxConfiguration: {
            disablePasswordAuthentication: true,
            ssh: { publicKeys: [{ keyData: key.public }] },
          },
        },
      }),
      POLL,
    );
    return find(name);
  }
  function find(name: string) {
    const vm = azure.service.describe().virtualMachines.find((one) => one.name === name);
    if (vm === undefined) throw new Error(`no virtual machine ${name}`);
    return { vmId: vm.vmId, outside: vm.publicAddress ?? '', inside: vm.privateAddress ?? '' };
  }
  const run = async (name: string, ...script: string[]) => {
    const { value } = await azure.compute.virtualMachines.runCommand(
      GROUP,
      name,
      { commandId: 'RunShellScript', script },
      POLL,
    );
    return value?.[0]?.message ?? '';
  };
  async function rule(name: string, priority: number, access: string, source: string) {
    await azure.network.securityRules.beginCreateOrUpdateAndWait(
      GROUP,
      'nsg',
      name,
      {
        protocol: 'Tcp',
        access,
        direction: 'Inbound',
        priority,
        sourceAddressPrefix: source,
        sourcePortRange: '*',
        destinationAddressPrefix: '*',
        destinationPortRange: '2222',
      },
      POLL,
    );
  }

  test('the machine is reached by its addresses with the key, has run its custom data and runs commands as root', async () => {
    const { vmId, outside, inside } = await launch(
      'web',
      '#!/bin/sh\necho made by custom data >/root/greeting\n',
    );
    expect(machines.get(vmId)?.state).toBe('running');
    await until(async () => (await ssh(outside, 'sudo cat /root/greeting')) === 'made by custom data');
    expect(await ssh(inside, 'hostname')).toBe('web');
    expect(inside.startsWith(network.addresses.vnet)).toBe(true);

    const said = await run('web', 'whoami', 'cat /etc/ssh/ssh_host_ed25519_key.pub', 'echo oops >&2');
    const hostKey = machines.get(vmId)?.hostKeys.find((line) => line.startsWith('ssh-ed25519'));
    expect(said).toBe(`Enable succeeded: \n[stdout]\nroot\n${hostKey}\n\n[stderr]\noops\n`);
    await expect(run('web', 'echo before; exit 3')).rejects.toThrow(
      'command terminated with exit status=3\n[stdout]\nbefore\n',
    );
  });

  test('its disk outlives its power, and nothing outlives its deletion', async () => {
    const { vmId, outside } = await launch('disk');
    await ssh(outside, 'echo kept >kept');
    await azure.compute.virtualMachines.deallocate(GROUP, 'disk', POLL);
    await expect(ssh(outside, 'true')).rejects.toThrow();
    await azure.compute.virtualMachines.start(GROUP, 'disk', POLL);
    expect(await ssh(outside, 'cat kept')).toBe('kept');
    await azure.compute.virtualMachines.delete(GROUP, 'disk', POLL);
    expect(machines.get(vmId)).toBeUndefined();
    await expect(ssh(outside, 'true')).rejects.toThrow();
  });

  test('rules decide who is let in, the lowest priority first, from one moment to the next', async () => {
    const { outside } = await launch('guarded');
    expect(await ssh(outside, 'whoami')).toBe('operator');
    await rule('deny-internet', 110, 'Deny', 'Internet');
    await expect(ssh(outside, 'whoami')).rejects.toThrow();
    await rule('allow-operator', 105, 'Allow', '127.0.0.0/8');
    expect(await ssh(outside, 'whoami')).toBe('operator');
    for (const name of ['deny-internet', 'allow-operator']) {
      await azure.network.securityRules.beginDeleteAndWait(GROUP, 'nsg', name, POLL);
    }
  });

  test('a guest that shuts itself down is stopped, and is not deallocated', async () => {
    const { outside } = await launch('suicidal');
    await ssh(outside, 'sudo systemctl poweroff').catch(() => undefined);
    await until(() => {
      const vm = azure.service.describe().virtualMachines.find(({ name }) => name === 'suicidal');
      return vm?.power === 'stopped';
    });
    await expect(run('suicidal', 'true')).rejects.toMatchObject({ code: 'OperationNotAllowed' });
  });

  test('a machine that never boots fails its creation, and is there nevertheless', async () => {
    world.faults.add({ kind: 'never-boots', service: 'host', times: 1 });
    await expect(launch('stuck')).rejects.toThrow('OSProvisioningTimedOut');
    const vm = await azure.compute.virtualMachines.get(GROUP, 'stuck');
    expect(vm).toMatchObject({ provisioningState: 'Failed', location: LOCATION });
  });
});
