import { readFileSync } from 'node:fs';
import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  AzureHosts,
  AzureImage,
  AzureNetwork,
  Ec2Hosts,
  Ec2Image,
  Ec2KeyPair,
  Fleetwright,
  KubernetesCluster,
  MesosCluster,
  PodNetwork,
  SshHost,
  Workload,
} from 'fleetwright';
import { readFleet } from './fleet.js';

const { ec2, azure, ssh, rack, peerCidrs, podNetworkFile, mesosPackages, replicas } = readFleet();

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

const master = Ec2Hosts.of(stack, 'master', { ...machine, count: 1, instanceType: 't3.medium' });
const workers = [
  Ec2Hosts.of(stack, 'worker', {
    ...machine,
    count: 2,
    instanceType: 't3.large',
    fallbackInstanceTypes: ['m5.large'],
  }),
  ...(azure === undefined ? [] : [azureWorkers()]),
  ...rack.map(({ name, ...access }) => new SshHost(stack, name, access)),
];

// The app, whichever cluster runs it.
const web = {
  replicas,
  cpus: 0.1,
  memory: '64MiB',
  health: { readiness: { httpGet: '/healthz', periodSeconds: 2 } },
};

if (mesosPackages === undefined) {
  const cluster = new KubernetesCluster(stack, 'k8s', {
    version: '1.34.4',
    controlPlane: master,
    workers,
    ...(peerCidrs && { peerCidrs }),
    // The built-in one sends packets of pods from host to host as they are, which no network between clouds delivers: it
    // takes a CNI plugin that encapsulates, such as Cilium, Calico or Flannel with VXLAN.
    podNetwork: PodNetwork.NONE,
    ...(podNetworkFile === undefined ? {} : { podNetworkManifests: readFileSync(podNetworkFile, 'utf8') }),
  });
  new Workload(stack, 'web', {
    ...web,
    cluster,
    image: 'registry.k8s.io/e2e-test-images/agnhost:2.53',
    args: ['netexec', '--http-port=8080'],
    ports: [{ name: 'http', port: 8080 }],
  });
} else {
  const cluster = new MesosCluster(stack, 'mesos', {
    packages: mesosPackages,
    masters: master,
    agents: workers,
    ...(peerCidrs && { peerCidrs }),
    // Instances spread over the agents when Marathon takes no more than one at a time to any of them.
    marathonFlags: { max_instances_per_offer: '1' },
  });
  // A command of the agents, which need what it calls; containerEngine of the cluster would have them run images as well.
  // Marathon chooses the port, so that one agent can run several instances.
  const server = `require('node:http')
    .createServer((_, response) => response.end('hello from ' + process.env.HOST))
    .listen(process.env.PORT0, process.env.HOST)`;
  new Workload(stack, 'web', {
    ...web,
    cluster,
    command: ['node', '--eval', server],
    ports: [{ name: 'http', port: 0 }],
  });
  const [address] = master.hosts.map(({ clusterAddress }) => clusterAddress);
  new TerraformOutput(stack, 'mesos-master', { value: `http://${address}:5050` });
  new TerraformOutput(stack, 'marathon', { value: `http://${address}:8080` });
}
app.synth();
