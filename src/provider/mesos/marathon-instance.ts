import { z } from 'zod';
import { sleep } from '../../drivers/abort';
import { NodeTransport } from '../../drivers/http';
import { DiagnosticError } from '../../tfplugin';
import { dialOn, LOOPBACK } from '../hosts/tunnels';
import type { HostReference, Session } from '../session';
import { masterUrl } from './masters-access';

/** A JVM starts slowly, and a new leader reads all apps from ZooKeeper first. */
const READY_MS = 300_000;
const POLL_MS = 1_000;
const LOOK_MS = 5_000;

/**
 * What one instance of Marathon says of itself.
 *
 * - `silent`: nothing answers.
 * - `leaderless`: it answers, and knows no leader.
 * - `following`, `leading`: it knows who leads.
 * - `guarded`: it asks for a login first.
 */
export interface InstanceStatus {
  readonly state: 'silent' | 'leaderless' | 'following' | 'leading' | 'guarded';
  readonly leader?: string;
}

const leaderAnswer = z.looseObject({ leader: z.string() });

export interface Instance {
  readonly host: HostReference;
  readonly http_port: number;
  readonly hostname: string | null;
}

/** Looks at one instance, over SSH to its host. */
export async function instanceStatus(
  session: Session,
  { host, http_port: port, hostname }: Instance,
  signal: AbortSignal,
): Promise<InstanceStatus> {
  const addresses = [host.address, LOOPBACK];
  const transport = new NodeTransport({
    openSocket: () => dialOn(session, host, addresses, port, signal),
  });
  try {
    const { status, body } = await transport.send({
      method: 'GET',
      url: `${masterUrl(host.address, port)}/v2/leader`,
      headers: { accept: 'application/json' },
      body: undefined,
      timeoutMs: LOOK_MS,
      signal,
    });
    if (status === 401 || status === 403) return { state: 'guarded' };
    if (status !== 200) return { state: 'leaderless' };
    const { leader } = leaderAnswer.parse(JSON.parse(body));
    const own = [hostname, host.address].map((name) => `${String(name)}:${String(port)}`);
    return { state: own.includes(leader) ? 'leading' : 'following', leader };
  } catch (error) {
    if (signal.aborted) throw error;
    return { state: 'silent' };
  } finally {
    await transport.close();
  }
}

/**
 * Waits until an instance serves: it leads, or knows who does.
 * @throws DiagnosticError when it does not
 */
export async function waitUntilServing(
  session: Session,
  instance: Instance,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    const { state } = await instanceStatus(session, instance, signal);
    if (state !== 'silent' && state !== 'leaderless') return;
    if (Date.now() > deadline) {
      throw new DiagnosticError(
        `Marathon on host ${instance.host.address} does not serve after ${String(READY_MS / 1000)} s`,
        `${state === 'silent' ? 'it does not answer HTTP' : 'it answers, and no instance leads'}. No other instance is changed before it does: see "journalctl -u marathon" on the host, then apply again`,
        ['host'],
      );
    }
    await sleep(POLL_MS, signal);
  }
}
