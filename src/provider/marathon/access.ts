import { NodeTransport, withBackoff, type Login } from '../../drivers/http';
import { isMarathonError, MarathonApi, restartMs } from '../../drivers/marathon';
import { messageOf } from '../../tfplugin';
import { dialOn, LOOPBACK } from '../hosts/tunnels';
import type { HostReference, Session } from '../session';
import type { Purpose } from '../shared-apis';
import { isUnreachable, UnreachableClusterError } from '../unreachable';
import { readLogin } from './login';

/** A Marathon as apps and groups hold it. */
export interface MarathonReference {
  readonly hosts: readonly HostReference[] | null;
  readonly port: number;
  readonly url: string | null;
  readonly login: string | null;
}

/**
 * A Marathon's API: through SSH to one of its hosts, or at a URL. All who name it alike share it; the session closes it.
 * @throws DiagnosticError, UnreachableClusterError, MarathonError
 */
export function accessMarathon(
  session: Session,
  { hosts, port, url, login }: MarathonReference,
  purpose: Purpose,
  signal: AbortSignal,
): Promise<MarathonApi> {
  const marathon = { hosts, port, url, login };
  return session.marathonApis.get(
    marathon,
    (lasting) => connect(session, marathon, lasting),
    purpose,
    signal,
  );
}

/**
 * As {@link accessMarathon}, for a change that is better done with Marathon than without: where its instances restart in
 * this very run, it is waited for as long as deployments wait. One that did not come back is not waited for again.
 *
 * @param timeoutMs how long the change may take at most
 */
export async function accessRestartingMarathon(
  session: Session,
  marathon: MarathonReference,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<MarathonApi> {
  const name = nameOf(marathon);
  try {
    return await withBackoff(() => accessMarathon(session, marathon, 'change', signal), {
      forMs: Math.min(timeoutMs, restartMs),
      signal,
      mayPass: (error) => isMarathonSilent(error) && !session.lostMarathons.has(name),
    });
  } catch (error) {
    if (!signal.aborted && isMarathonSilent(error)) session.lostMarathons.add(name);
    throw error;
  }
}

/** Whether Marathon gave no answer, as opposed to one we do not like. An instance without a leader has none. */
export function isMarathonSilent(error: unknown): boolean {
  return isUnreachable(error) || isMarathonError(error, 'unreachable', 'no-leader');
}

/** How errors name it before it is reached. */
export function nameOf({ hosts, url }: Pick<MarathonReference, 'hosts' | 'url'>): string {
  return url === null
    ? `Marathon on ${(hosts ?? []).map(({ address }) => address).join(', ')}`
    : `Marathon at ${url}`;
}

async function connect(
  session: Session,
  { hosts, port, url, login: name }: MarathonReference,
  signal: AbortSignal,
): Promise<MarathonApi> {
  const login = name === null ? undefined : await readLogin(session, name, ['access', 'login']);
  if (url !== null) {
    const source = `Marathon at ${url}`;
    return MarathonApi.connect({ url, transport: new NodeTransport(), source, ...given(login) }, { signal });
  }
  return throughHosts(session, hosts ?? [], port, login, signal);
}

/** For all but the last host: the next one may be well. */
const IMPATIENT_MS = 5_000;

async function throughHosts(
  session: Session,
  hosts: readonly HostReference[],
  port: number,
  login: Login | undefined,
  signal: AbortSignal,
): Promise<MarathonApi> {
  const silence: string[] = [];
  for (const [index, host] of hosts.entries()) {
    const retry = index < hosts.length - 1 ? { retryMs: IMPATIENT_MS } : {};
    try {
      await session.reach(host, 'running', signal);
      // Over the connection of the moment: one that is lost while something is waited for is made again. Where Marathon
      // redirects to another instance, that one is dialled from here.
      const transport = new NodeTransport({
        openSocket: (to, at) =>
          dialOn(session, host, to === host.address ? [to, LOOPBACK] : [to], at, signal, 'booting'),
      });
      const source = `Marathon through host ${host.address}`;
      const address = host.address.includes(':') ? `[${host.address}]` : host.address;
      return await MarathonApi.connect(
        { url: `http://${address}:${String(port)}`, transport, source, ...given(login) },
        { signal, ...retry },
      );
    } catch (error) {
      if (signal.aborted || !isMarathonSilent(error)) throw error;
      silence.push(messageOf(error));
    }
  }
  throw new UnreachableClusterError(
    'no host of Marathon answers for it',
    silence.length === 0 ? 'access.hosts is empty: name at least one host' : silence.join('\n'),
    ['access', 'hosts'],
  );
}

function given(login: Login | undefined): { readonly login?: Login } {
  return login === undefined ? {} : { login };
}
