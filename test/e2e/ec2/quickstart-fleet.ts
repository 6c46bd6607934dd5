import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
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

  /** Writes fleet.json: with all machines of the rack, unless told otherwise. */
  declare(replicas: number, racked: (name: string) => boolean = () => true): void {
    const { ec2, sshKeyFile: keyFile, sshPublicKey: publicKey } = this.sandbox;
    const { region, endpoint } = ec2;
    const rack = this.sandbox
      .rackMachines()
      .filter(({ name }) => racked(name))
      .map(({ name, address, port, user, hostKey }) => ({ name, address, port, user, hostKey }));
    const fleet = { ec2: { region, endpoint }, ssh: { keyFile, publicKey }, rack, replicas };
    writeFileSync(join(this.folder, 'fleet.json'), JSON.stringify(fleet));
  }

  /** A resource as the state has it. @param name as {@link named} gives it */
  async resource(name: string): Promise<{ readonly id: string; readonly address: string }> {
    const { output } = await this.terraform('show', '-json', '-no-color');
    const { values } = JSON.parse(output) as {
      values: { root_module: { resources: { address: string; values: { id?: string } }[] } };
    };
    const found = values.root_module.resources.find(({ address }) => named([address]).join() === name);
    if (found === undefined) throw new Error(`"${name}" is not in the state`);
    return { address: found.address, id: found.values.id ?? '' };
  }
}

/** Behind the back of whoever manages it. Resolves when it is gone. */
export async function terminate(sandbox: Sandbox, id: string): Promise<void> {
  const { endpoint, region, accessKeyId, secretAccessKey } = sandbox.ec2;
  const client = new EC2Client({ endpoint, region, credentials: { accessKeyId, secretAccessKey } });
  await client.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  client.destroy();
  await eventually(async () => !alive(await sandbox.inventory()).includes(id));
}

/** The test's own deadline ends the wait. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
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

/** Resource addresses without the digits by which cdktf tells them apart. */
export function named(addresses: readonly string[]): readonly string[] {
  return addresses.map((address) => address.replace(/^fleetwright_/, '').replace(/_[0-9A-F]{8}$/, '')).sort();
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
