/** Where the engine keeps what must outlive a run: pending restarts, locks, staged files. */
export const stateFolder = '/var/lib/fleetwright';

/** What both modes need: the report, and a way to run somebody's script without letting it read ours. */
export function sharedRuntime(tag: string): string {
  return `
state=${stateFolder}
nl='
'
# The report goes to a descriptor of its own; what commands print never gets there.
report() { printf '%s %s\\n' '${tag}' "$*" >&3; }
hex() { if [ -n "$1" ]; then printf '%s' "$1" | od -An -v -tx1 | tr -d ' \\n'; else printf -- -; fi; }
finish() { report "end $1"; exit 0; }
deviates() { reason="\${reason:+$reason; }$1"; }
abort() { report "abort $1"; exit 0; }

# limited SECONDS COMMAND...: kills the command with its children after so long. The descriptors of the
# report and of the lock stay outside, so that a daemon started by the command holds neither.
limited() {
  seconds=$1
  shift
  if command -v timeout >/dev/null 2>&1; then
    timeout -k 10 "$seconds" sh -c 'exec 3>&- 9>&-; exec "$@"' sh "$@" 3>&-
  else
    sh -c 'exec 3>&- 9>&-; exec "$@"' sh "$@" 3>&-
  fi
}
# ask SECONDS: runs the script that descriptor 8 reads, in the place of this shell. It starts nothing that stays.
ask() {
  exec 3>&- 9>&-
  if command -v timeout >/dev/null 2>&1; then exec timeout -k 10 "$1" sh /proc/self/fd/8; fi
  exec sh /proc/self/fd/8
}
# snippet SECONDS FLAGS: runs the script on standard input in a shell of its own, which has none.
snippet() { limited "$1" sh "\${2}c" 'snippet=$(cat); exec </dev/null; eval "$snippet"'; }

# Inode, size, and the times of content and inode: the same for as long as nobody writes to the file.
identity_format='%i:%s %y %z %n'
# remember_files PATH...: what is known of files and folders that are there, asked for at once. It holds until
# something is changed.
remember_files() {
  sums='' attributes='' known=$(cat "$state/sums" 2>/dev/null)$nl
  for path; do
    shift
    if [ -e "$path" ]; then set -- "$@" "$path"; fi
  done
  [ $# -gt 0 ] || return 0
  attributes=$(stat -L -c '%a %U:%G %u:%g %n' "$@")$nl
  for path; do
    shift
    if [ -f "$path" ] && [ ! -L "$path" ]; then set -- "$@" "$path"; fi
  done
  [ $# -gt 0 ] || return 0
  identities=$(stat -c "$identity_format" "$@")$nl
  for path; do
    shift
    if recall "$identities" " $path" && recall "$known" " $recalled $path"; then
      sums="$sums$recalled  $path$nl"
    else
      set -- "$@" "$path"
    fi
  done
  [ $# -eq 0 ] || sums="$sums$(sha256sum "$@")$nl"
}
forget_files() { sums='' attributes=''; }
# recall LIST END: sets \`recalled\` to how the line begins that ends so.
recall() {
  recalled=\${1%%"$2$nl"*}
  [ "$recalled" != "$1" ] || return 1
  recalled=\${recalled##*"$nl"}
}
`;
}

/** The walk of the check mode: every operation is asked, nothing is changed. */
export const checkRuntime = `
operation() {
  index=$1 reason=
  if "check_$index" 2>/dev/null; then
    report "$index ok"
  else
    report "$index pending $reason"
  fi
}
begin() { :; }
end() { finish complete; }
`;

/**
 * The walk of the apply mode.
 *
 * Two scripts never work on a host at once: this one holds a lock for as long as it or a command that it
 * started lives. A script whose reader has gone (a killed run, a lost link) dies when it reports next, which
 * is between two operations, so a new script waits for the old one instead of killing it halfway.
 */
export const applyRuntime = `
run=/run/fleetwright
stopping=

# keep_sums PATH...: writes down the SHA-256 of large files beside what identifies them, so that a look at the host
# reads none again that nobody has touched. A file that was changed in the last two seconds waits for the next time: it
# might change once more within one tick of the clock.
keep_sums() {
  kept='' learned=''
  for path; do
    if [ ! -f "$path" ] || [ -L "$path" ]; then continue; fi
    line=$(stat -c "%Z $identity_format" "$path") || continue
    identity=\${line#* }
    if ! recall "$known" " $identity"; then
      [ "\${line%% *}" -lt "$(($(date +%s) - 2))" ] || continue
      recalled=$(sha256sum <"$path") || continue
      recalled=\${recalled%% *} learned=yes
    fi
    kept="$kept$recalled $identity$nl"
  done
  [ -n "$learned" ] || return 0
  # Other operations' files, of which this script knows nothing.
  while read -r line; do
    path=/\${line#* /}
    if [ -f "$path" ] && ! recall "$kept" " $path"; then kept="$kept$line$nl"; fi
  done <<END
$known
END
  if printf %s "$kept" >"$state/sums.new"; then mv -f "$state/sums.new" "$state/sums"; fi
}

begin() {
  umask 022
  if ! { mkdir -p "$state" && chmod 0700 "$state" && mkdir -p "$state/pending"; }; then
    abort "cannot write to $state"
  fi
  command -v flock >/dev/null 2>&1 || abort 'flock is missing: install util-linux'
  exec 9>"$state/script.lock"
  until flock -n 9; do
    report waiting
    sleep 1
  done
  trap 'stopping=yes' HUP INT TERM
  rm -rf "$run"
  mkdir -m 0700 "$run" || abort "cannot create $run"
  trap 'rm -rf "$run"' EXIT
}

end() {
  if [ -e "$state/pending/daemon-reload" ] && command -v systemctl >/dev/null 2>&1; then reload_units; fi
  finish complete
}

reload_units() {
  [ -e "$state/pending/daemon-reload" ] || return 0
  limited 120 systemctl daemon-reload && rm -f "$state/pending/daemon-reload"
}

# The need is on disk before anything changes: a run killed from here on still restarts the service later.
mark() {
  for marker; do
    : >"$state/pending/$marker" || abort "cannot write $state/pending/$marker"
  done
}

# failed STATUS: the status of the apply, or \`check\` when it succeeded without making the check pass.
failed() {
  output=$(tail -c 8192 "$run/err")
  [ -n "$output" ] || output=$(tail -c 8192 "$run/out")
  report "$index failed $1 $(hex "$output") $reason"
  finish failed
}

# operation INDEX push|local MARKER...
operation() {
  index=$1 origin=$2 reason=
  shift 2
  [ -z "$stopping" ] || finish interrupted
  if "check_$index" 2>/dev/null; then
    report "$index ok"
    return
  fi
  if [ "$origin" = push ]; then request_uploads "$index"; fi
  report "$index started $reason"
  forget_files
  mark "$@"
  : >"$run/out"
  (
    set -eu
    "apply_$index"
  ) >"$run/out" 2>"$run/err" 3>&-
  status=$?
  [ "$status" -eq 0 ] || failed "$status"
  reason=
  "check_$index" 2>>"$run/err" || failed check
  report "$index changed"
}
`;
