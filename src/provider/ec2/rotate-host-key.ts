import type { HostKeyPolicy } from '../../drivers/ssh';
import { parseHostKey } from '../../drivers/ssh/host-key';
import { DiagnosticError } from '../../tfplugin';
import type { Session } from '../session';

interface Login {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly credential: string;
}

/** Prints nothing but the new public key; the private one never leaves the machine. */
const ROTATE = `set -eu
umask 077
command -v ssh-keygen >/dev/null || { echo 'there is no ssh-keygen on the machine' >&2; exit 1; }
folder=$(mktemp -d /etc/ssh/fleetwright.XXXXXX)
trap 'rm -rf "$folder"' EXIT
ssh-keygen -q -t ed25519 -N '' -C '' -f "$folder/key" </dev/null >&2
chmod 0600 "$folder/key"
chmod 0644 "$folder/key.pub"
public=$(cut -d' ' -f1,2 "$folder/key.pub")
sync
mv -f "$folder/key.pub" /etc/ssh/ssh_host_ed25519_key.pub
mv -f "$folder/key" /etc/ssh/ssh_host_ed25519_key
if [ -d /run/systemd/system ]; then
  systemctl try-reload-or-restart ssh.service >&2 || systemctl try-reload-or-restart sshd.service >&2
elif [ -s /run/sshd.pid ]; then
  kill -HUP "$(cat /run/sshd.pid)"
fi
printf '%s\\n' "$public"
`;

/**
 * Logs in to a machine whose host key was given to it from outside, has it make one of its own, and sees that it
 * shows that one from then on.
 *
 * @returns the new key, to be pinned.
 */
export async function rotateHostKey(
  session: Session,
  login: Login,
  injected: string,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<string> {
  const before = await session.reachWith(login, pinned(injected), timeoutMs, signal);
  const { stdout } = await before.shell.run(ROTATE, { sudo: true, signal, timeoutMs: 60_000 });
  const made = stdout.trim();
  const { type } = parseHostKey(made);
  if (type !== 'ssh-ed25519') {
    throw new DiagnosticError(
      `${login.address} did not make an Ed25519 host key of its own`,
      `ssh-keygen made ${JSON.stringify(made)}`,
      ['host_key'],
    );
  }
  await session.reachWith(login, pinned(made), 'running', signal);
  return made;
}

function pinned(key: string): HostKeyPolicy {
  return { kind: 'pinned', keys: [key] };
}
