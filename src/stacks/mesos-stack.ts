import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { MesosCluster, type MesosClusterProps } from '../constructs/clusters/mesos-cluster';
import type { AgentSettings, MesosSettings } from '../constructs/clusters/mesos-settings';
import { Fleetwright, type FleetwrightProps } from '../constructs/fleetwright';
import { given } from '../constructs/given';
import { Hosts } from '../constructs/hosts/host';
import { SshHost } from '../constructs/hosts/ssh-host';
import type { MachineProps } from './kubernetes-stack';

/** A machine of a `MesosStack` that runs tasks. */
export interface AgentMachineProps extends MachineProps, AgentSettings {}

/** Props of `MesosStack`. */
export interface MesosStackProps extends MesosSettings, FleetwrightProps {
  /** An odd number of machines. */
  readonly masters: MachineProps[];
  /** @default none */
  readonly agents?: AgentMachineProps[];
  /**
   * One, three or five machines of ZooKeeper.
   *
   * @default the masters
   */
  readonly zookeeper?: MachineProps[];
  /**
   * Machines of Marathon.
   *
   * @default the masters
   */
  readonly marathon?: MachineProps[];
}

/**
 * Machines and the Mesos cluster on them in one stack. Add apps to the stack, or give its `cluster` to those of another.
 *
 * @example
 * const stack = new MesosStack(app, 'prod', {
 *   ssh: { keyFile: '~/.ssh/id_ed25519' },
 *   packages: { mesos: source, marathon: source },
 *   masters: [{ name: 'master-1', address: '10.0.0.10', hostKey: 'ssh-ed25519 AAAA…' }],
 *   agents: [{ name: 'agent-1', address: '10.0.0.11', hostKey: 'ssh-ed25519 AAAA…', attributes: { rack: 'r1' } }],
 * });
 */
export class MesosStack extends TerraformStack {
  public readonly cluster: MesosCluster;

  constructor(scope: Construct, id: string, props: MesosStackProps) {
    super(scope, id);
    const { ssh, sshCredentials, kubeconfigs, marathonLogins, ec2, ec2Configurations, ...others } = props;
    const { azure, azureConfigurations, ...cluster } = others;
    const { masters, agents = [], zookeeper, marathon, ...settings } = cluster;
    new Fleetwright(
      this,
      'fleetwright',
      given<FleetwrightProps>({
        ssh,
        sshCredentials,
        kubeconfigs,
        marathonLogins,
        ec2,
        ec2Configurations,
        azure,
        azureConfigurations,
      }),
    );
    const machines = (all: MachineProps[]): Hosts =>
      Hosts.of(...all.map(({ name, ...machine }) => new SshHost(this, name, machine)));
    this.cluster = new MesosCluster(
      this,
      'cluster',
      given<MesosClusterProps>({
        ...settings,
        masters: machines(masters),
        zookeeper: zookeeper && machines(zookeeper),
        marathon: marathon && machines(marathon),
      }),
    );
    for (const { name, attributes, resources, region, zone, isolation, flags, ...machine } of agents) {
      this.cluster.addAgents(
        name,
        new SshHost(this, name, machine),
        given<AgentSettings>({ attributes, resources, region, zone, isolation, flags }),
      );
    }
  }
}
