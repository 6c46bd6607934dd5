import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Fleetwright, Hosts, KubernetesCluster, ServiceType, SshHost, Workload } from 'fleetwright';
import { type Machine, readFleet } from './fleet.js';

const fleet = readFleet();

const app = new App();
const stack = new TerraformStack(app, 'bare-metal');
new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: fleet.ssh.keyFile } });

const host = ({ name, ...machine }: Machine): SshHost =>
  new SshHost(stack, name, { ...machine, user: fleet.ssh.user });

const cluster = new KubernetesCluster(stack, 'k8s', {
  ...fleet.kubernetes,
  controlPlane: Hosts.of(...fleet.controlPlane.map(host)),
  workers: fleet.workers.map(host),
});

const { port, nodePort, readinessPath, ...web } = fleet.web;
new Workload(stack, 'web', {
  ...web,
  cluster,
  ports: [{ name: 'http', port, nodePort }],
  service: ServiceType.NODE_PORT,
  health: { readiness: { httpGet: readinessPath } },
});

new TerraformOutput(stack, 'api', { value: cluster.endpoint });
new TerraformOutput(stack, 'url', { value: `http://${fleet.controlPlane[0]?.address ?? ''}:${nodePort}/` });
app.synth();
