import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { EngineLane } from '../lanes/engine-lane';
import type { Lane, LaneName } from '../lanes/lane';
import { TerraformLane } from '../lanes/terraform-lane';
import type { Group } from '../model/kind';
import { Run } from './run';
import { withScratchFolder } from './scratch-folder';
import { startWorld, stopWorld, type World } from './world';

export interface RunSettings {
  readonly seed: number;
  readonly group: Group;
  readonly lane: LaneName;
}

/** Does something in a world of its own, of which nothing is left. Tests of what a run has found begin here as well. */
export function withRun<T>(
  { seed, group, lane: name }: RunSettings,
  work: (run: Run) => Promise<T>,
): Promise<T> {
  return withScratchFolder(async (folder) => {
    const sandboxFolder = join(folder, 'sandbox');
    const world = await startWorld(seed, [group], sandboxFolder);
    let lane: Lane | undefined;
    try {
      lane = await startLane(name, world);
      return await work(new Run(world, lane, sandboxFolder, canaryOf(seed)));
    } finally {
      await lane?.dispose();
      await stopWorld(world);
    }
  });
}

function startLane(name: LaneName, { provider }: World): Promise<Lane> {
  return name === 'engine' ? Promise.resolve(new EngineLane(provider)) : TerraformLane.start(provider);
}

function canaryOf(seed: number): string {
  return `canary-${createHash('sha256').update(String(seed)).digest('hex').slice(0, 24)}`;
}
