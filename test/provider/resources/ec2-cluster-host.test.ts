import { Sandbox } from '../../../src/sandbox';
import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { allOf, configuration, terraformWithFleetwright } from '../support/fleetwright';

jest.setTimeout(600_000);

const { ok, reason } = Sandbox.machineSupport();
const machines = {
  name: 'the sandbox with machines',
  available: ok,
  howToEnable: reason ?? 'machines of the sandbox need user namespaces',
};
const CONTROL_PLANE = 'fleetwright_kubernetes_control_plane.k8s';
const NODE = 'fleetwright_kubernetes_node.worker';

describeWith(allOf(Terraform.component(), machines), "a cluster's host on EC2", () => {
  let sandbox: Sandbox;
  let terraform: Terraform;
  beforeAll(async () => {
    sandbox = await Sandbox.start({ speed: 100 });
  });
  afterAll(() => sandbox.stop());
  beforeEach(async () => {
    terraform = terraformWithFleetwright(sandbox.environment());
  });
  afterEach(async () => {
    await terraform.try('destroy', '-auto-approve', '-no-color');
    terraform.dispose();
  });

  /** A control plane and a worker, which is logged in to at that address. */
  function declare(address: 'public' | 'private', workerType: string): void {
    const { region, endpoint } = sandbox.ec2;
    const provider = {
      ec2: { default: { region, endpoint } },
      ssh_credentials: { default: { private_key_file: sandbox.sshKeyFile } },
    };
    const machine = {
      image_ssm_parameter: '/aws/service/debian/release/12/latest/amd64',
      key_name: '${fleetwright_ec2_key_pair.operator.name}',
      security_group_ids: ['${fleetwright_ec2_security_group.ssh.id}'],
      associate_public_ip_address: true,
    };
    const hostOf = (name: string, kind: string) => ({
      address: `\${fleetwright_ec2_instance.${name}.${kind}_address}`,
      port: 2222,
      user: 'admin',
      credential: 'default',
      host_key: `\${fleetwright_ec2_instance.${name}.host_key}`,
    });
    const ssh = { protocol: 'tcp', from_port: 2222, to_port: 2222, cidr: '0.0.0.0/0' };
    const version = '1.34.4';
    const master = hostOf('master', 'public');
    const resources = {
      fleetwright_ec2_key_pair: { operator: { name: 'operator', public_key: sandbox.sshPublicKey } },
      fleetwright_ec2_security_group: {
        ssh: { name: 'ssh', ingress: [ssh, { protocol: 'all', self: true }] },
      },
      fleetwright_ec2_instance: {
        master: { ...machine, instance_type: 't3.medium' },
        worker: { ...machine, instance_type: workerType },
      },
      fleetwright_kubernetes_control_plane: {
        k8s: {
          host: master,
          version,
          control_plane_endpoint: '${fleetwright_ec2_instance.master.private_address}:6443',
        },
      },
      fleetwright_kubernetes_node: {
        worker: {
          host: hostOf('worker', address),
          version,
          cluster: {
            control_planes: [master],
            endpoint: `\${${CONTROL_PLANE}.endpoint}`,
            ca_certificate_hash: `\${${CONTROL_PLANE}.ca_certificate_hash}`,
          },
        },
      },
    };
    terraform.write('main.tf.json', configuration(provider, resources));
  }

  async function readyNodes(): Promise<number> {
    const { clusters } = await sandbox.inventory();
    return clusters.flatMap(({ nodes }) => nodes).filter(({ ready }) => ready).length;
  }

  test.each([
    ['private', []],
    ['public', ['delete', 'create']],
  ] as const)('at its %s address gets another type, and is ready again', async (address, actionsOfNode) => {
    declare(address, 't3.medium');
    await terraform.init();
    await terraform.apply();
    const { id } = (await terraform.resource('fleetwright_ec2_instance.worker')).values;
    declare(address, 't3.large');
    const planned = new Map(
      (await terraform.plan()).map((one) => [one.address, one.change.actions] as const),
    );
    expect(planned.get('fleetwright_ec2_instance.worker')).toEqual(['update']);
    expect(planned.get('fleetwright_ec2_instance.master')).toBeUndefined();
    expect(planned.get(NODE) ?? []).toEqual(actionsOfNode);
    await terraform.apply();
    const { values } = await terraform.resource('fleetwright_ec2_instance.worker');
    expect(values).toMatchObject({ id, effective_instance_type: 't3.large', state: 'running' });
    while ((await readyNodes()) < 2) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await terraform.plan()).toEqual([]);
  });
});
