import { probedCommands, probedModules, probedSysctls } from './fact-probes';
import { paths } from './recipes/kubernetes/paths';
import { serviceNames, servicePaths } from './recipes/service/service-name';
import { quote } from './shell-text';

/**
 * The script that reads a host: one line per fact, `<tag> TAB <key> TAB <value>`.
 * It works with dash, bash and busybox, needs no root (only the node name and the owners are read through `sudo -n`), asks
 * no name server and changes nothing. Every plan runs it on every host, so it starts few programs: a shell reads a
 * file by itself in a tenth of the time.
 */
export function factsScript(tag: string): string {
  return `
${factFunction(tag)}
as_root=${quote(`${factFunction(tag)}${AS_ROOT}`)}
nl='
'
# first_line FILE: sets \`line\`; it is empty without the file.
first_line() { line=; [ ! -r "$1" ] || IFS= read -r line 2>/dev/null <"$1"; }
# built_in MODULE
built_in() {
  [ ! -d "/sys/module/$1" ] || return 0
  case $1 in
    overlay)
      while read -r kind name_or_none; do
        [ "\${name_or_none:-$kind}" != overlay ] || return 0
      done </proc/filesystems
      ;;
    br_netfilter) [ ! -d /proc/sys/net/bridge ] || return 0 ;;
  esac
  [ -r "/lib/modules/$kernel/modules.builtin" ] && grep -q "/$1\\.ko" "/lib/modules/$kernel/modules.builtin"
}
main() {
  LC_ALL=C
  PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  export LC_ALL PATH
  set -f
  echo

  # In this order, whatever the order of the letters.
  read -r name kernel machine <<END
$(uname -nrm)
END
  fact hostname "$name"
  fact kernel "$kernel"
  fact machine "$machine"
  first_line /etc/machine-id
  fact machine-id "$line"
  fact cpus "$(getconf _NPROCESSORS_ONLN 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
  while read -r key size _; do
    if [ "$key" = MemTotal: ]; then fact memory-kib "$size"; break; fi
  done </proc/meminfo
  if [ -r /etc/hosts ]; then
    while read -r line || [ -n "$line" ]; do
      line=\${line%%#*}
      for word in $line; do
        if [ "$word" = "$name" ]; then
          # The first word is the address.
          set -- $line
          shift
          for one; do fact host-name "$one"; done
          break
        fi
      done
    done </etc/hosts
  fi

  for file in /etc/os-release /usr/lib/os-release; do
    [ -r "$file" ] || continue
    (
      ID= VERSION_ID= ID_LIKE= VERSION_CODENAME= PRETTY_NAME=
      . "$file"
      fact os-id "$ID"
      fact os-version-id "$VERSION_ID"
      fact os-id-like "$ID_LIKE"
      fact os-codename "$VERSION_CODENAME"
      fact os-pretty-name "$PRETTY_NAME"
    )
    break
  done

  if [ -d /run/systemd/system ]; then fact init systemd; else first_line /proc/1/comm; fact init "$line"; fi
  for manager in apt-get dnf yum zypper apk pacman; do
    if command -v "$manager" >/dev/null 2>&1; then fact package-manager "$manager"; break; fi
  done

  if [ -r /proc/swaps ]; then
    while read -r path kind size _; do
      [ "$path" = Filename ] || fact swap "$size $path"
    done </proc/swaps
  fi
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then fact cgroup 2; else fact cgroup 1; fi

  if command -v ip >/dev/null 2>&1; then
    ip -o addr show 2>/dev/null | while read -r index interface family address _; do
      case "$family" in inet|inet6) fact address "\${interface%%@*} $address" ;; esac
    done
    # A lookup in the routing table of an address reserved for documentation: nothing is sent.
    route=$(ip -4 route get 192.0.2.1 2>/dev/null || ip -6 route get 2001:db8::1 2>/dev/null)
    case $route in
      *' src '*)
        route=\${route#* src }
        fact default-address "\${route%%[!0-9a-f.:]*}"
        ;;
    esac
  fi

  for command in ${probedCommands.join(' ')}; do
    ! command -v "$command" >/dev/null 2>&1 || fact command "$command $(command -v "$command")"
  done
  loaded=$(cat /proc/modules 2>/dev/null)
  for module in ${probedModules.join(' ')}; do
    case "$nl$loaded" in *"$nl$module "*) fact module "$module loaded"; continue ;; esac
    ! built_in "$module" || fact module "$module builtin"
  done
  names= files=
  for sysctl in ${probedSysctls.map((name) => `${name}=${sysctlPath(name)}`).join(' ')}; do
    [ -r "\${sysctl#*=}" ] || continue
    names="$names \${sysctl%%=*}" files="$files \${sysctl#*=}"
  done
  if [ -n "$files" ]; then
    # The kernel gives a setting to one read only, and a shell reads byte by byte. Each has one line.
    values=$(cat $files)
    for sysctl in $names; do
      fact sysctl "$sysctl \${values%%"$nl"*}"
      values=\${values#*"$nl"}
    done
  fi

  [ ! -e /etc/kubernetes/admin.conf ] || fact kubernetes admin-conf
  [ ! -e /etc/kubernetes/kubelet.conf ] || fact kubernetes kubelet-conf
  if [ "$(id -u)" = 0 ]; then
    set -- root "$name"
    eval "$as_root"
  elif ! command -v sudo >/dev/null 2>&1 || ! printf '%s' "$as_root" | sudo -n sh -s sudo "$name" 2>/dev/null; then
    fact privilege none
  fi
  fact complete yes
}
main </dev/null
`;
}

function factFunction(tag: string): string {
  return `fact() { printf '%s\\t%s\\t%s\\n' '${tag}' "$1" "$2"; }`;
}

/**
 * What only root may read, at once: every sudo is an entry in somebody's log. The log has the arguments, so that the
 * script is none of them. Parameters: how it became root, and the host's name.
 */
const AS_ROOT = `
fact privilege "$1"
if [ -e /etc/kubernetes/kubelet.conf ]; then
  node=$(sed -n '/user: *"\\{0,1\\}system:node:/{s/.*user: *"\\{0,1\\}system:node:\\([^ "]*\\).*/\\1/p;q;}' /etc/kubernetes/kubelet.conf 2>/dev/null)
  # A joined kubelet rewrites its kubeconfig without the name; its certificate still has it.
  [ -n "$node" ] || node=$(openssl x509 -noout -subject -in /var/lib/kubelet/pki/kubelet-client-current.pem 2>/dev/null | sed -n 's/.*system:node:\\([^ ,/]*\\).*/\\1/p')
  [ -n "$node" ] || node=$(sed -n 's/.*--hostname-override=\\([^ "]*\\).*/\\1/p' /var/lib/kubelet/kubeadm-flags.env 2>/dev/null)
  [ -n "$node" ] || node=$(printf '%s' "$2" | tr '[:upper:]' '[:lower:]')
  fact node-name "$node"
fi
if [ -r ${paths.owner} ]; then
  while read -r line || [ -n "$line" ]; do fact owner "$line"; done <${paths.owner}
fi
# Both lines of a record in one fact: the token, and where the state is that it is not in yet.
for service in ${serviceNames.map((name) => `${name}=${servicePaths(name).owner}`).join(' ')}; do
  [ -r "\${service#*=}" ] || continue
  token= state=
  { read -r token; read -r state; } <"\${service#*=}"
  [ -z "$token" ] || fact service-owner "\${service%%=*} $token $state"
done
`;

function sysctlPath(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}
