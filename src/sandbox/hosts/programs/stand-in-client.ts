/** What a stand-in is on a machine: every one is a link to this script. */
export const STAND_IN = '/usr/lib/fleetwright/stand-in';

/** Where the script and the sandbox meet, on the machine. */
export const CALLS = '/run/sandbox';

/** Text of up to so many characters comes with the answer; what is longer comes in a file. */
export const INLINE_CHARACTERS = 2048;

/**
 * Asks the sandbox to do what the program would do to this machine. Requests and answers are files, because a POSIX
 * shell can do no more: the request is written, its number goes to a FIFO that all calls share, and the answer
 * comes line by line over a FIFO of the call's own. The script reads its standard input only when it is asked for it.
 * A machine makes thousands of calls, so a short one starts a single program, and the sandbox cleans up after it.
 */
export const standInClient = `#!/bin/sh
program=\${0##*/}
call=${CALLS}/calls/$$
# What is there is of a program that was killed and had the same number.
mkfifo "$call.answer" 2>/dev/null || { rm -f "$call".* && mkfifo "$call.answer" 2>/dev/null; } || {
  echo "$program: the sandbox does not take calls" >&2
  exit 1
}
printf '%s\\0' "$program" "$$" "$PWD" "\${HOME:-}" "\${SANDBOX_USER:-root}" "\${SANDBOX_DISK:-}" \\
  "\${KUBECONFIG:-}" "\${DEBIAN_FRONTEND:-}" "$@" >"$call.request"
exec 7<>"$call.answer"
echo "$$" >${CALLS}/requests
text='' files=''
line_feed='
'
# What a file says, or what came with the answer.
say() {
  if [ -n "$1" ]; then
    files=yes
    cat "$call.$1" 7>&-
  else
    printf %s "$text"
    text=''
  fi
}
while read -r verb rest <&7; do
  case $verb in
    line) rest=\${rest#?} text=$text\${rest%?}$line_feed ;;
    tail) rest=\${rest#?} text=$text\${rest%?} ;;
    out) say "$rest" || break ;;
    err) say "$rest" >&2 || break ;;
    in)
      files=yes
      cat >"$call.stdin" 7>&-
      echo "$$ stdin" >${CALLS}/requests
      ;;
    run)
      script=$(say "$rest")
      [ -z "$files$rest" ] || rm -f "$call".*
      exec sh -c "$script" "$program" "$@" 7>&-
      ;;
    exit)
      [ -z "$files" ] || rm -f "$call".*
      exit "$rest"
      ;;
  esac
done
rm -f "$call".*
exit 1
`;
