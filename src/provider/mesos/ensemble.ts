import { sleep } from '../../drivers/abort';
import { isServing, serverStatus, type ServerStatus } from '../../drivers/zookeeper';
import { DiagnosticError, type Applied } from '../../tfplugin';
import { dialOn, LOOPBACK } from '../hosts/tunnels';
import type { zookeeperNodeSchema } from '../schemas/zookeeper-node';
import type { HostReference, Session } from '../session';

type Node = Applied<typeof zookeeperNodeSchema>;
type Member = Pick<Node, 'host' | 'peers' | 'ensemble' | 'server_id' | 'client_port'>;

/** How long a member may take to be back in its ensemble: an election, and what it missed meanwhile. */
const BACK_MS = 120_000;
const POLL_MS = 1_000;

/** What is not to be changed at two places at once. */
export function ensembleKey({ ensemble, client_port }: Pick<Node, 'ensemble' | 'client_port'>): string {
  const addresses = ensemble.map(({ address }) => address).sort();
  // Of an ensemble that grows or shrinks, the first member stays the same in all but odd cases.
  return `zookeeper ${addresses[0] ?? ''}:${String(client_port)}`;
}

/** What this node itself says. */
export function ownStatus(session: Session, node: Member, signal: AbortSignal): Promise<ServerStatus> {
  const own = node.ensemble.find(({ server_id }) => server_id === node.server_id)?.address;
  return statusOn(
    session,
    node.host,
    [...(own === undefined ? [] : [own]), node.host.address],
    node.client_port,
    signal,
  );
}

/** What the other members say. */
export function peerStatuses(
  session: Session,
  { host, peers, client_port }: Member,
  signal: AbortSignal,
): Promise<readonly ServerStatus[]> {
  const others = peers.filter(({ address, port }) => address !== host.address || port !== host.port);
  return Promise.all(others.map((peer) => statusOn(session, peer, [peer.address], client_port, signal)));
}

function statusOn(
  session: Session,
  host: HostReference,
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<ServerStatus> {
  return serverStatus(() => dialOn(session, host, [...addresses, LOOPBACK], port, signal), { signal });
}

/**
 * Waits until this node serves, if there are enough members that run for a quorum: of a new ensemble the first ones
 * cannot.
 * @throws DiagnosticError when it does not come back
 */
export async function waitUntilBack(session: Session, node: Member, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + BACK_MS;
  for (;;) {
    const own = await ownStatus(session, node, signal);
    if (isServing(own)) return;
    const running = (await peerStatuses(session, node, signal)).filter(
      ({ mode }) => mode !== 'silent',
    ).length;
    const quorum = Math.floor(node.ensemble.length / 2) + 1;
    if (own.mode !== 'silent' && running + 1 < quorum) return;
    if (Date.now() > deadline) {
      throw new DiagnosticError(
        `the ZooKeeper on host ${node.host.address} did not come back into its ensemble within ${String(BACK_MS / 1000)} s`,
        `it is ${own.mode}${own.detail === undefined ? '' : ` (${own.detail})`}, and ${String(running)} of ${String(node.ensemble.length - 1)} other members run. No other member is changed before it is back: see "journalctl -u zookeeper" on the host, then apply again`,
        ['host'],
      );
    }
    await sleep(POLL_MS, signal);
  }
}

/**
 * Whether a new member may start. A member that was alone so far must know of the others first: they would make a
 * quorum of their own, with nothing in it, and it would lose what it has to them.
 */
export async function mayJoin(session: Session, node: Member, signal: AbortSignal): Promise<boolean> {
  const peers = await peerStatuses(session, node, signal);
  return peers.every(({ mode }) => mode !== 'standalone');
}

/**
 * Whether a member may take over an ensemble that has grown: new members start first, because with the old ones alone
 * a restarted one would find no quorum of the larger ensemble. One that was alone does not wait: see {@link mayJoin}.
 */
export async function othersHaveJoined(
  session: Session,
  node: Member,
  signal: AbortSignal,
): Promise<boolean> {
  return (await peerStatuses(session, node, signal)).every(({ mode }) => mode !== 'silent');
}
