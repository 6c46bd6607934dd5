// The fleet that is measured, as a user writes it: node fleet.mjs <file with the order>. CDKTF_OUTDIR says where it goes.
import { App, TerraformStack } from 'cdktf';
import {
  AddressKind,
  AzureHosts,
  AzureImage,
  AzureNetwork,
  Ec2Host,
  Ec2Hosts,
  Ec2Image,
  Ec2KeyPair,
  Fleetwright,
  KubernetesCluster,
  PodNetwork,
  Workload,
} from 'fleetwright';
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';

const { hosts, workloads, sandbox } = JSON.parse(readFileSync(argv[2], 'utf8'));
const { region, endpoint } = sandbox.ec2;

const app = new App();
const stack = new TerraformStack(app, 'scale');
new Fleetwright(stack, 'fleetwright', {
  ssh: { keyFile: sandbox.sshKeyFile },
  ec2: { region, endpoint },
  azure: { subscriptionId: sandbox.azure.subscriptionId, endpoint: sandbox.azure.endpoint },
});

// Machines of a fleet of this size have no public addresses.
const reached = { sshPort: 2222, addressKind: AddressKind.PRIVATE };
const onEc2 = {
  ...reached,
  image: Ec2Image.fromSsmParameter('/aws/service/debian/release/12/latest/amd64'),
  instanceType: 't3.medium',
  keyPair: new Ec2KeyPair(stack, 'operator', { publicKey: sandbox.sshPublicKey }),
  sshFrom: ['127.0.0.0/8'],
};
const onAzure = {
  ...reached,
  network: new AzureNetwork(stack, 'network', {
    location: 'westeurope',
    sshFrom: ['127.0.0.0/8'],
    sshPort: 2222,
    subnetPrefix: '10.0.0.0/20',
  }),
  image: AzureImage.fromReference({ publisher: 'Debian', offer: 'debian-12', sku: '12-gen2' }),
  size: 'Standard_D2s_v5',
  publicKeys: [sandbox.sshPublicKey],
};

const half = hosts / 2;
const cluster = new KubernetesCluster(stack, 'k8s', {
  version: '1.34.4',
  controlPlane: new Ec2Host(stack, 'master', onEc2),
  workers: [
    Ec2Hosts.of(stack, 'ec2', { count: half - 1, ...onEc2 }),
    AzureHosts.of(stack, 'azure', { count: half, ...onAzure }),
  ],
  // The built-in one does not reach from host to host on Azure.
  podNetwork: PodNetwork.NONE,
  peerCidrs: ['127.0.0.0/8'],
});
for (let number = 1; number <= workloads; number += 1) {
  new Workload(stack, `web-${number}`, {
    cluster,
    image: 'registry.example/web:1.4',
    replicas: 2,
    cpus: 0.05,
    memory: '32MiB',
    ports: [{ name: 'http', port: 8080 }],
    health: { readiness: { httpGet: '/healthz' } },
  });
}
app.synth();
