import { readFileSync } from 'node:fs';
import { App, TerraformStack } from 'cdktf';
import {
  AzureHosts,
  AzureImage,
  AzureNetwork,
  Ec2Hosts,
  Ec2Image,
  Ec2KeyPair,
  Fleetwright,
  KubernetesCluster,
  PodNetwork,
  SshHost,
  Workload,
} from 'fleetwright';
import { readFleet } from './fleet.js';

const { ec2, azure, ssh, rack, peerCidrs, podNetworkFile, replicas } = readFleet();

const app = new App();
const stack = new TerraformStack(app, 'quickstart');
new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: ssh.keyFile }, ec2, ...(azure && { azure }) });

// The SSH server of the sandbox's machines is on port 2222.
const sshAccess = { sshFrom: ['0.0.0.0/0'], sshPort: 2222 };

// What the machines on EC2 have in common.
const machine = {
  ...sshAccess,
  image: Ec2Image.fromSsmParameter('/aws/service/debian/release/12/latest/amd64'),
  keyPair: new Ec2KeyPair(stack, 'operator', { publicKey: ssh.publicKey }),
};

const azureWorkers = () =>
  AzureHosts.of(stack, 'burst', {
    network: new AzureNetwork(stack, 'network', { ...sshAccess, location: 'westeurope' }),
    image: AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' }),
    size: 'Standard_D2s_v5',
    publicKeys: [ssh.publicKey],
    sshPort: sshAccess.sshPort,
    count: 1,
  });

const cluster = new KubernetesCluster(stack, 'k8s', {
  version: '1.34.4',
  controlPlane: Ec2Hosts.of(stack, 'master', { ...machine, count: 1, instanceType: 't3.medium' }),
  workers: [
    Ec2Hosts.of(stack, 'worker', {
      ...machine,
      count: 2,
      instanceType: 't3.large',
      fallbackInstanceTypes: ['m5.large'],
    }),
    ...(azure === undefined ? [] : [azureWorkers()]),
    ...rack.map(({ name, ...access }) => new SshHost(stack, name, access)),
  ],
  ...(peerCidrs && { peerCidrs }),
  // The built-in one sends packets of pods from host to host as they are, which no network between clouds delivers: it
  // takes a CNI plugin that encapsulates, such as Cilium, Calico or Flannel with VXLAN.
  podNetwork: PodNetwork.NONE,
  ...(podNetworkFile === undefined ? {} : { podNetworkManifests: readFileSync(podNetworkFile, 'utf8') }),
});

new Workload(stack, 'web', {
  cluster,
  image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
  args: ['netexec', '--http-port=8080'],
  replicas,
  cpus: 0.1,
  memory: '64MiB',
  ports: [{ name: 'http', port: 8080 }],
  health: { readiness: { httpGet: '/healthz' } },
});
app.synth();
