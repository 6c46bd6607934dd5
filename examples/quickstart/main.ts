import { App, TerraformStack } from 'cdktf';
import {
  Ec2Hosts,
  Ec2Image,
  Ec2KeyPair,
  Fleetwright,
  KubernetesCluster,
  SshHost,
  Workload,
} from 'fleetwright';
import { readFleet } from './fleet.js';

const { ec2, ssh, rack, replicas } = readFleet();

const app = new App();
const stack = new TerraformStack(app, 'quickstart');
new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: ssh.keyFile }, ec2 });

// What the machines on EC2 have in common. The SSH server of the sandbox's machines is on port 2222.
const machine = {
  image: Ec2Image.fromSsmParameter('/aws/service/debian/release/12/latest/amd64'),
  keyPair: new Ec2KeyPair(stack, 'operator', { publicKey: ssh.publicKey }),
  sshFrom: ['0.0.0.0/0'],
  sshPort: 2222,
};

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
    ...rack.map(({ name, ...access }) => new SshHost(stack, name, access)),
  ],
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
