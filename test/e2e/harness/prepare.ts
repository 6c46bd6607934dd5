import { ensureBundle } from './bundle';
import { ensureHostImage } from './host-image';
import { TestHosts } from './hosts';
import { ensureContainers, requireProgram } from './toolchain';

/** Everything the end-to-end tests need, made or found: seconds when the cache has it, about 20 minutes when it is empty. */
export async function prepareMachine(): Promise<void> {
  requireProgram('go');
  requireProgram('terraform');
  await ensureContainers();
  await ensureHostImage();
  await ensureBundle();
}

/** Removes hosts whose test process is gone, as after an interrupt. */
export async function removeStaleHosts(): Promise<void> {
  await TestHosts.removeStale();
}
