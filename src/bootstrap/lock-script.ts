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
begin
left=${String(waitSeconds)}
while :; do
  guard
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
begin
guard
if [ "$(sed -n 1p "$lock" 2>/dev/null)" = ${token} ]; then touch "$lock" && report kept; else report lost; fi
`,
  );
}

export function releaseScript(name: string, token: string): LockScript {
  return lockScript(
    name,
    `
begin
guard
if [ "$(sed -n 1p "$lock" 2>/dev/null)" = ${token} ]; then rm -f "$lock"; fi
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
begin() {
  umask 077
  lock=${quote(`${stateFolder}/lock/${name}`)}
  mkdir -p ${stateFolder}/lock && chmod 0700 ${stateFolder} || return 1
  exec 9>"$lock.guard"
}
guard() { flock 9; }
unguard() { flock -u 9; }
main() {${body}}
echo
main; exit
`,
  };
}
