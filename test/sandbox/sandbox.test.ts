import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  DescribeInstancesCommand,
  EC2Client,
  ImportKeyPairCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { SshConnection } from '../../src/drivers/ssh';
import { type RackMachine, Sandbox } from '../../src/sandbox';
import { describeWith } from '../support/require-component';
import { machinesComponent } from './hosts/support/park';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function ec2Of({ ec2 }: Sandbox, maxAttempts = 3): EC2Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = ec2;
  return new EC2Client({ endpoint, region, maxAttempts, credentials: { accessKeyId, secretAccessKey } });
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

test('the environment leads an SDK to it', async () => {
  const sandbox = await Sandbox.start();
  const before = { ...process.env };
  Object.assign(process.env, sandbox.environment());
  try {
    const { Parameter } = await new SSMClient({}).send(
      new GetParameterCommand({ Name: '/aws/service/debian/release/12/latest/amd64' }),
    );
    expect(Parameter?.Value).toMatch(/^ami-/);
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
});

test('a port that is taken is said, and nothing is left', async () => {
  const sandbox = await Sandbox.start();
  const port = Number(new URL(sandbox.ec2.endpoint).port);
  await expect(Sandbox.start({ port, folder: join(folder, 'taken') })).rejects.toThrow('EADDRINUSE');
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

  test('rack machines that are added at the same time have addresses of their own', async () => {
    const other = await Sandbox.start({ speed: 100, folder: join(folder, 'several') });
    try {
      const machines = await Promise.all(['one', 'two'].map((name) => other.addRackMachine({ name })));
      expect(new Set(machines.map(({ address }) => address)).size).toBe(2);
      await expect(
        Promise.all([other.addRackMachine({ name: 'three' }), other.addRackMachine({ name: 'three' })]),
      ).rejects.toThrow('there is a rack machine "three" already');
    } finally {
      await other.stop();
    }
  });

  test('an instance is a machine, and goes with it', async () => {
    const ec2 = ec2Of(sandbox);
    await ec2.send(
      new ImportKeyPairCommand({ KeyName: 'mine', PublicKeyMaterial: Buffer.from(sandbox.sshPublicKey) }),
    );
    const {
      ec2: { endpoint, region, accessKeyId, secretAccessKey },
    } = sandbox;
    const ssm = new SSMClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const { Parameter } = await ssm.send(
      new GetParameterCommand({ Name: '/aws/service/debian/release/12/latest/amd64' }),
    );
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({
        ...{
          ImageId: Parameter?.Value,
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
    const { machines, clusters, ec2 } = await sandbox.inventory();
    expect(machines).toMatchObject([{ name: 'rack-1', kind: 'rack', state: 'running' }]);
    expect(clusters).toEqual([]);
    expect(ec2.instances).toEqual([]);
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
