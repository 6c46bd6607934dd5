import { ensureBundle, ownPrograms } from './bundle';
import { ensureDebianMirror } from './debian-mirror';
import { ensureHostImage } from './host-image';
import { TestHosts } from './hosts';
import { ensureContainers, requireProgram } from './toolchain';

/** Everything the end-to-end tests need, made or found: seconds when the cache has it, about 20 minutes when it is empty. */
export async function prepareMachine(): Promise<void> {
  await prepareSuite('kubernetes');
  await prepareSuite('mesos');
}

/** What the suite of one kind of cluster needs; what it needs of the build is made when that is there. */
export async function prepareSuite(suite: 'kubernetes' | 'mesos'): Promise<void> {
  requireProgram('go');
  requireProgram('terraform');
  await ensureContainers();
  await ensureHostImage();
  if (suite === 'kubernetes') {
    await ensureBundle();
  } else {
    await ensureDebianMirror();
    await ownPrograms();
  }
}

/** Removes hosts whose test process is gone, as after an interrupt. */
export async function removeStaleHosts(): Promise<void> {
  await TestHosts.removeStale();
}
