import { sleep } from '../../drivers/abort';
import { childrenOf, removeTree } from '../../drivers/zookeeper';
import { messageOf, type Diagnostics } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import { withZookeeper } from './zookeeper-access';

/** Sessions of programs that were stopped expire after 10 s; servers look every few seconds. */
const EXPIRY_MS = 40_000;

/**
 * Removes what a service had in ZooKeeper, once the last instance has ended. Nodes that live instances keep (`alive`) are
 * waited for: when some stay, somebody else uses the path.
 */
export async function removeZnodes(
  session: Session,
  options: {
    readonly via: readonly HostReference[];
    readonly url: string;
    /** Whether a node, by its path below that of the URL, is one that an instance keeps while it lives. */
    readonly alive: (path: string) => boolean;
    /** A folder of such nodes below the path: `leader`; the path itself when absent. */
    readonly folder?: string;
    readonly diagnostics: Diagnostics;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { via, url, alive, folder, diagnostics, signal } = options;
  try {
    await withZookeeper(session, via, url, signal, async (zookeeper, path) => {
      const watched = folder === undefined ? path : `${path}/${folder}`;
      const deadline = Date.now() + EXPIRY_MS;
      for (;;) {
        const living = (await childrenOf(zookeeper, watched)).filter(alive);
        if (living.length === 0) break;
        if (Date.now() > deadline) {
          diagnostics.warn(
            ['zookeeper'],
            `what is below ${path} in ZooKeeper was left there`,
            `somebody else keeps ${living.join(', ')} below ${watched}`,
          );
          return;
        }
        await sleep(1_000, signal);
      }
      await removeTree(zookeeper, path);
    });
  } catch (error) {
    if (signal.aborted) throw error;
    diagnostics.warn(
      ['zookeeper'],
      `what is in ZooKeeper at ${url.replace(/\/\/[^@/]*@/, '//')} was not removed`,
      messageOf(error),
    );
  }
}
