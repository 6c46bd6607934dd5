import { describeWith } from '../../support/require-component';
import { Terraform } from '../../support/terraform';
import { configuration, terraformWithFleetwright, unwrapped } from '../support/fleetwright';

jest.setTimeout(120_000);

const FINGERPRINT = 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ';
const ADDRESS = 'fleetwright_kubernetes_control_plane.first';

// Nothing of this reaches a host: 192.0.2.0/24 is for documentation (RFC 5737).
describeWith(Terraform.component(), 'planning Kubernetes hosts under the Terraform CLI', () => {
  let terraform: Terraform;

  beforeEach(async () => {
    terraform = terraformWithFleetwright();
    declare({});
    await terraform.init();
  });
  afterEach(() => {
    terraform.dispose();
  });

  const host = (address: string) => ({
    address,
    user: 'root',
    credential: 'default',
    host_key: FINGERPRINT,
  });

  function declare(args: Readonly<Record<string, unknown>>): void {
    const first = { host: host('192.0.2.11'), version: '1.34.4', ...args };
    const second = {
      host: host('192.0.2.12'),
      version: '1.34.4',
      cluster: {
        control_planes: [host('192.0.2.11')],
        endpoint: `\${${ADDRESS}.endpoint}`,
        ca_certificate_hash: `\${${ADDRESS}.ca_certificate_hash}`,
      },
    };
    const provider = { ssh_credentials: { default: { private_key_file: '/nowhere/id' } } };
    const resources = {
      fleetwright_kubernetes_control_plane: { first },
      fleetwright_kubernetes_node: { second },
    };
    terraform.write('main.tf.json', configuration(provider, resources));
  }

  /** A control plane that was made before, with what the last refresh found. */
  async function remember(changes: Readonly<Record<string, unknown>>): Promise<void> {
    const [planned] = await terraform.plan('-refresh=false', `-target=${ADDRESS}`);
    const attributes = {
      ...planned?.change.after,
      endpoint: 'https://192.0.2.11:6443',
      ca_certificate_hash: `sha256:${'a'.repeat(64)}`,
      node_name: 'first',
      ...changes,
    };
    terraform.write('terraform.tfstate', {
      version: 4,
      terraform_version: '1.11.0',
      serial: 1,
      lineage: '11111111-2222-3333-4444-555555555555',
      outputs: {},
      resources: [
        {
          mode: 'managed',
          type: 'fleetwright_kubernetes_control_plane',
          name: 'first',
          provider: 'provider["fleetwright.dev/fleetwright/fleetwright"]',
          instances: [{ schema_version: 0, attributes }],
        },
      ],
    });
  }

  test('the endpoint is known before there is a cluster, and every plan aims at no drift', async () => {
    const [first, second] = await terraform.plan();
    expect(first?.change.after).toMatchObject({ endpoint: 'https://192.0.2.11:6443', drift: [] });
    expect(first?.change.after_unknown).toMatchObject({ ca_certificate_hash: true, node_name: true });
    expect(second?.change.after).toMatchObject({
      cluster: { endpoint: 'https://192.0.2.11:6443' },
      drift: [],
    });

    declare({ control_plane_endpoint: 'api.example.org:443' });
    const [balanced] = await terraform.plan();
    expect(balanced?.change.after).toMatchObject({ endpoint: 'https://api.example.org:443' });
  });

  test('what a refresh found shows as one change', async () => {
    const found = ['kubelet.service is inactive'];
    await remember({ drift: found });
    const [change] = await terraform.plan('-refresh=false', `-target=${ADDRESS}`);
    expect(change?.change.actions).toEqual(['update']);
    expect(change?.change.before).toEqual({ ...change?.change.after, drift: found });
    expect(change?.change.after).toMatchObject({ drift: [] });
    await remember({ drift: [] });
    expect(await terraform.plan('-refresh=false', `-target=${ADDRESS}`)).toEqual([]);
  });

  test('a credential that is not configured is refused at each host that names it', async () => {
    declare({ host: { ...host('192.0.2.11'), credential: 'rack' } });
    const { exitCode, output } = await terraform.try('plan', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain('no SSH credential is named "rack"');
    expect(unwrapped(output)).toContain('with fleetwright_kubernetes_control_plane.first');
  });

  test('another version is refused', async () => {
    await remember({ drift: [] });
    declare({ version: '1.34.5' });
    const { exitCode, output } = await terraform.try('plan', '-no-color', '-refresh=false');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain(
      'the version of a running node cannot be changed from 1.34.4 to 1.34.5',
    );
    expect(unwrapped(output)).toContain('keep version = "1.34.4"');
  });

  test.each([
    [{ pod_network_manifests: 'kind: Namespace' }, 'pod_network_manifests needs pod_network = "none"'],
    [{ pod_network: 'calico' }, 'must be "bridge" or "none", is "calico"'],
    [{ version: '1.30.1' }, 'must be 1.31 or newer'],
    [{ taints: ['a=b'] }, 'has "a=b", which is not of the form key=value:Effect'],
    [{ labels: { 'a..b/c': 'd' } }, 'has the label key "a..b/c"'],
    [{ kubeadm_patches: ['kind: ClusterConfiguration', 'a: [b'] }, 'is not valid YAML'],
    [{ pod_cidr: '10.244.0.0' }, 'must be an IPv4 range'],
  ])('validate refuses %j', async (args, problem) => {
    declare(args);
    const { exitCode, output } = await terraform.try('validate', '-no-color');
    expect(exitCode).toBe(1);
    expect(unwrapped(output)).toContain(problem);
  });
});
