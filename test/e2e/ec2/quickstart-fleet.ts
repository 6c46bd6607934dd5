import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import type { Inventory, Sandbox } from '../../../src/sandbox';
import { CdktfProject } from '../cdktf-project';
import { eventually, named } from '../fleet-condition';

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

/** Instances that cost money. */
export function alive({ ec2 }: Inventory): readonly string[] {
  return ec2.instances
    .filter(({ state }) => state !== 'terminated' && state !== 'shutting-down')
    .map(({ id }) => id)
    .sort();
}
