import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { EngineLane } from '../lanes/engine-lane';
import type { Lane, LaneName } from '../lanes/lane';
import { TerraformLane } from '../lanes/terraform-lane';
import type { Group } from '../model/kind';
import { Premises } from './premises';
import { Run } from './run';
import { withScratchFolder } from './scratch-folder';
import { startWorld, stopWorld, type World } from './world';

export interface RunSettings {
  readonly seed: number;
  /** What the run is about. */
  readonly groups: readonly Group[];
  readonly lane: LaneName;
}

/** Does something in a world of its own, of which nothing is left. */
export function withRun<T>(
  premises: Premises,
  { seed, groups, lane: name }: RunSettings,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  return withScratchFolder(async (folder) => {
    const sandboxFolder = join(folder, 'sandbox');
    const world = await startWorld(premises, seed, groups, sandboxFolder);
    let lane: Lane | undefined;
    try {
      lane = await startLane(name, world, premises);
      return await work(new Run(world, lane, sandboxFolder, canaryOf(seed)));
    } finally {
      await lane?.dispose();
      await stopWorld(world);
    }
  });
}

/** For a test of what runs have found. */
export async function withOnlyRun<T>(settings: RunSettings, work: (run: Run) => Promise<T>): Promise<T> {
  const premises = new Premises();
  try {
    return await withRun(premises, settings, work);
  } finally {
    await premises.close();
  }
}

function startLane(name: LaneName, { provider }: World, { seat }: Premises): Promise<Lane> {
  return name === 'engine' ? Promise.resolve(new EngineLane(provider, seat)) : TerraformLane.start(provider);
}

function canaryOf(seed: number): string {
  return `canary-${createHash('sha256').update(String(seed)).digest('hex').slice(0, 24)}`;
}
