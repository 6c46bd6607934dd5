import { join } from 'node:path';
import type { Sandbox } from '../../../src/sandbox';
import { DEFAULT_CONSISTENCY } from '../../../src/sandbox/ec2/options';
import { makeSshKeyPair } from '../../../src/sandbox/world/ssh-key-pair';
import type { EngineOptions } from '../engine/engine';
import { closeEc2Clients } from '../model/ec2-client';
import type { Group } from '../model/kind';
import { RACK } from '../model/rack';
import type { Premises } from './premises';

/** Simulated seconds per real second. Much faster, and what takes real time would run into simulated deadlines. */
const SPEED = 150;

/** How long EC2 may still show what was before a change, in real milliseconds, and as long again to be sure. */
export const SHOWN_LATE_MS = (2 * DEFAULT_CONSISTENCY.seconds * 1000) / SPEED;

const executable = join(__dirname, '../../../dist/provider/terraform-provider-fleetwright');

/** A sandbox of the run's own, as its seed has it, and how the provider reaches it. */
export interface World {
  readonly sandbox: Sandbox;
  readonly provider: EngineOptions;
  readonly publicKeys: readonly [string, string];
}

export async function startWorld(
  premises: Premises,
  seed: number,
  groups: readonly Group[],
  folder: string,
): Promise<World> {
  const sandbox = await premises.startSandbox({ seed, speed: SPEED, folder });
  if (groups.includes('kubernetes')) {
    await Promise.all(RACK.map((name) => sandbox.addRackMachine({ name })));
  }
  const { region, endpoint } = sandbox.ec2;
  const { subscriptionId, endpoint: azure } = sandbox.azure;
  const configuration = {
    ec2: { default: { region, endpoint, max_requests_per_second: 1000 } },
    azure: { default: { subscription_id: subscriptionId, endpoint: azure, max_requests_per_second: 1000 } },
    ssh_credentials: { default: { private_key_file: sandbox.sshKeyFile } },
  };
  const environment = { ...sandbox.environment(), AWS_PROFILE: '', TF_LOG: 'TRACE' };
  return { sandbox, provider: { executable, environment, configuration }, publicKeys: [key(), key()] };
}

export async function stopWorld({ sandbox }: World): Promise<void> {
  closeEc2Clients();
  await sandbox.stop();
}

function key(): string {
  return makeSshKeyPair('ed25519', 'somebody').public.trim();
}
