import type { Duplex } from 'node:stream';
import { messageOf } from '../../tfplugin';
import type { HostReference, Patience, Session } from '../session';
import { UnreachableClusterError } from '../unreachable';

/** Where what does not listen at its host's address may listen. */
export const LOOPBACK = '127.0.0.1';

/**
 * Dials a service over SSH: over the host whose address it has, or over the first of the hosts that gets there. A service
 * may listen at all addresses of its host, or at one of them.
 *
 * @throws UnreachableClusterError when no host gets there
 */
export async function dialThrough(
  session: Session,
  hosts: readonly HostReference[],
  address: string,
  port: number,
  signal: AbortSignal,
): Promise<Duplex> {
  const own = hosts.find((host) => host.address === address);
  if (own !== undefined) return dialOn(session, own, [address, LOOPBACK], port, signal);
  const reasons: string[] = [];
  for (const host of hosts) {
    try {
      return await dialOn(session, host, [address], port, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      reasons.push(messageOf(error));
    }
  }
  throw new UnreachableClusterError(
    `${address}:${String(port)} cannot be reached through any host`,
    reasons.length === 0 ? 'there is no host to reach it through' : reasons.join('\n'),
  );
}

/** Dials the first of several addresses of a host that something listens at. */
export async function dialOn(
  session: Session,
  host: HostReference,
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
  patience: Patience = 'running',
): Promise<Duplex> {
  const { connection } = await session.reach(host, patience, signal);
  let failure: unknown;
  for (const address of new Set(addresses)) {
    try {
      return await connection.openTunnel(address, port);
    } catch (error) {
      if (signal.aborted) throw error;
      failure ??= error;
    }
  }
  throw failure instanceof Error ? failure : new Error(`${host.address} has no address to dial`);
}
