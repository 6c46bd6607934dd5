import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  EC2Client,
  ImportKeyPairCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DefaultAzureCredential } from '@azure/identity';
import { SshConnection } from '../../src/drivers/ssh';
import { type RackMachine, Sandbox } from '../../src/sandbox';
import { describeWith } from '../support/require-component';
import { machinesComponent } from './hosts/support/park';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function ec2Of({ ec2 }: Sandbox, maxAttempts = 3): EC2Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = ec2;
  return new EC2Client({ endpoint, region, maxAttempts, credentials: { accessKeyId, secretAccessKey } });
}

async function debianOf({ ec2 }: Sandbox): Promise<string | undefined> {
  const { endpoint, region, accessKeyId, secretAccessKey } = ec2;
  const ssm = new SSMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  const { Parameter } = await ssm.send(
    new GetParameterCommand({ Name: '/aws/service/debian/release/12/latest/amd64' }),
  );
  return Parameter?.Value;
}

/** One request to Azure Resource Manager, by nobody's library. */
async function azureOf({ azure }: Sandbox, method: string, path: string, body?: unknown): Promise<Response> {
  const { token } = await new DefaultAzureCredential().getToken('https://management.azure.com/.default');
  const version = path.includes('Microsoft.Compute')
    ? '2024-03-01'
    : path.includes('Microsoft.Network')
      ? '2024-01-01'
      : '2024-03-01';
  return fetch(`${azure.endpoint}/subscriptions/${azure.subscriptionId}/${path}?api-version=${version}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** A virtual machine `vm` in a group `rg` with a network. Resolves with the status of the answer to it. */
async function makeVirtualMachine(sandbox: Sandbox, more: object = {}): Promise<number> {
  const location = 'westeurope';
  const providers = 'resourceGroups/rg/providers';
  const network = `${providers}/Microsoft.Network/virtualNetworks/net`;
  const id = (path: string) => `/subscriptions/${sandbox.azure.subscriptionId}/${path}`;
  const put = async (path: string, properties?: object) =>
    (await azureOf(sandbox, 'PUT', path, { location, ...(properties && { properties }) })).status;
  expect(await put('resourceGroups/rg')).toBeLessThan(300);
  const addressSpace = { addressPrefixes: ['10.0.0.0/16'] };
  const subnets = [{ name: 'hosts', properties: { addressPrefix: '10.0.1.0/24' } }];
  expect(await put(network, { addressSpace, subnets })).toBeLessThan(300);
  await until(async () => {
    const { azure } = await sandbox.inventory();
    return azure.virtualNetworks[0]?.state === 'Succeeded' || undefined;
  });
  const card = `${providers}/Microsoft.Network/networkInterfaces/nic`;
  const subnet = { id: id(`${network}/subnets/hosts`) };
  expect(await put(card, { ipConfigurations: [{ name: 'ip', properties: { subnet } }] })).toBeLessThan(300);
  return put(`${providers}/Microsoft.Compute/virtualMachines/vm`, {
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: {
      imageReference: { publisher: 'Debian', offer: 'debian-12', sku: '12-gen2', version: 'latest' },
      osDisk: { createOption: 'FromImage' },
    },
    osProfile: {
      computerName: 'vm',
      adminUsername: 'operator',
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ keyData: sandbox.sshPublicKey }] },
      },
    },
    networkProfile: { networkInterfaces: [{ id: id(card) }] },
    ...more,
  });
}

/** Runs with the environment in which Azure's SDK finds its tokens there. */
async function withTokensOf(sandbox: Sandbox, run: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, sandbox.environment());
  try {
    await run();
  } finally {
    process.env = before;
  }
}

test('two sandboxes run beside each other and do not meet', async () => {
  const [one, other] = await Promise.all([Sandbox.start(), Sandbox.start()]);
  try {
    await ec2Of(one).send(
      new ImportKeyPairCommand({ KeyName: 'mine', PublicKeyMaterial: Buffer.from(one.sshPublicKey) }),
    );
    expect((await one.inventory()).ec2.keyPairs).toMatchObject([{ name: 'mine', region: 'eu-central-1' }]);
    expect((await other.inventory()).ec2.keyPairs).toEqual([]);
  } finally {
    await Promise.all([one.stop(), other.stop()]);
  }
});

test('the same seed gives the same ids, whatever is asked for meanwhile', async () => {
  const idsOf = async (seed: number, describes: number): Promise<readonly string[]> => {
    const sandbox = await Sandbox.start({ seed });
    try {
      const ec2 = ec2Of(sandbox);
      const made = await ec2.send(
        new ImportKeyPairCommand({ KeyName: 'a', PublicKeyMaterial: Buffer.from(sandbox.sshPublicKey) }),
      );
      for (let count = 0; count < describes; count += 1) await ec2.send(new DescribeKeyPairsCommand({}));
      const group = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'g', Description: 'g' }));
      return [made.KeyPairId ?? '', group.GroupId ?? ''];
    } finally {
      await sandbox.stop();
    }
  };
  const ids = await idsOf(5, 0);
  expect(await idsOf(5, 7)).toEqual(ids);
  expect(await idsOf(6, 0)).not.toEqual(ids);
});

test('what it was asked is counted, and its limits can be raised', async () => {
  const sandbox = await Sandbox.start({ ec2Limits: { vcpus: 0 }, azureQuotas: { cores: 7 } });
  const before = { ...process.env };
  Object.assign(process.env, sandbox.environment());
  try {
    const ImageId = await debianOf(sandbox);
    const launch = new RunInstancesCommand({ ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 });
    await expect(ec2Of(sandbox).send(launch)).rejects.toThrow('your current vCPU limit of 0');
    const usages = await azureOf(sandbox, 'GET', 'providers/Microsoft.Compute/locations/westeurope/usages');
    expect(((await usages.json()) as { value: object[] }).value).toContainEqual(
      expect.objectContaining({ limit: 7 }),
    );
    expect(sandbox.traffic()).toMatchObject([
      { service: 'ssm', operation: 'GetParameter', calls: 1 },
      { service: 'ec2', operation: 'RunInstances', calls: 1 },
      { service: 'azure', operation: 'ManagedIdentity_GetToken', calls: 1 },
      { service: 'azure', operation: expect.stringMatching(/usage/i) as string, calls: 1 },
    ]);
  } finally {
    process.env = before;
    await sandbox.stop();
  }
});

test('the environment leads an SDK to it', async () => {
  const sandbox = await Sandbox.start();
  const before = { ...process.env };
  Object.assign(process.env, sandbox.environment());
  try {
    const { Parameter } = await new SSMClient({}).send(
      new GetParameterCommand({ Name: '/aws/service/debian/release/12/latest/amd64' }),
    );
    expect(Parameter?.Value).toMatch(/^ami-/);
    expect((await azureOf(sandbox, 'GET', 'resourceGroups')).status).toBe(200);
  } finally {
    process.env = before;
    await sandbox.stop();
  }
});

test('a stopped sandbox leaves nothing, and stopping it twice is no error', async () => {
  const sandbox = await Sandbox.start({ folder: join(folder, 'stopped') });
  expect(statSync(sandbox.sshKeyFile).mode & 0o777).toBe(0o600);
  await Promise.all([sandbox.stop(), sandbox.stop()]);
  expect(readdirSync(folder)).toEqual([]);
  await expect(fetch(sandbox.ec2.endpoint)).rejects.toThrow();
  await expect(fetch(sandbox.azure.endpoint)).rejects.toThrow();
});

test('a port that is taken is said, and nothing is left', async () => {
  const sandbox = await Sandbox.start();
  for (const [option, { endpoint }] of [
    ['port', sandbox.ec2],
    ['azurePort', sandbox.azure],
  ] as const) {
    const start = Sandbox.start({ [option]: Number(new URL(endpoint).port), folder: join(folder, 'taken') });
    await expect(start).rejects.toThrow('EADDRINUSE');
  }
  expect(existsSync(join(folder, 'taken'))).toBe(false);
  await sandbox.stop();
});

describeWith(machinesComponent, 'machines of a sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 100, folder: join(folder, 'machines') });
  });
  afterAll(() => sandbox.stop());

  function logIn({ address, port, user, hostKey }: RackMachine): Promise<SshConnection> {
    return SshConnection.connect({
      ...{ address, port, user },
      credential: { kind: 'key-file', privateKeyFile: sandbox.sshKeyFile },
      hostKeys: { kind: 'pinned', keys: [hostKey] },
    });
  }

  test('a rack machine answers with its key, under its name', async () => {
    const machine = await sandbox.addRackMachine({ name: 'rack-1' });
    expect(machine.keyFile).toBe(sandbox.sshKeyFile);
    const ssh = await logIn(machine);
    expect((await ssh.run('uname -n; id -u')).stdout).toBe('rack-1\n0\n');
    ssh.close();
    await expect(sandbox.addRackMachine({ name: 'rack-1' })).rejects.toThrow('there is a rack machine');
    await expect(sandbox.addRackMachine({ name: 'Rack 2' })).rejects.toThrow('name is "Rack 2"');
  });

  test('several are added at once, each at an address of its own; one that fails leaves its place', async () => {
    const own = await Sandbox.start({ speed: 100, folder: join(folder, 'rack') });
    try {
      const names = ['rack-1', 'rack-2', 'rack-3'];
      const adding = names.map((name) => own.addRackMachine({ name }));
      await expect(own.addRackMachine({ name: 'rack-2' })).rejects.toThrow('there is a rack machine');
      expect(own.rackMachines()).toEqual([]);
      const added = await Promise.all(adding);
      expect(new Set(added.map(({ address }) => address)).size).toBe(3);
      expect(own.rackMachines()).toEqual(added);

      await expect(own.addRackMachine({ name: 'rack-4', user: 'Nobody!' })).rejects.toThrow('user "Nobody!"');
      own.faults.add({ kind: 'never-boots', subject: 'rack-4', times: 1 });
      await expect(own.addRackMachine({ name: 'rack-4' })).rejects.toThrow('rack machine "rack-4"');
      expect((await own.inventory()).machines.map(({ name }) => name).sort()).toEqual(names);
      expect((await own.addRackMachine({ name: 'rack-4' })).address).toMatch(/\.0\.13$/);
    } finally {
      await own.stop();
    }
  });

  test('an instance is a machine, and goes with it', async () => {
    const ec2 = ec2Of(sandbox);
    await ec2.send(
      new ImportKeyPairCommand({ KeyName: 'mine', PublicKeyMaterial: Buffer.from(sandbox.sshPublicKey) }),
    );
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ...{
          ImageId: await debianOf(sandbox),
          InstanceType: 't3.medium',
          KeyName: 'mine',
          MinCount: 1,
          MaxCount: 1,
        },
      }),
    );
    const id = Instances[0]?.InstanceId ?? '';
    const machine = await until(async () =>
      (await sandbox.inventory()).machines.find(({ name, state }) => name === id && state === 'running'),
    );
    expect(machine).toMatchObject({ kind: 'ec2', user: 'admin', sshPort: 2222 });
    expect(machine.hostKeys.length).toBeGreaterThan(0);

    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await until(async () =>
      (await sandbox.inventory()).machines.every(({ name }) => name !== id) ? true : undefined,
    );
  });

  test('a spot instance is taken back', async () => {
    const sandbox = await Sandbox.start({ speed: 1000 });
    try {
      const ec2 = ec2Of(sandbox);
      const ImageId = await debianOf(sandbox);
      const launch = { ImageId, InstanceType: 't3.micro', MinCount: 1, MaxCount: 1 } as const;
      const { Instances = [] } = await ec2.send(
        new RunInstancesCommand({ ...launch, InstanceMarketOptions: { MarketType: 'spot' } }),
      );
      const id = Instances[0]?.InstanceId ?? '';
      const state = async () => (await sandbox.inventory()).ec2.instances[0]?.state;
      await until(async () => ((await state()) === 'running' ? true : undefined));
      sandbox.interruptSpot(id);
      await until(async () => ((await state()) === 'terminated' ? true : undefined));
      expect(() => {
        sandbox.interruptSpot(id);
      }).toThrow('no running spot instance');
    } finally {
      await sandbox.stop();
    }
  });

  test('a virtual machine is a machine, and goes with its group', async () => {
    await withTokensOf(sandbox, async () => {
      expect(await makeVirtualMachine(sandbox)).toBe(201);
      const machine = await until(async () =>
        (await sandbox.inventory()).machines.find(
          ({ kind, state }) => kind === 'azure' && state === 'running',
        ),
      );
      expect(machine).toMatchObject({ hostname: 'vm', user: 'operator', sshPort: 2222 });
      expect(machine.hostKeys.length).toBeGreaterThan(0);

      expect((await azureOf(sandbox, 'DELETE', 'resourceGroups/rg')).status).toBe(202);
      await until(async () => {
        const { machines, azure } = await sandbox.inventory();
        const left = Object.values(azure).flat().length;
        return (left === 0 && machines.every(({ kind }) => kind !== 'azure')) || undefined;
      });
    });
  });

  test('a spot virtual machine is evicted, one is deleted behind our back, and quotas are what they were set to', async () => {
    const other = await Sandbox.start({ speed: 1000, azureQuotas: { spotCores: 2, cores: 1 } });
    try {
      await withTokensOf(other, async () => {
        expect(await makeVirtualMachine(other)).toBe(409);
        expect(await makeVirtualMachine(other, { priority: 'Spot', evictionPolicy: 'Deallocate' })).toBe(201);
        const power = async () => (await other.inventory()).azure.virtualMachines[0]?.power;
        await until(async () => (await power()) === 'running' || undefined);
        other.evictSpot('vm');
        await until(async () => (await power()) === 'deallocated' || undefined);
        expect(() => {
          other.evictSpot('vm');
        }).toThrow('on running Azure Spot virtual machines only');
        other.deleteVirtualMachine('vm');
        await until(async () => (await power()) === undefined || undefined);
        expect(() => {
          other.deleteVirtualMachine('vm');
        }).toThrow('there is no virtual machine "vm"');
      });
    } finally {
      await other.stop();
    }
  });

  test('faults hit machines and the API', async () => {
    const id = sandbox.faults.add({
      kind: 'error',
      service: 'ec2',
      operation: 'DescribeInstances',
      times: 1,
    });
    await expect(ec2Of(sandbox, 1).send(new DescribeInstancesCommand({}))).rejects.toThrow('internal error');
    expect(sandbox.faults.list()).toMatchObject([{ id, struck: 1 }]);
    sandbox.faults.remove(id);
  });

  test('a reset sandbox is as new, with the same rack', async () => {
    const [before] = sandbox.rackMachines();
    sandbox.faults.add({ kind: 'throttle' });
    await sandbox.reset();
    const { machines, clusters, ec2, azure } = await sandbox.inventory();
    expect(machines).toMatchObject([{ name: 'rack-1', kind: 'rack', state: 'running' }]);
    expect(clusters).toEqual([]);
    expect(ec2.instances).toEqual([]);
    expect(Object.values(azure).flat()).toEqual([]);
    expect(ec2.keyPairs).toEqual([]);
    expect(sandbox.faults.list()).toEqual([]);
    const [after] = sandbox.rackMachines();
    expect(after?.address).toBe(before?.address);
    expect(after?.hostKey).not.toBe(before?.hostKey);
  });

  test('stopped, no machine and no file of it is left', async () => {
    await sandbox.stop();
    expect(existsSync(dirname(dirname(sandbox.sshKeyFile)))).toBe(false);
    expect(await running(join(folder, 'machines'))).toEqual([]);
  });
});

/** Processes that have something of that folder in their command line. */
async function running(path: string): Promise<string[]> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(path));
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
