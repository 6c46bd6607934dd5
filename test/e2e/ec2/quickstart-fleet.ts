import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterSummary, Inventory, Sandbox } from '../../../src/sandbox';
import { CdktfProject } from '../cdktf-project';

/** `examples/quickstart`, copied as a user copies it, on a sandbox of the test's own. */
export class QuickstartFleet extends CdktfProject {
  constructor(private readonly sandbox: Sandbox) {
    super('quickstart', 'quickstart', {
      AWS_PROFILE: '',
      ...sandbox.environment(),
    });
  }

  /** Writes fleet.json. */
  declare(replicas: number): void {
    const { ec2, sshKeyFile: keyFile, sshPublicKey: publicKey } = this.sandbox;
    const { region, endpoint } = ec2;
    const rack = this.sandbox
      .rackMachines()
      .map(({ name, address, port, user, hostKey }) => ({ name, address, port, user, hostKey }));
    const fleet = { ec2: { region, endpoint }, ssh: { keyFile, publicKey }, rack, replicas };
    writeFileSync(join(this.folder, 'fleet.json'), JSON.stringify(fleet));
  }
}

/** Instances that cost money. */
export function alive({ ec2 }: Inventory): readonly string[] {
  return ec2.instances
    .filter(({ state }) => state !== 'terminated' && state !== 'shutting-down')
    .map(({ id }) => id)
    .sort();
}

export function onlyCluster({ clusters }: Inventory): ClusterSummary {
  const [cluster, ...others] = clusters;
  if (cluster === undefined || others.length > 0)
    throw new Error(`there are ${String(clusters.length)} clusters`);
  return cluster;
}

/** What a cluster comes to: its nodes that are ready, those that are not, and the app. */
export function condition(inventory: Inventory): {
  readonly ready: number;
  readonly notReady: readonly string[];
  readonly web: string;
} {
  const { nodes, deployments } = onlyCluster(inventory);
  const web = deployments.find(({ name }) => name === 'web');
  return {
    ready: nodes.filter(({ ready }) => ready).length,
    notReady: nodes.filter(({ ready }) => !ready).map(({ name }) => name),
    web: web === undefined ? 'none' : `${String(web.ready)}/${String(web.replicas)}`,
  };
}
