import { statfsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import type { HostResources } from './agent/settings';

const MEGABYTE = 1024 * 1024;
/** What is left to the computer itself. */
const MEMORY_LEFT_MEGABYTES = 1024;
const DISK_LEFT_MEGABYTES = 5 * 1024;

/** What an agent offers of this computer: what is left when it has kept some for itself, or half of very little. */
export function thisHost(workDir: string): HostResources {
  const memory = Math.floor(totalmem() / MEGABYTE);
  const disk = diskMegabytes(workDir);
  return {
    cpus: availableParallelism(),
    memoryMegabytes:
      memory > 2 * MEMORY_LEFT_MEGABYTES ? memory - MEMORY_LEFT_MEGABYTES : Math.floor(memory / 2),
    diskMegabytes: disk > 2 * DISK_LEFT_MEGABYTES ? disk - DISK_LEFT_MEGABYTES : Math.floor(disk / 2),
  };
}

function diskMegabytes(folder: string): number {
  try {
    const { bsize, blocks } = statfsSync(folder);
    return Math.floor((bsize * blocks) / MEGABYTE);
  } catch {
    return folder === dirname(folder) ? 0 : diskMegabytes(dirname(folder));
  }
}
