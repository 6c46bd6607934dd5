import { isNoNode, ZookeeperError } from './errors';
import type { ZookeeperSession } from './session';

/** Removes a node and all below it; nothing happens when it is gone. */
export async function removeTree(session: ZookeeperSession, path: string): Promise<void> {
  if (path === '/' || path === '/zookeeper') {
    throw new ZookeeperError(
      'other',
      `zookeeper: "${path}" holds what is not one service's; it is not removed`,
    );
  }
  for (;;) {
    const names = await childrenOf(session, path);
    for (const name of names) await removeTree(session, `${path}/${name}`);
    try {
      await session.remove(path);
      return;
    } catch (error) {
      if (isNoNode(error)) return;
      // Somebody made a node in it meanwhile.
      if (!(error instanceof ZookeeperError) || error.kind !== 'not-empty') throw error;
    }
  }
}

/** Empty for a node that is not there. */
export async function childrenOf(session: ZookeeperSession, path: string): Promise<readonly string[]> {
  try {
    return await session.children(path);
  } catch (error) {
    if (isNoNode(error)) return [];
    throw error;
  }
}
