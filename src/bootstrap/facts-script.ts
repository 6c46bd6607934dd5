import { probedCommands, probedModules, probedSysctls } from './fact-probes';
import { paths } from './recipes/kubernetes/paths';
import { serviceNames, servicePaths, type ServiceName } from './recipes/service/service-name';

/**
 * The script that reads a host: one line per fact, `<tag> TAB <key> TAB <value>`.
 * It works with dash, bash and busybox, needs no root (only the node name and the owners are read through `sudo -n`), asks
 * no name server and changes nothing.
 */
export function factsScript(tag: string): string {
  return `
fact() { printf '%s\\t%s\\t%s\\n' '${tag}' "$1" "$2"; }
first_line() { sed -n '1p' "$1" 2>/dev/null; }
main() {
  LC_ALL=C
  PATH="$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  export LC_ALL PATH
  echo

  name=$(uname -n)
  fact hostname "$name"
  fact kernel "$(uname -r)"
  fact machine "$(uname -m)"
  fact machine-id "$(first_line /etc/machine-id)"
  fact cpus "$(getconf _NPROCESSORS_ONLN 2>/dev/null || grep -c '^processor' /proc/cpuinfo)"
  fact memory-kib "$(sed -n 's/^MemTotal: *\\([0-9]*\\) kB$/\\1/p' /proc/meminfo)"
  sed 's/#.*//' /etc/hosts 2>/dev/null | while read -r address names; do
    case " $names " in
      *" $name "*) for one in $names; do fact host-name "$one"; done ;;
    esac
  done

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

  if [ -d /run/systemd/system ]; then fact init systemd; else fact init "$(first_line /proc/1/comm)"; fi
  for manager in apt-get dnf yum zypper apk pacman; do
    if command -v "$manager" >/dev/null 2>&1; then fact package-manager "$manager"; break; fi
  done

  as_root=
  if [ "$(id -u)" = 0 ]; then fact privilege root
  elif command -v sudo >/dev/null 2>&1 && sudo -n true </dev/null >/dev/null 2>&1; then
    fact privilege sudo
    as_root='sudo -n'
  else fact privilege none
  fi

  sed 1d /proc/swaps 2>/dev/null | while read -r path kind size rest; do fact swap "$size $path"; done
  if [ -f /sys/fs/cgroup/cgroup.controllers ]; then fact cgroup 2; else fact cgroup 1; fi

  if command -v ip >/dev/null 2>&1; then
    ip -o addr show 2>/dev/null | while read -r index interface family address rest; do
      case "$family" in inet|inet6) fact address "\${interface%%@*} $address" ;; esac
    done
    # A lookup in the routing table of an address reserved for documentation: nothing is sent.
    route=$(ip -4 route get 192.0.2.1 2>/dev/null || ip -6 route get 2001:db8::1 2>/dev/null)
    fact default-address "$(printf '%s\\n' "$route" | sed -n '1s/.* src \\([^ ]*\\).*/\\1/p')"
  fi

  for command in ${probedCommands.join(' ')}; do
    path=$(command -v "$command" 2>/dev/null) && fact command "$command $path"
  done
  for module in ${probedModules.join(' ')}; do
    if grep -q "^$module " /proc/modules 2>/dev/null; then fact module "$module loaded"
    elif [ -d "/sys/module/$module" ] || grep -q "/$module\\.ko" "/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null
    then fact module "$module builtin"
    else
      case "$module" in
        overlay) ! grep -q '[[:space:]]overlay$' /proc/filesystems || fact module "$module builtin" ;;
        br_netfilter) [ ! -d /proc/sys/net/bridge ] || fact module "$module builtin" ;;
      esac
    fi
  done
  for sysctl in ${probedSysctls.map((name) => `${name}=${sysctlPath(name)}`).join(' ')}; do
    [ ! -r "\${sysctl#*=}" ] || fact sysctl "\${sysctl%%=*} $(first_line "\${sysctl#*=}")"
  done

  [ ! -e /etc/kubernetes/admin.conf ] || fact kubernetes admin-conf
  if [ -e /etc/kubernetes/kubelet.conf ]; then
    fact kubernetes kubelet-conf
    node=$($as_root sed -n 's/.*user: *"\\{0,1\\}system:node:\\([^ "]*\\).*/\\1/p' /etc/kubernetes/kubelet.conf 2>/dev/null | sed -n 1p)
    # A joined kubelet rewrites its kubeconfig without the name; its certificate still has it.
    [ -n "$node" ] || node=$($as_root openssl x509 -noout -subject -in /var/lib/kubelet/pki/kubelet-client-current.pem 2>/dev/null | sed -n 's/.*system:node:\\([^ ,/]*\\).*/\\1/p')
    [ -n "$node" ] || node=$(sed -n 's/.*--hostname-override=\\([^ "]*\\).*/\\1/p' /var/lib/kubelet/kubeadm-flags.env 2>/dev/null)
    [ -n "$node" ] || node=$(printf '%s' "$name" | tr '[:upper:]' '[:lower:]')
    fact node-name "$node"
  fi
  $as_root sed -n 1,2p ${paths.owner} 2>/dev/null | while read -r line; do fact owner "$line"; done
${serviceNames.map(readServiceOwner).join('\n')}
  fact complete yes
}
main </dev/null
`;
}

/** Both lines of the record in one fact: the token, and where the state is that it is not in yet. */
function readServiceOwner(name: ServiceName): string {
  return `  owner=$($as_root sed -n 1,2p ${servicePaths(name).owner} 2>/dev/null | tr '\\n' ' ')
  [ -z "$owner" ] || fact service-owner "${name} $owner"`;
}

function sysctlPath(name: string): string {
  return `/proc/sys/${name.replaceAll('.', '/')}`;
}
