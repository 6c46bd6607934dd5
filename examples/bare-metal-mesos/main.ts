import { App, TerraformOutput, TerraformStack } from 'cdktf';
import { Fleetwright, Hosts, MarathonApp, MesosCluster, SshHost } from 'fleetwright';
import { type Machine, readFleet } from './fleet.js';
import { marathonLogins, secured } from './secrets.js';

const fleet = readFleet();

const app = new App();
const stack = new TerraformStack(app, 'bare-metal');
new Fleetwright(stack, 'fleetwright', {
  ssh: { keyFile: fleet.ssh.keyFile },
  ...(fleet.secured === true ? { marathonLogins } : {}),
});

const host = ({ name, address, hostKey, port }: Machine): SshHost =>
  new SshHost(stack, name, {
    address,
    hostKey,
    user: fleet.ssh.user,
    ...(port === undefined ? {} : { port }),
  });

const cluster = new MesosCluster(stack, 'mesos', {
  ...fleet.mesos,
  ...(fleet.secured === true ? secured(stack) : {}),
  masters: Hosts.of(...fleet.masters.map(host)),
});
for (const agent of fleet.agents) cluster.addAgents(agent.name, host(agent), agent.settings);

new MarathonApp(stack, 'web', { cluster, definition: fleet.web, ...fleet.deployment });

new TerraformOutput(stack, 'zookeeper', { value: cluster.zookeeperUrl });
new TerraformOutput(stack, 'marathon', { value: `http://${fleet.masters[0]?.address ?? ''}:8080/` });
app.synth();
