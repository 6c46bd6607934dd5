import type { HostShell } from './host-shell';
import { stateFolder } from './script-runtime';

/**
 * Removes the engine's own traces from a host that nothing is kept of any more. Does nothing while somebody
 * holds a lock, a restart is pending, or recipes keep records there.
 */
export async function forgetHost(
  shell: HostShell,
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  await shell.run(script, { sudo: true, timeoutMs: 60_000, ...options });
}

const script = `
state=${stateFolder}
[ -d "$state" ] || exit 0
exec 9>"$state/script.lock"
flock -n 9 || exit 0
kept=$(find "$state" -mindepth 1 ! -path "$state/lock" ! -name '*.guard' ! -path "$state/pending" \\
  ! -path "$state/script.lock" ! -path "$state/apt-lists" ! -path "$state/sums" | head -n 1)
if [ -z "$kept" ]; then rm -rf "$state"; fi
`;
