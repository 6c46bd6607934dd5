import { EC2Client } from '@aws-sdk/client-ec2';
import type { Inventory, Sandbox } from '../../../src/sandbox';
import type { WorldObject } from './kind';

const clients = new Map<string, EC2Client>();

/** Somebody else's client of the sandbox's EC2. Faults hit it as well, so it tries more than once. */
export function ec2Of({ ec2 }: Sandbox): EC2Client {
  const { endpoint, region, accessKeyId, secretAccessKey } = ec2;
  const client =
    clients.get(endpoint) ??
    new EC2Client({ endpoint, region, maxAttempts: 3, credentials: { accessKeyId, secretAccessKey } });
  clients.set(endpoint, client);
  return client;
}

export function closeEc2Clients(): void {
  for (const client of clients.values()) client.destroy();
  clients.clear();
}

export function objectOf({ id, tags }: { id: string; tags: Readonly<Record<string, string>> }): WorldObject {
  return { id, owner: tags['fleetwright:owner'], mayBeMissing: tags['fleetwright:creating'] !== undefined };
}

/** Instances that cost money. */
export function living({ ec2 }: Inventory): Inventory['ec2']['instances'] {
  return ec2.instances.filter(({ state }) => state !== 'terminated' && state !== 'shutting-down');
}
