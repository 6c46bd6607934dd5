import { DescribeInstanceAttributeCommand, EC2Client } from '@aws-sdk/client-ec2';
import { injectedHostKey } from '../../../src/drivers/ec2';
import { Sandbox } from '../../../src/sandbox';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, configuration, terraformWithFleetwright, unwrapped } from '../support/fleetwright';

jest.setTimeout(180_000);

const ADDRESS = 'fleetwright_ec2_instance.box';
const REFERENCE = '${fleetwright_ec2_instance.box.';
const { ok, reason } = Sandbox.machineSupport();
const machines = {
  name: 'the sandbox with machines',
  available: ok,
  howToEnable: reason ?? 'machines of the sandbox need user namespaces',
};

describeWith(allOf(Terraform.component(), machines), 'host keys of fleetwright_ec2_instance', () => {
  let sandbox: Sandbox;
  let terraform: Terraform;
  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 100 });
  });
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    const log = { TF_LOG: 'TRACE', TF_LOG_PATH: 'trace.log' };
    terraform = terraformWithFleetwright({ ...sandbox.environment(), ...log });
    declare({});
    await terraform.init();
  });
  afterEach(async () => {
    await terraform.try('destroy', '-auto-approve', '-no-color');
    terraform.dispose();
  });

  /** A machine and a login to it with the key that is pinned. */
  function declare(args: object, credential = 'default'): void {
    const { region, endpoint } = sandbox.ec2;
    const provider = {
      ec2: { default: { region, endpoint } },
      ssh_credentials: { default: { private_key_file: sandbox.sshKeyFile } },
    };
    const ssh = { protocol: 'tcp', from_port: 2222, to_port: 2222, cidr: '0.0.0.0/0' };
    const box = {
      image_ssm_parameter: '/aws/service/debian/release/12/latest/amd64',
      instance_type: 't3.micro',
      key_name: '${fleetwright_ec2_key_pair.operator.name}',
      security_group_ids: ['${fleetwright_ec2_security_group.ssh.id}'],
      ...args,
    };
    const reached = {
      address: `${REFERENCE}public_address}`,
      port: 2222,
      user: 'admin',
      credential,
      host_key: `${REFERENCE}host_key}`,
    };
    const resources = {
      fleetwright_ec2_key_pair: { operator: { name: 'operator', public_key: sandbox.sshPublicKey } },
      fleetwright_ec2_security_group: { ssh: { name: 'ssh', ingress: [ssh] } },
      fleetwright_ec2_instance: { box },
      fleetwright_ssh_host: { reached },
    };
    terraform.write('main.tf.json', configuration(provider, resources));
  }

  async function hostKeysOf(id: unknown): Promise<readonly string[]> {
    const { machines: all } = await sandbox.inventory();
    const keys = all.find(({ name }) => name === id)?.hostKeys ?? [];
    return keys.map((line) => line.split(' ').slice(0, 2).join(' '));
  }

  async function userDataOf(id: unknown): Promise<Buffer> {
    const { endpoint, region, accessKeyId, secretAccessKey } = sandbox.ec2;
    const client = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
    const attribute = { InstanceId: String(id), Attribute: 'userData' } as const;
    const { UserData } = await client.send(new DescribeInstanceAttributeCommand(attribute));
    client.destroy();
    return Buffer.from(UserData?.Value ?? '', 'base64');
  }

  test('the key is read from the console, and a login with it pinned works', async () => {
    await terraform.apply();
    const { values } = await terraform.resource(ADDRESS);
    expect(values.host_key).toMatch(/^ssh-ed25519 /);
    expect(await hostKeysOf(values.id)).toContain(values.host_key);
    expect((await terraform.resource('fleetwright_ssh_host.reached')).values.os_id).toBe('debian');
    expect(await terraform.plan()).toEqual([]);

    await terraform.run('state', 'rm', ADDRESS);
    await terraform.run('import', '-no-color', ADDRESS, String(values.id));
    expect((await terraform.resource(ADDRESS)).values.host_key).toBe(values.host_key);
  });

  test('an injected key is replaced at the first login by one that the machine makes', async () => {
    const login = { user: 'admin', port: 2222 };
    const user_data = '#!/bin/sh\necho mine > /root/made-by-user-data\n';
    declare({ host_key_source: 'injected', login, user_data });
    await terraform.apply();
    const { values } = await terraform.resource(ADDRESS);
    const userData = await userDataOf(values.id);
    const { publicKey: injected, privateKey = '' } = injectedHostKey(userData) ?? {};
    expect(injected).toMatch(/^ssh-ed25519 /);
    expect(userData.toString()).toContain('echo mine');
    expect(values.host_key).toMatch(/^ssh-ed25519 /);
    expect(values.host_key).not.toBe(injected);
    expect(await hostKeysOf(values.id)).toEqual([values.host_key]);
    expect((await terraform.resource('fleetwright_ssh_host.reached')).values.os_id).toBe('debian');
    expect(await terraform.plan()).toEqual([]);
    expect((await terraform.state()).output).not.toContain('PRIVATE KEY');
    // What is secret in it, without the lines that every key has in common.
    const [, secret = ''] = privateKey.split('\n').slice(1, -2);
    expect(secret.length).toBeGreaterThan(60);
    expect(terraform.read('trace.log')).not.toContain(secret);
    expect(terraform.read('trace.log')).not.toContain('PRIVATE KEY');
  });

  test('without a login that works the machine is in the state, and the error says why', async () => {
    declare({ host_key_source: 'injected', login: { user: 'nobody-here', port: 2222 }, timeout: '30s' });
    const { exitCode, output } = await terraform.tryApply();
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('nobody-here');
    expect((await terraform.resource(ADDRESS)).tainted).toBe(true);
  });
});
