import { z } from 'zod';
import { sleep } from '../../drivers/abort';
import { NodeTransport } from '../../drivers/http';
import { findAgent, isMesosError, MesosApi, reactivateAgent, type Agent } from '../../drivers/mesos';
import { DiagnosticError } from '../../tfplugin';
import { dialOn, LOOPBACK } from '../hosts/tunnels';
import type { HostReference, Session } from '../session';
import { masterUrl } from './masters-access';

/** Registration itself takes a second; a master that was just elected lets agents come back one by one. */
const REGISTRATION_MS = 180_000;
const POLL_MS = 1_000;

const agentState = z.looseObject({ id: z.string().optional() });

export interface AgentPlace {
  readonly host: HostReference;
  readonly port: number;
  readonly ip: string | null;
}

/** The id by which an agent knows itself; undefined before it has registered, or when it does not answer. */
export async function ownAgentId(
  session: Session,
  { host, port, ip }: AgentPlace,
  signal: AbortSignal,
): Promise<string | undefined> {
  const url = masterUrl(host.address, port);
  const addresses = [...(ip === null ? [] : [ip]), host.address, LOOPBACK];
  const api = new MesosApi({
    masters: [url],
    source: `Mesos agent on ${host.address}`,
    transport: new NodeTransport({ openSocket: () => dialOn(session, host, addresses, port, signal) }),
  });
  try {
    const { id } = await api.ask(url, '/state', agentState, { signal, timeoutMs: 5_000 });
    return id === undefined || id === '' ? undefined : id;
  } catch (error) {
    if (signal.aborted || !isMesosError(error)) throw error;
    return undefined;
  } finally {
    await api.close();
  }
}

/**
 * Waits until an agent is registered with the leading master and its resources are offered, which they are again after a
 * drain that was gone through with.
 *
 * @param former Ids that it must not have any more.
 * @returns its id
 * @throws DiagnosticError when it does not register
 */
export async function waitUntilRegistered(
  session: Session,
  api: MesosApi,
  place: AgentPlace,
  former: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const deadline = Date.now() + REGISTRATION_MS;
  for (;;) {
    const id = await ownAgentId(session, place, signal);
    const agent = id === undefined || former.includes(id) ? undefined : await findAgent(api, id, { signal });
    if (id !== undefined && agent?.presence === 'registered') {
      if (agent.active && !agent.deactivated) return id;
      if (agent.drain !== 'DRAINING') await reactivateAgent(api, id, { signal });
    }
    if (Date.now() > deadline) {
      throw new DiagnosticError(
        `the agent on host ${place.host.address} did not register within ${String(REGISTRATION_MS / 1000)} s`,
        `${whyNot(id, agent)}. See "journalctl -u mesos-agent" on the host, then apply again`,
        ['host'],
      );
    }
    await sleep(POLL_MS, signal);
  }
}

function whyNot(id: string | undefined, agent: Agent | undefined): string {
  if (id === undefined) return 'it does not answer, or has no id yet';
  if (agent === undefined) return `the masters do not know agent ${id}`;
  if (agent.presence === 'recovered') return `the masters wait for agent ${id} to come back`;
  return `agent ${id} is ${agent.drain === 'none' ? 'deactivated' : agent.drain}`;
}

/** What the masters say of an agent that is not as declared. */
export async function agentDrift(
  api: MesosApi,
  id: string | undefined,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (id === undefined) return ['the agent is not registered with the leading master'];
  const agent = await findAgent(api, id, { signal });
  if (agent === undefined || agent.presence === 'recovered')
    return [`agent ${id} is not registered with the leading master`];
  if (agent.deactivated)
    return [`agent ${id} is ${agent.drain === 'none' ? 'deactivated' : `deactivated (${agent.drain})`}`];
  return [];
}
