import { within } from './patience';
import type { Sessions } from './sessions';
import { shellCommand } from './shell';

/** Longer than the script below takes in the worst case. */
const PATIENCE_MS = 15_000;

/** Asks the group to end and kills what is left after five seconds, which nothing can refuse. */
const STOP = [
  'g=$1',
  'kill -s TERM -- "-$g" 2>/dev/null || exit 0',
  'n=0',
  'while [ "$n" -lt 50 ] && kill -s 0 -- "-$g" 2>/dev/null; do n=$((n + 1)); sleep 0.1 2>/dev/null || sleep 1; done',
  'kill -s KILL -- "-$g" 2>/dev/null',
  'exit 0',
].join('; ');

/** Ends a process group on the host over a session of its own; false when that could not be made sure. */
export async function stopProcessGroup(sessions: Sessions, group: number, asRoot: boolean): Promise<boolean> {
  try {
    return (await within(PATIENCE_MS, stop(sessions, group, asRoot))) ?? false;
  } catch {
    return false; // the link is lost or the host gives no session: the caller says that the outcome is open
  }
}

async function stop(sessions: Sessions, group: number, asRoot: boolean): Promise<boolean> {
  const ignore = { onStdout: () => undefined, onStderr: () => undefined };
  const session = await sessions.openUrgent(shellCommand(STOP, [String(group)], asRoot), ignore);
  session.stdin.end();
  return (await session.ended).exitCode === 0;
}
