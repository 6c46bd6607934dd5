import { paths } from './paths';

/** Marks our routes in the kernel's table, so that only they are ever removed. */
export const routeProtocol = '201';
export const iptablesComment = 'fleetwright-pods';

/**
 * The program behind the pod network "bridge", a POSIX sh script. One watch on the cluster's nodes feeds a file
 * of `<name> <pod range> <address>` lines; routes follow from that file at once when it changes, and every 30 s
 * so that a route or rule that something else removed comes back. A closed watch is opened again with a
 * complete list, which is where nodes that went meanwhile are noticed.
 */
export function podRoutesScript(podCidr: string): string {
  return `#!/bin/sh
# Keeps this node's CNI configuration and the routes to the pods of the other nodes.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
pod_cidr='${podCidr}'
kubeconfig=${paths.kubeletConf}
conflist=${paths.cniConfiguration}/10-fleetwright.conflist
state=/run/fleetwright-pod-routes
nodes=$state/nodes
columns='NAME:.metadata.name,CIDR:.spec.podCIDR,IP:.status.addresses[?(@.type=="InternalIP")].address'
event_columns='EVENT:.type,NAME:.object.metadata.name,CIDR:.object.spec.podCIDR,IP:.object.status.addresses[?(@.type=="InternalIP")].address'

mkdir -p "$state"
umask 022

# Which of the nodes this one is: the one with an address of this host.
is_local() { ip -o -4 addr show to "$1/32" 2>/dev/null | grep -q .; }

# A node that registered anew has another range, and the plugin refuses a bridge that keeps the address of the
# old one. Pods of the old range cannot be reached from elsewhere any more: without their processes the
# kubelet makes them anew.
leave_other_range() {
  [ -d /sys/class/net/cni0 ] || return 0
  network=\${1%/*}
  gateway=\${network%.*}.$((\${network##*.} + 1))
  if ip -o -4 addr show dev cni0 | grep -qF " $gateway/"; then return 0; fi
  ip link delete cni0
  host=$(readlink /proc/1/ns/net)
  ctr -n k8s.io tasks ls 2>/dev/null | awk 'NR > 1 { print $2 }' | while read -r pid; do
    namespace=$(readlink "/proc/$pid/ns/net") || continue
    [ "$namespace" = "$host" ] || kill -9 "$pid"
  done
}

# A file that is right is not touched: containerd reads all its configurations anew at each change in their folder.
write_conflist() {
  wanted_conflist=$(cat <<END
{
  "cniVersion": "0.4.0",
  "name": "fleetwright",
  "plugins": [
    {
      "type": "bridge",
      "bridge": "cni0",
      "isDefaultGateway": true,
      "hairpinMode": true,
      "ipMasq": false,
      "ipam": { "type": "host-local", "ranges": [[{ "subnet": "$1" }]] }
    },
    { "type": "portmap", "capabilities": { "portMappings": true }, "snat": true }
  ]
}
END
)
  if [ "$(cat "$conflist" 2>/dev/null)" = "$wanted_conflist" ]; then return 0; fi
  printf '%s\\n' "$wanted_conflist" >"$conflist.new"
  mv "$conflist.new" "$conflist"
  leave_other_range "$1"
  # containerd before 1.7 does not look again when a file appears by a rename, but does when one is removed.
  : >"$conflist.reload"
  rm -f "$conflist.reload"
  echo "this node's pods are in $1"
}

ensure_rule() {
  table=$1 where=$2 chain=$3
  shift 3
  iptables -w 5 -t "$table" -C "$chain" "$@" 2>/dev/null || iptables -w 5 -t "$table" "$where" "$chain" "$@"
}

apply_rules() {
  ensure_rule nat -A POSTROUTING -s "$pod_cidr" ! -d "$pod_cidr" -m comment --comment ${iptablesComment} -j MASQUERADE
  ensure_rule filter -I FORWARD -s "$pod_cidr" -m comment --comment ${iptablesComment} -j ACCEPT
  ensure_rule filter -I FORWARD -d "$pod_cidr" -m comment --comment ${iptablesComment} -j ACCEPT
}

apply_routes() {
  [ -f "$nodes" ] || return 0
  present=$(ip -4 route show proto ${routeProtocol})
  wanted=
  while read -r name cidr addresses; do
    address=\${addresses%%,*}
    case "$cidr" in */*) ;; *) continue ;; esac
    case "$address" in *.*) ;; *) continue ;; esac
    if is_local "$address"; then
      write_conflist "$cidr"
      continue
    fi
    wanted="$wanted $cidr "
    case "
$present
" in
      *"
$cidr via $address "*) continue ;;
    esac
    if ip route replace "$cidr" via "$address" proto ${routeProtocol}; then echo "pods of $name: $cidr via $address"
    else echo "cannot reach the pods of $name: $address is not in a network of this host" >&2; fi
  done <"$nodes"
  printf '%s\\n' "$present" | while read -r cidr rest; do
    [ -n "$cidr" ] || continue
    case "$wanted" in
      *" $cidr "*) ;;
      *) ip route del "$cidr" proto ${routeProtocol} && echo "no node has $cidr any more" ;;
    esac
  done
}

on_event() {
  event=$1 name=$2 cidr=$3 addresses=$4
  line="$name $cidr $addresses"
  if [ "$event" != DELETED ] && grep -qxF "$line" "$nodes"; then return 0; fi
  awk -v name="$name" '$1 != name' "$nodes" >"$nodes.new"
  [ "$event" = DELETED ] || echo "$line" >>"$nodes.new"
  mv "$nodes.new" "$nodes"
  apply_routes
}

(while sleep 30; do apply_rules; apply_routes; done) &
resync=$!
trap 'kill "$resync" 2>/dev/null' EXIT
trap 'exit 0' TERM INT

apply_rules
while :; do
  if [ -f "$kubeconfig" ] && kubectl --kubeconfig "$kubeconfig" --request-timeout 20s get nodes --no-headers \\
    -o "custom-columns=$columns" >"$nodes.list" && [ -s "$nodes.list" ]; then
    mv "$nodes.list" "$nodes"
    apply_routes
    kubectl --kubeconfig "$kubeconfig" get nodes --watch --output-watch-events --no-headers \\
      -o "custom-columns=$event_columns" | while read -r event name cidr addresses; do
      on_event "$event" "$name" "$cidr" "$addresses"
    done
  fi
  sleep 1
done
`;
}
