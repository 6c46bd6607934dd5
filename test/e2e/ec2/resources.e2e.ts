import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeInstancesCommand,
  DescribeKeyPairsCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { Sandbox } from '../../../src/sandbox';
import { MotoServer, moto, motoCredentials } from '../../support/moto';
import { type Component, describeWith } from '../../support/require-component';
import { CdktfProject } from '../cdktf-project';

// EC2's part of a fleet, against the sandbox and against an EC2 that nobody here wrote.

interface Server {
  readonly endpoint: string;
  readonly credentials: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  stop(): Promise<void>;
}

const hostKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFZyXfLuArTDCmK2LxGG7PkCrNRZAyVQMxyYuvCWXSkm';
const region = 'eu-central-1';

/** Its host key is known beforehand, because moto's consoles show what no machine wrote. */
const app = `import { App, TerraformStack } from 'cdktf';
import { Ec2Host, Ec2Image, Ec2KeyPair, Ec2SecurityGroup, Fleetwright } from 'fleetwright';

const { ENDPOINT: endpoint = '', PORTS = '443' } = process.env;
const app = new App();
const stack = new TerraformStack(app, 'quickstart');
new Fleetwright(stack, 'fleetwright', { ssh: { agent: true }, ec2: { region: '${region}', endpoint } });
const web = new Ec2SecurityGroup(stack, 'web', {
  ingress: PORTS.split(',').map((port) => ({ port: Number(port), cidr: '0.0.0.0/0', description: 'web' })),
});
const keyPair = new Ec2KeyPair(stack, 'operator', { publicKey: '${hostKey}' });
for (const name of ['one', 'other']) {
  new Ec2Host(stack, name, {
    image: Ec2Image.fromFilter({ owners: ['099720109477'], name: 'ubuntu/images/*amd64*' }),
    instanceType: 't3.micro',
    keyPair,
    sshFrom: ['203.0.113.0/24'],
    securityGroups: [web],
    user: 'ubuntu',
    hostKey: '${hostKey}',
  });
}
app.synth();
`;

const always: Component = { name: 'the sandbox', available: true, howToEnable: '' };

describeWith(always, 'EC2 resources on the sandbox', () => {
  lifecycle(async () => {
    const sandbox = await Sandbox.start();
    const { accessKeyId, secretAccessKey, endpoint } = sandbox.ec2;
    const credentials = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
    return { endpoint, credentials, stop: () => sandbox.stop() };
  });
});

describeWith(moto, 'EC2 resources on moto', () => {
  lifecycle(async () => {
    const server = await MotoServer.start();
    return { endpoint: server.endpoint, credentials: motoCredentials, stop: () => server.stop() };
  });
});

function lifecycle(start: () => Promise<Server>): void {
  let server: Server;
  let client: EC2Client;
  let project: CdktfProject;

  beforeAll(async () => {
    server = await start();
    const { endpoint, credentials } = server;
    const keys = {
      accessKeyId: credentials.AWS_ACCESS_KEY_ID,
      secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY,
    };
    client = new EC2Client({ endpoint, region, credentials: keys });
    const environment = { AWS_PROFILE: '', ...credentials, ENDPOINT: endpoint };
    project = new CdktfProject('quickstart', 'quickstart', environment);
    declare('443');
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  function declare(ports: string): void {
    writeFileSync(join(project.folder, 'main.ts'), app.replace("'443'", `'${ports}'`));
  }

  test('an apply makes them, and the plan is empty afterwards', async () => {
    await project.mustDeploy();
    const running = await instances();
    expect(running.map(({ KeyName, InstanceType }) => [KeyName, InstanceType])).toEqual([
      ['quickstart-operator', 't3.micro'],
      ['quickstart-operator', 't3.micro'],
    ]);
    // Of the interface: moto does not repeat them in the instance, as EC2 does.
    for (const { NetworkInterfaces: [card] = [] } of running) expect(card?.Groups).toHaveLength(2);
    expect(await project.plan()).toEqual([]);
  });

  test('a rule changes in place', async () => {
    declare('443,8443');
    expect((await project.plan()).map(({ actions }) => actions)).toEqual([['update']]);
    await project.mustDeploy();
    const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
    const opened = SecurityGroups.flatMap(({ IpPermissions = [] }) =>
      IpPermissions.map(({ FromPort }) => FromPort),
    );
    expect(opened).toEqual(expect.arrayContaining([443, 8443]));
    expect(await project.plan()).toEqual([]);
  });

  test('destroy leaves nothing, seen past the provider', async () => {
    await project.mustDestroy();
    expect(await instances()).toEqual([]);
    const { KeyPairs } = await client.send(new DescribeKeyPairsCommand({}));
    expect(KeyPairs ?? []).toEqual([]);
    const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups.filter(({ GroupName }) => GroupName !== 'default')).toEqual([]);
  });

  async function instances() {
    const { Reservations = [] } = await client.send(new DescribeInstancesCommand({}));
    return Reservations.flatMap(({ Instances = [] }) => Instances).filter(
      ({ State }) => State?.Name === 'running' || State?.Name === 'pending',
    );
  }
}
