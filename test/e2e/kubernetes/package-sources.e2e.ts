import { TestHosts } from '../harness/hosts';
import { PackageMirror } from '../harness/package-mirror';
import { kubernetesVersion } from '../harness/releases';
import { containerdConfig, kubeletConfig, kubeProxyConfig } from '../harness/settings';
import type { TestHost } from '../harness/test-host';
import { configuration, terraformWithFleetwright } from '../../provider/support/fleetwright';
import type { Terraform } from '../../support/terraform';
import { answer } from '../host-waits';
import { kubectl, nodesReady, remains } from './host-checks';

// In plain HCL: a control plane from an apt repository with images from a registry, and a worker that fetches
// an offline bundle by itself.
let hosts: TestHosts;
let mirror: PackageMirror;
let terraform: Terraform;
let controlPlane: TestHost;
let worker: TestHost;

beforeAll(async () => {
  hosts = await TestHosts.start({ count: 2, prefix: 'source' });
  [controlPlane, worker] = hosts.hosts as [TestHost, TestHost];
  mirror = await PackageMirror.start(hosts.gateway);
  terraform = terraformWithFleetwright();
  await controlPlane.exec(mirror.useRegistry);
});

afterAll(async () => {
  terraform.dispose();
  await mirror.stop();
  await hosts.stop();
});

function declare(): void {
  const reach = ({ address, user, hostKey }: TestHost) => ({
    address,
    user,
    credential: 'default',
    host_key: hostKey,
  });
  const node = {
    version: kubernetesVersion,
    kubelet_config: kubeletConfig,
    containerd_config: containerdConfig,
  };
  const cluster = {
    control_planes: [reach(controlPlane)],
    ca_certificate_hash: '${fleetwright_kubernetes_control_plane.first.ca_certificate_hash}',
  };
  const resources = {
    fleetwright_kubernetes_control_plane: {
      first: {
        ...node,
        host: reach(controlPlane),
        packages: { apt_repository: mirror.aptRepository },
        kube_proxy_config: kubeProxyConfig,
      },
    },
    fleetwright_kubernetes_node: {
      worker: {
        ...node,
        host: reach(worker),
        cluster: { ...cluster, endpoint: '${fleetwright_kubernetes_control_plane.first.endpoint}' },
        packages: { bundle: mirror.bundle, bundle_delivery: 'fetch' },
      },
    },
    fleetwright_kubernetes_release: {
      web: {
        name: 'web',
        cluster,
        manifests: { web: JSON.stringify(deployment), service: JSON.stringify(service) },
        depends_on: ['fleetwright_kubernetes_node.worker'],
      },
    },
  };
  const provider = { ssh_credentials: { default: { private_key_file: hosts.keyFile } } };
  terraform.write('main.tf.json', configuration(provider, resources));
}

test('packages come from apt, images from a registry, and a bundle is fetched by the host', async () => {
  declare();
  await terraform.init();
  await terraform.apply();
  expect(await nodesReady(controlPlane)).toEqual({ 'source-1': 'True', 'source-2': 'True' });
  expect(await answer(`http://${worker.address}:30090/`)).toContain('hello from');
  expect(await controlPlane.exec("dpkg-query -W -f '${Version} ${Status}' kubelet")).toBe(
    `${kubernetesVersion}-1.1 hold ok installed`,
  );
  expect(await kubectl(controlPlane, 'get --raw /version')).toContain(`"v${kubernetesVersion}"`);
  expect(await worker.exec('dpkg-query -W kubelet 2>&1 || true')).toContain('no packages found');
});

test('the plan is empty, with a package that was removed it is not, and an apply repairs it', async () => {
  expect(await terraform.plan()).toEqual([]);
  await controlPlane.exec('apt-get remove -y --allow-change-held-packages kubectl >/dev/null');
  const [change, ...others] = await terraform.plan();
  expect(others).toEqual([]);
  expect(change?.change.before?.drift).toContain('package kubectl is not installed');
  await terraform.apply();
  expect(await terraform.plan()).toEqual([]);
});

test('both hosts are clean after a destroy, but for what their operator put there', async () => {
  await terraform.destroy();
  expect(await remains(worker)).toEqual([]);
  expect(await remains(controlPlane)).toEqual(['/etc/containerd exists']);
  expect(await controlPlane.exec('ls /etc/containerd')).toBe('certs.d');
  expect(await controlPlane.exec('ls /etc/apt/sources.list.d /etc/apt/keyrings')).not.toContain(
    'fleetwright',
  );
});

const labels = { app: 'web' };
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'web', image: 'fleetwright.test/web:1' }] },
    },
  },
};
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { type: 'NodePort', selector: labels, ports: [{ port: 8080, nodePort: 30090 }] },
};
