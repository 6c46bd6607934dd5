import { sleep } from '../../drivers/abort';
import {
  listFrameworks,
  tasksOf,
  teardownFramework,
  type Framework,
  type MesosApi,
} from '../../drivers/mesos';
import { childrenOf, isNoNode, type ZookeeperSession } from '../../drivers/zookeeper';
import { messageOf, type Diagnostics } from '../../tfplugin';
import type { HostReference, Session } from '../session';
import { withMasters } from './masters-access';
import { removeZnodes } from './remove-znodes';
import { withZookeeper } from './zookeeper-access';

/** Masters see at once that a scheduler's connection is closed, and after a while that its host is gone. */
const DISCONNECT_MS = 60_000;
const POLL_MS = 1_000;

/** A Marathon whose last instance has ended. */
export interface EndedMarathon {
  readonly host: HostReference;
  readonly masters: readonly HostReference[];
  /** Where it kept what it knew. */
  readonly zookeeper: string;
  readonly framework_name: string;
}

/**
 * Tears down the framework of a Marathon, and removes what it kept in ZooKeeper, which would be there for ever. Its framework is
 * the one whose id it kept, because names are no more than names: two Marathons of one cluster have the same unless somebody
 * gave them others. One that still has tasks, or of which nobody says that it has none, stays with all it knows: a Marathon that
 * moves to another host finds them there.
 */
export async function endFramework(
  session: Session,
  marathon: EndedMarathon,
  { diagnostics, signal }: { readonly diagnostics: Diagnostics; readonly signal: AbortSignal },
): Promise<void> {
  const { host, masters, zookeeper: url, framework_name: name } = marathon;
  const via = [host, ...masters];
  try {
    const kept = await withZookeeper(session, via, url, signal, (zookeeper, path) =>
      keptIds(zookeeper, `${path}/state`),
    );
    const whyNot = await withMasters(session, { masters }, signal, async (api) => {
      const isOurs = ({ id }: Framework): boolean => id !== '' && kept.some((text) => text.includes(id));
      const [connected, ended] = await ourFrameworks(api, isOurs, signal);
      if (connected.length > 0) return 'it is connected: an instance of this Marathon runs somewhere.';
      const tasks = (await Promise.all(ended.map(({ id }) => tasksOf(api, id, { signal })))).flat();
      if (tasks.length > 0) return stillRuns(tasks);
      for (const { id } of ended) await teardownFramework(api, id, { signal });
      return undefined;
    });
    if (whyNot !== undefined) {
      warnOfFramework(diagnostics, name, whyNot);
      return;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    // It may have tasks, and whoever takes them over needs what it knew.
    warnOfFramework(diagnostics, name, messageOf(error));
    return;
  }
  await removeZnodes(session, { via, url, alive: () => true, folder: 'leader', diagnostics, signal });
}

const MOST_NAMED = 10;

function stillRuns(tasks: readonly string[]): string {
  const named = tasks.slice(0, MOST_NAMED).join(', ');
  const more = tasks.length > MOST_NAMED ? ` and ${String(tasks.length - MOST_NAMED)} more` : '';
  return `it has tasks: ${named}${more}. A Marathon at the same path of ZooKeeper takes them over.`;
}

export function warnOfFramework(diagnostics: Diagnostics, name: string, why: string): void {
  diagnostics.warn(
    ['masters'],
    `the framework "${name}" was not torn down`,
    `${why}\nIts tasks run on until its failover timeout, a week by default. To end them before, send TEARDOWN with its id to the operator API of the masters.`,
  );
}

/** Those that are connected, when they stay so, and those that are not. */
async function ourFrameworks(
  api: MesosApi,
  isOurs: (framework: Framework) => boolean,
  signal: AbortSignal,
): Promise<readonly [connected: readonly Framework[], ended: readonly Framework[]]> {
  const deadline = Date.now() + DISCONNECT_MS;
  for (;;) {
    const ours = (await listFrameworks(api, { signal })).filter(isOurs);
    const connected = ours.filter((framework) => framework.connected);
    if (connected.length === 0 || Date.now() > deadline) {
      return [connected, ours.filter((framework) => !framework.connected)];
    }
    await sleep(POLL_MS, signal);
  }
}

/**
 * What lies in the nodes in which a Marathon keeps the id of its framework: `framework-id` since 1.4, `framework:id` before. It is
 * protobuf, which has texts as they are.
 */
export async function keptIds(zookeeper: ZookeeperSession, state: string): Promise<readonly string[]> {
  const names = (await childrenOf(zookeeper, state)).filter((name) => name.startsWith('framework'));
  return (await Promise.all(names.map((name) => textsIn(zookeeper, `${state}/${name}`)))).flat();
}

async function textsIn(zookeeper: ZookeeperSession, path: string): Promise<readonly string[]> {
  const below = await childrenOf(zookeeper, path);
  const texts = await Promise.all(below.map((name) => textsIn(zookeeper, `${path}/${name}`)));
  try {
    return [await zookeeper.get(path), ...texts.flat()];
  } catch (error) {
    if (isNoNode(error)) return [];
    throw error;
  }
}
