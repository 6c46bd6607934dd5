/** What a stand-in is on a machine: every one is a link to this script. */
export const STAND_IN = '/usr/lib/fleetwright/stand-in';

/** Where the script and the sandbox meet, on the machine. */
export const CALLS = '/run/sandbox';

/**
 * Asks the sandbox to do what the program would do to this machine. Requests and answers are files, because a POSIX
 * shell can do no more: the request is written, its name goes to a FIFO that all calls share, and the answer
 * comes line by line over a FIFO of the call's own. The script reads its standard input only when it is asked for it.
 */
export const standInClient = `#!/bin/sh
program=\${0##*/}
call=$(mktemp -d ${CALLS}/calls/XXXXXXXX 2>/dev/null) && mkfifo "$call/answer" || {
  echo "$program: the sandbox does not take calls" >&2
  exit 1
}
printf '%s\\0' "$program" "$$" "$PWD" "\${HOME:-}" "\${SANDBOX_USER:-root}" "\${SANDBOX_DISK:-}" \\
  "\${KUBECONFIG:-}" "\${DEBIAN_FRONTEND:-}" "$@" >"$call/request"
exec 7<>"$call/answer"
echo "\${call##*/}" >${CALLS}/requests
while read -r verb rest <&7; do
  case $verb in
    out) cat "$call/$rest" 7>&- || break ;;
    err) cat "$call/$rest" >&2 7>&- || break ;;
    in)
      cat >"$call/stdin" 7>&-
      echo "\${call##*/} stdin" >${CALLS}/requests
      ;;
    run)
      script=$(cat "$call/$rest"; rm -rf "$call")
      exec sh -c "$script" "$program" "$@" 7>&-
      ;;
    exit)
      rm -rf "$call"
      exit "$rest"
      ;;
  esac
done
rm -rf "$call"
exit 1
`;
