import { rmSync } from 'node:fs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateKeyPairCommand,
  CreateSecurityGroupCommand,
  GetConsoleOutputCommand,
  RebootInstancesCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { Client } from 'ssh2';
import { Machines } from '../../../src/sandbox/hosts';
import { SandboxClusters } from '../../../src/sandbox/kubernetes';
import { reserveNetwork, type ReservedNetwork } from '../../../src/sandbox/world/network';
import { createWorld, type World } from '../../../src/sandbox/world/world';
import { describeWith } from '../../support/require-component';
import { machinesComponent } from '../hosts/support/park';
import { TestCloud, launchInput, until } from './support/test-cloud';

describeWith(machinesComponent, 'instances with machines behind them', () => {
  let network: ReservedNetwork;
  let world: World;
  let machines: Machines;
  let cloud: TestCloud<Machines>;
  let privateKey: string;
  let group: string;

  beforeAll(async () => {
    network = await reserveNetwork();
    world = createWorld({ speed: 100, addresses: network.addresses });
    machines = new Machines(world, new SandboxClusters(world));
    cloud = await TestCloud.over(world, machines);
    const key = await cloud.client.send(new CreateKeyPairCommand({ KeyName: 'k', KeyType: 'ed25519' }));
    privateKey = key.KeyMaterial ?? '';
    const made = await cloud.client.send(
      new CreateSecurityGroupCommand({ GroupName: 'g', Description: 'd' }),
    );
    group = made.GroupId ?? '';
    await cloud.client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, ...ssh }));
  });
  afterAll(async () => {
    await cloud.stop();
    await machines.destroyAll();
    rmSync(world.folder, { recursive: true, force: true });
    await network.release();
  });

  const ssh = { IpProtocol: 'tcp', FromPort: 2222, ToPort: 2222, CidrIp: '127.0.0.0/8' };

  function run(host: string, command: string): Promise<string> {
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
          username: 'admin',
          privateKey,
          readyTimeout: 3000,
          hostVerifier: () => true,
        });
    });
  }

  async function launch() {
    const { Instances } = await cloud.client.send(
      new RunInstancesCommand(
        launchInput({
          KeyName: 'k',
          SecurityGroupIds: [group],
          UserData: Buffer.from('#!/bin/sh\necho made by user data >/root/greeting\n').toString('base64'),
        }),
      ),
    );
    const {
      InstanceId: id = '',
      PublicIpAddress: outside = '',
      PrivateIpAddress: inside = '',
    } = Instances?.[0] ?? {};
    return { id, outside, inside };
  }
  const consoleOf = async (InstanceId: string) => {
    const { Output = '' } = await cloud.client.send(new GetConsoleOutputCommand({ InstanceId }));
    return Buffer.from(Output, 'base64').toString();
  };

  test('the machine is reached by its addresses with the key, has run its user data, and shows its host key', async () => {
    const { id, outside, inside } = await launch();
    await until(() => machines.get(id)?.state === 'running');
    await until(async () => (await run(outside, 'sudo cat /root/greeting')) === 'made by user data');
    expect(await run(inside, 'hostname')).toBe(`ip-${inside.replaceAll('.', '-')}`);
    await until(async () => (await consoleOf(id)).includes('END SSH HOST KEY FINGERPRINTS'));
    expect(machines.get(id)?.hostKeys.length).toBeGreaterThan(0);

    await cloud.client.send(new RebootInstancesCommand({ InstanceIds: [id] }));
    await until(() => machines.get(id)?.state !== 'running');
    await until(() => machines.get(id)?.state === 'running');
    expect(cloud.service.describe().instances[0]?.state).toBe('running');

    await cloud.client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    await until(() => cloud.service.describe().instances[0]?.state === 'terminated');
    expect(machines.get(id)).toBeUndefined();
  });

  test('the security group decides who is let in, from one moment to the next', async () => {
    const { id, outside } = await launch();
    await until(() => machines.get(id)?.state === 'running');
    expect(await run(outside, 'whoami')).toBe('admin');
    await cloud.client.send(new RevokeSecurityGroupIngressCommand({ GroupId: group, ...ssh }));
    await expect(run(outside, 'whoami')).rejects.toThrow();
    await cloud.client.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, ...ssh }));
    expect(await run(outside, 'whoami')).toBe('admin');
  });

  test('a machine that never boots is running for EC2, shows no host key and fails its checks', async () => {
    world.faults.add({ kind: 'never-boots', service: 'host', times: 1 });
    const { id, outside } = await launch();
    await until(() => cloud.service.describe().instances.find((one) => one.id === id)?.state === 'running');
    await world.clock.sleep(60);
    expect(await consoleOf(id)).not.toContain('FINGERPRINTS');
    await expect(run(outside, 'whoami')).rejects.toThrow();
  });

  test('a guest that shuts itself down stops its instance', async () => {
    const { id, outside } = await launch();
    await until(() => machines.get(id)?.state === 'running');
    await run(outside, 'sudo systemctl poweroff').catch(() => undefined);
    await until(() => cloud.service.describe().instances.find((one) => one.id === id)?.state === 'stopped');
  });
});
