import { asError, reasonOf } from '../abort';
import type { Dial } from './dial';

/**
 * What a server says of itself.
 *
 * - `leader`, `follower`, `standalone`: it serves.
 * - `waiting`: it runs, and takes part in no quorum.
 * - `silent`: nothing listens, or nothing that answers.
 */
export interface ServerStatus {
  readonly mode: 'leader' | 'follower' | 'standalone' | 'waiting' | 'silent';
  /** Why it is silent. */
  readonly detail?: string;
}

/** Asks with the four letters that servers answer without being told to: https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_4lw */
export async function serverStatus(
  dial: Dial,
  { signal, timeoutMs = 5_000 }: { readonly signal: AbortSignal; readonly timeoutMs?: number },
): Promise<ServerStatus> {
  try {
    const answer = await fourLetters(dial, 'srvr', AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    const mode = /^Mode: (\w+)$/m.exec(answer)?.[1];
    if (mode === 'leader' || mode === 'follower' || mode === 'standalone') return { mode };
    return answer.trim() === '' ? { mode: 'silent', detail: 'it answers nothing' } : { mode: 'waiting' };
  } catch (error) {
    if (signal.aborted) throw error;
    return { mode: 'silent', detail: asError(error).message };
  }
}

export function isServing({ mode }: ServerStatus): boolean {
  return mode === 'leader' || mode === 'follower' || mode === 'standalone';
}

async function fourLetters(dial: Dial, word: string, signal: AbortSignal): Promise<string> {
  const socket = await dial();
  const chunks: Buffer[] = [];
  return await new Promise<string>((resolve, reject) => {
    const end = (error?: unknown): void => {
      signal.removeEventListener('abort', abort);
      socket.destroy();
      if (error === undefined) resolve(Buffer.concat(chunks).toString('utf8'));
      else reject(asError(error));
    };
    const abort = (): void => {
      end(reasonOf(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.once('error', end);
    socket.once('end', () => {
      end();
    });
    socket.once('close', () => {
      end();
    });
    socket.write(word);
  });
}
