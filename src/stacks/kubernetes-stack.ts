import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { KubernetesCluster } from '../constructs/clusters/kubernetes-cluster';
import type { KubernetesSettings, WorkerSettings } from '../constructs/clusters/kubernetes-settings';
import { Fleetwright, type FleetwrightProps } from '../constructs/fleetwright';
import { Hosts } from '../constructs/hosts/host';
import { SshHost, type SshHostProps } from '../constructs/hosts/ssh-host';

/** A machine of a `KubernetesStack`. */
export interface MachineProps extends SshHostProps {
  /** Its construct id, part of the address of its resources in the state: another name is another machine. */
  readonly name: string;
}

/** A worker machine of a `KubernetesStack`. */
export interface WorkerMachineProps extends MachineProps, WorkerSettings {}

/** Props of `KubernetesStack`. */
export interface KubernetesStackProps extends KubernetesSettings, FleetwrightProps {
  /** An odd number of machines; the cluster is made on the first one, so keep that one first. */
  readonly controlPlane: MachineProps[];
  /** @default none */
  readonly workers?: WorkerMachineProps[];
}

/**
 * Machines and the cluster on them in one stack. Add workloads to the stack, or give its `cluster` to
 * those of another.
 *
 * @example
 * const stack = new KubernetesStack(app, 'prod', {
 *   ssh: { keyFile: '~/.ssh/id_ed25519' },
 *   version: '1.34.4',
 *   controlPlane: [{ name: 'master', address: '10.0.0.10', hostKey: 'ssh-ed25519 AAAA…' }],
 *   workers: [{ name: 'worker-1', address: '10.0.0.11', hostKey: 'ssh-ed25519 AAAA…' }],
 * });
 */
export class KubernetesStack extends TerraformStack {
  public readonly cluster: KubernetesCluster;

  constructor(scope: Construct, id: string, props: KubernetesStackProps) {
    super(scope, id);
    const { ssh, sshCredentials, kubeconfigs, marathonLogins, ec2, ec2Configurations, ...others } = props;
    const { azure, azureConfigurations, ...cluster } = others;
    const { controlPlane, workers = [], ...settings } = cluster;
    new Fleetwright(this, 'fleetwright', {
      ...(ssh && { ssh }),
      ...(sshCredentials && { sshCredentials }),
      ...(kubeconfigs && { kubeconfigs }),
      ...(marathonLogins && { marathonLogins }),
      ...(ec2 && { ec2 }),
      ...(ec2Configurations && { ec2Configurations }),
      ...(azure && { azure }),
      ...(azureConfigurations && { azureConfigurations }),
    });
    this.cluster = new KubernetesCluster(this, 'cluster', {
      ...settings,
      controlPlane: Hosts.of(...controlPlane.map(({ name, ...machine }) => new SshHost(this, name, machine))),
    });
    for (const { name, labels, taints, ...machine } of workers) {
      this.cluster.addWorkers(name, new SshHost(this, name, machine), {
        ...(labels && { labels }),
        ...(taints && { taints }),
      });
    }
  }
}
