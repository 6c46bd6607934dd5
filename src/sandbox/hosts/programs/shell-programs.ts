/** Begins a program that does nothing for others than root. */
function rootOnly(refusal: string): string {
  return `#!/bin/sh
[ "\${SANDBOX_USER:-root}" = root ] || { echo "${refusal}" >&2; exit 1; }`;
}

/**
 * Stand-ins that need nothing but the machine itself. All users of a machine are one user of this computer, so which
 * one a program runs as is told by SANDBOX_USER; what others than root cannot write is in `../system/user-session`.
 */
export const shellPrograms: Readonly<Record<string, string>> = {
  sudo: `#!/bin/sh
user=\${SANDBOX_USER:-root} login=
target=root
while [ $# -gt 0 ]; do
  case $1 in
    --) shift; break ;;
    -u) target=$2; shift ;;
    -i) login=yes ;;
    -n | -E | -H | -S | -k | --non-interactive | --preserve-env | --set-home) ;;
    -v) exit 0 ;;
    -*) echo "sudo: the sandbox does not cover the option $1" >&2; exit 1 ;;
    *=*) export "$1" ;;
    *) break ;;
  esac
  shift
done
if [ "$user" != root ] && ! grep -qs "^$user " /etc/sudoers.d/*; then
  echo 'sudo: a password is required' >&2
  exit 1
fi
home=
while IFS=: read -r name _ _ _ _ folder _; do
  if [ "$name" = "$target" ]; then home=$folder; fi
done </etc/passwd
[ -n "$home" ] || { echo "sudo: unknown user $target" >&2; exit 1; }
export SANDBOX_USER=$target SUDO_USER=$user HOME=$home USER=$target LOGNAME=$target
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
if [ $# -eq 0 ] || [ -n "$login" ]; then cd "$HOME" || exit; fi
[ $# -gt 0 ] || set -- sh
if [ "$target" = root ] && [ -n "$SANDBOX_VIEW" ]; then
  unset SANDBOX_VIEW
  exec nsenter -t 1 -m -- sh -c 'cd "$0" 2>/dev/null || cd /; exec "$@"' "$PWD" "$@"
fi
exec "$@"
`,
  id: `#!/bin/sh
name=\${SANDBOX_USER:-root} what=
for word; do
  case $word in
    -u | -g | -G | -un | -gn | -Gn) what=$word ;;
    -*) echo "id: the sandbox does not cover the option $word" >&2; exit 1 ;;
    *) name=$word ;;
  esac
done
uid=
while IFS=: read -r user _ user_id group_id _; do
  if [ "$user" = "$name" ]; then uid=$user_id gid=$group_id; fi
done </etc/passwd
[ -n "$uid" ] || { echo "id: '$name': no such user" >&2; exit 1; }
case $what in
  -u) echo "$uid" ;;
  -g | -G) echo "$gid" ;;
  -un | -gn | -Gn) echo "$name" ;;
  *) echo "uid=$uid($name) gid=$gid($name) groups=$gid($name)" ;;
esac
`,
  whoami: `#!/bin/sh
echo "\${SANDBOX_USER:-root}"
`,
  hostnamectl: `#!/bin/sh
case $1 in
  '' | status) echo " Static hostname: $(cat /etc/hostname)" ;;
  hostname) cat /etc/hostname ;;
  set-hostname | set-name) [ -n "$2" ] && echo "$2" >/etc/hostname && hostname "$2" ;;
  *) echo "hostnamectl: the sandbox does not cover $*" >&2; exit 1 ;;
esac
`,
  modprobe: `${rootOnly('modprobe: ERROR: could not insert module: Operation not permitted')}
status=0
for module; do
  case $module in
    -q | -a | -v | --) ;;
    -*) echo "modprobe: the sandbox does not cover the option $module" >&2; exit 1 ;;
    overlay | br_netfilter | ip_vs | ip_vs_rr | ip_vs_wrr | ip_vs_sh | nf_conntrack | vxlan | tun | bridge | dummy)
      if [ -w /proc/modules ] && ! grep -q "^$module " /proc/modules; then
        echo "$module 4096 0 - Live 0x0000000000000000" >>/proc/modules
      fi
      mkdir -p "/sys/module/$module"
      if [ "$module" = br_netfilter ] && [ ! -d /proc/sys/net/bridge ]; then
        mkdir /proc/sys/net/bridge
        for setting in arptables ip6tables iptables; do echo 1 >"/proc/sys/net/bridge/bridge-nf-call-$setting"; done
      fi
      ;;
    *)
      echo "modprobe: FATAL: Module $module not found in directory /lib/modules/$(uname -r)" >&2
      status=1
      ;;
  esac
done
exit $status
`,
  lsmod: `#!/bin/sh
echo 'Module                  Size  Used by'
for path in /sys/module/*/; do
  module=\${path%/}
  [ "$module" = '/sys/module/*' ] || printf '%-20s %8s  0\\n' "\${module##*/}" 4096
done
`,
  sysctl: `#!/bin/sh
status=0 plain= write=
path_of() { printf '/proc/sys/%s' "$(printf '%s' "$1" | tr . /)"; }
show() {
  path=$(path_of "$1")
  [ -r "$path" ] || { echo "sysctl: cannot stat $path: No such file or directory" >&2; status=1; return; }
  if [ -n "$plain" ]; then cat "$path"; else echo "$1 = $(cat "$path")"; fi
}
change() {
  path=$(path_of "$1")
  [ -e "$path" ] || { echo "sysctl: cannot stat $path: No such file or directory" >&2; status=1; return; }
  printf '%s\\n' "$2" >"$path" || { status=1; return; }
  if [ -n "$plain" ]; then echo "$2"; else echo "$1 = $2"; fi
}
load() {
  [ -r "$1" ] || { echo "sysctl: cannot open \\"$1\\": No such file or directory" >&2; status=1; return; }
  while IFS='=' read -r key value; do
    key=$(echo $key)
    case $key in '' | '#'* | ';'*) continue ;; esac
    change "\${key#-}" "$(echo $value)"
  done <"$1"
}
while [ $# -gt 0 ]; do
  case $1 in
    -n) plain=yes ;;
    -w) write=yes ;;
    -q | -e) ;;
    -p | --load) load "\${2:-/etc/sysctl.conf}"; [ $# -lt 2 ] || shift ;;
    --system) for file in /usr/local/lib/sysctl.d/*.conf /etc/sysctl.d/*.conf /etc/sysctl.conf; do [ ! -e "$file" ] || load "$file"; done ;;
    -*) echo "sysctl: the sandbox does not cover the option $1" >&2; exit 1 ;;
    *=*) change "\${1%%=*}" "\${1#*=}" ;;
    *) show "$1" ;;
  esac
  shift
done
exit $status
`,
  swapoff: `${rootOnly('swapoff: Not superuser.')}
case $1 in
  -a | --all) kept=$(sed -n 1p /proc/swaps) ;;
  /*) grep -q "^$1[[:space:]]" /proc/swaps || { echo "swapoff: $1: swapoff failed: Invalid argument" >&2; exit 4; }
    kept=$(awk -v path="$1" 'NR == 1 || $1 != path' /proc/swaps) ;;
  *) echo "swapoff: the sandbox does not cover $*" >&2; exit 1 ;;
esac
printf '%s\\n' "$kept" >/proc/swaps
`,
  swapon: `#!/bin/sh
on() {
  [ "\${SANDBOX_USER:-root}" = root ] || { echo "swapon: cannot open $1: Permission denied" >&2; return 255; }
  grep -q "^$1[[:space:]]" /proc/swaps && return
  [ -e "$1" ] || { echo "swapon: cannot open $1: No such file or directory" >&2; return 255; }
  printf '%s file 1048572 0 -2\\n' "$1" >>/proc/swaps
}
case $1 in
  '' | -s | --show) cat /proc/swaps ;;
  -a | --all)
    status=0
    for path in $(awk '$1 !~ /^#/ && $3 == "swap" { print $1 }' /etc/fstab 2>/dev/null); do on "$path" || status=$?; done
    exit $status
    ;;
  /*) on "$1" ;;
  *) echo "swapon: the sandbox does not cover $*" >&2; exit 1 ;;
esac
`,
  gpg: `#!/bin/sh
armored= output= input=-
while [ $# -gt 0 ]; do
  case $1 in
    --dearmor) armored=yes ;;
    -o | --output) output=$2; shift ;;
    --batch | --yes | --no-tty | -q | --quiet) ;;
    -*) echo "gpg: the sandbox does not cover the option $1" >&2; exit 2 ;;
    *) input=$1 ;;
  esac
  shift
done
[ -n "$armored" ] || { echo 'gpg: the sandbox covers --dearmor only' >&2; exit 2; }
body() { cat -- "$input" | sed -n '/^-----BEGIN PGP/,/^-----END PGP/p' | sed '1,/^$/d;/^=/d;/^-----END/d'; }
if [ -n "$output" ]; then body | base64 -d >"$output"; else body | base64 -d; fi
`,
};
