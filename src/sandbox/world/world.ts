import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from './clock';
import { Faults } from './faults';
import { type AddressPlan, addressPlan } from './network';
import { SeededRandom } from './random';
import { Traffic } from './traffic';

/** What all stand-ins of one sandbox share. */
export interface World {
  readonly clock: Clock;
  readonly random: SeededRandom;
  readonly faults: Faults;
  readonly traffic: Traffic;
  /** Where the machines' disks are, and nothing that is still needed when the sandbox has stopped. */
  readonly folder: string;
  /** Which loopback addresses its machines have. */
  readonly addresses: AddressPlan;
  readonly log: (line: string) => void;
}

export interface WorldOptions {
  /** What random ids, tokens and faults follow from. @default 1 */
  readonly seed?: number | undefined;
  /** Simulated seconds per real second. @default 20 */
  readonly speed?: number | undefined;
  /** Made when it is not there. @default a new folder for temporary files */
  readonly folder?: string | undefined;
  /** @default the first plan, whether or not another sandbox uses it: see `reserveNetwork` */
  readonly addresses?: AddressPlan | undefined;
  /** @default nothing is logged */
  readonly log?: ((line: string) => void) | undefined;
}

export function createWorld(options: WorldOptions = {}): World {
  const random = new SeededRandom(options.seed ?? 1);
  return {
    clock: new Clock({ speed: options.speed }),
    random,
    faults: new Faults(random.stream('faults')),
    traffic: new Traffic(),
    folder: scratch(options.folder),
    addresses: options.addresses ?? addressPlan(0),
    log: options.log ?? (() => undefined),
  };
}

function scratch(folder: string | undefined): string {
  if (folder === undefined) return mkdtempSync(join(tmpdir(), 'fleetwright-sandbox-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
