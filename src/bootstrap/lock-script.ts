import { randomTag } from './random-tag';
import { printExactly, quote } from './shell-text';
import { stateFolder } from './script-runtime';

/** A holder that has given no sign of life for so long is gone. */
export const expirySeconds = 60;

export interface LockScript {
  readonly script: string;
  readonly tag: string;
}

/** `taken`, or `held AGE HOLDER` after waiting in vain; `held` is repeated, so that a script without reader dies. */
export function takeScript(name: string, token: string, holder: string, waitSeconds: number): LockScript {
  return lockScript(
    name,
    `
left=${String(waitSeconds)}
while :; do
  guard || return 1
  age=
  if [ -e "$lock" ]; then
    age=$(($(date +%s) - $(stat -c %Y "$lock")))
    # A clock that was set back must not keep a lock for ever.
    if [ "$age" -ge ${String(expirySeconds)} ] || [ "$age" -le -${String(expirySeconds)} ]; then age=; fi
  fi
  if [ -z "$age" ]; then
    {
      echo ${token}
      date -u +%Y-%m-%dT%H:%M:%SZ
      ${printExactly(holder)}
    } >"$lock.new" && mv -f "$lock.new" "$lock" && report taken
    return
  fi
  report "held $age $(od -An -v -tx1 "$lock" | tr -d ' \\n')"
  unguard
  left=$((left - 1))
  [ "$left" -ge 0 ] || return 0
  sleep 1
done
`,
  );
}

/** \`kept\`, or \`lost\` when somebody else has it by now. */
export function refreshScript(name: string, token: string): LockScript {
  return lockScript(
    name,
    `
[ -e "$lock" ] || { report lost; return; }
guard || return 1
if [ "$(sed -n 1p "$lock" 2>/dev/null)" = ${token} ]; then touch "$lock" && report kept; else report lost; fi
`,
  );
}

/** Leaves nothing on a host on which there is nothing else of ours. */
export function releaseScript(name: string, token: string): LockScript {
  return lockScript(
    name,
    `
[ -e "$lock" ] || { report released; return; }
guard || return 1
if [ "$(sed -n 1p "$lock" 2>/dev/null)" = ${token} ]; then
  rm -f "$lock" "$lock.guard"
  rmdir ${stateFolder}/lock ${stateFolder} 2>/dev/null || true
fi
report released
`,
  );
}

/** The file is read and written under a kernel lock of a moment, so that two who find it expired cannot both take it. */
function lockScript(name: string, body: string): LockScript {
  const tag = randomTag();
  return {
    tag,
    script: `
report() { printf '%s %s\\n' '${tag}' "$*"; }
umask 077
lock=${quote(`${stateFolder}/lock/${name}`)}
# Whoever gives the lock back removes the guard and the folders: what was waited for may be there no more.
guard() {
  attempt=0
  until mkdir -p ${stateFolder}/lock && chmod 0700 ${stateFolder} && command exec 9>"$lock.guard" &&
    flock 9 && [ "$lock.guard" -ef /proc/self/fd/9 ]; do
    attempt=$((attempt + 1))
    [ "$attempt" -lt 20 ] || return 1
  done
}
unguard() { flock -u 9; }
main() {${body}}
echo
main; exit
`,
  };
}
