import { readServiceDeclaration } from '../../bootstrap/recipes/service';
import { NodeTransport } from '../../drivers/http';
import { MesosApi } from '../../drivers/mesos';
import { messageOf } from '../../tfplugin';
import { runScript, ScriptError } from '../hosts/run-script';
import { dialThrough } from '../hosts/tunnels';
import type { HostReference, Session } from '../session';
import { isUnreachable, UnreachableClusterError } from '../unreachable';

const DEFAULT_PORT = 5050;

/** The masters of a cluster as resources hold them. */
export interface MastersReference {
  readonly masters: readonly HostReference[];
  /** The port that all listen at. Default: what each host says, or 5050. */
  readonly port?: number;
}

/** The operator API of the masters, over SSH to their hosts, for as long as `work` takes. */
export async function withMasters<T>(
  session: Session,
  { masters, port }: MastersReference,
  signal: AbortSignal,
  work: (api: MesosApi) => Promise<T>,
): Promise<T> {
  const urls =
    port === undefined
      ? await declaredUrls(session, masters, signal)
      : masters.map(({ address }) => masterUrl(address, port));
  const api = new MesosApi({
    masters: urls,
    source: `Mesos on ${masters.map(({ address }) => address).join(', ')}`,
    transport: new NodeTransport({
      openSocket: (address, at) => dialThrough(session, masters, address, at, signal),
    }),
  });
  try {
    return await work(api);
  } finally {
    await api.close();
  }
}

export function masterUrl(address: string, port: number): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${String(port)}`;
}

/** Masters may listen at different ports, which only their hosts know. */
async function declaredUrls(
  session: Session,
  masters: readonly HostReference[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const silent: string[] = [];
  const urls = await Promise.all(
    masters.map(async (host) => {
      try {
        const { shell } = await session.reach(host, 'running', signal);
        const text = await runScript(shell, readServiceDeclaration('mesos-master'), signal);
        return masterUrl(host.address, portIn(text) ?? DEFAULT_PORT);
      } catch (error) {
        if (signal.aborted || !(isUnreachable(error) || error instanceof ScriptError)) throw error;
        silent.push(messageOf(error));
        return undefined;
      }
    }),
  );
  const found = urls.filter((url) => url !== undefined);
  if (found.length > 0) return found;
  throw new UnreachableClusterError('no host of the masters answers SSH', silent.join('\n'), ['masters']);
}

function portIn(declaration: string): number | undefined {
  try {
    const { port } = JSON.parse(declaration) as { readonly port?: unknown };
    return typeof port === 'number' ? port : undefined;
  } catch {
    return undefined;
  }
}
