import type { TestHost } from '../harness/test-host';

/** Runs kubectl on a control-plane host with the cluster's own admin rights: the truth, not our view of it. */
export function kubectl(controlPlane: TestHost, args: string): Promise<string> {
  return controlPlane.exec(
    `export PATH=/usr/local/bin:$PATH KUBECONFIG=/etc/kubernetes/admin.conf; kubectl ${args}`,
  );
}

/** By node name: whether it is Ready. */
export async function nodesReady(controlPlane: TestHost): Promise<Readonly<Record<string, string>>> {
  const lines = await kubectl(
    controlPlane,
    `get nodes -o 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}'`,
  );
  return Object.fromEntries(
    lines
      .trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string]),
  );
}

/**
 * What changes when a host is touched: files with their times and content, units with the moment they were
 * started, the processes of the cluster's containers with theirs.
 */
export function fingerprint(host: TestHost): Promise<string> {
  return host.exec(`
for folder in /etc /usr/local /opt/cni /var/lib/fleetwright; do
  [ -d "$folder" ] && find "$folder" -type f ! -path '*/lock*' ! -name '*.conf.new' -printf '%p %T@ %s\\n'
done | sort
systemctl show kubelet containerd fleetwright-pod-routes -p Id -p ActiveEnterTimestamp -p NRestarts
ps -eo pid,lstart,args | grep -E 'kube-(apiserver|controller|scheduler|proxy)|etcd |/web$' | grep -v grep | awk '{ $2 = ""; print }' | cut -c1-120 | sort
`);
}

/** What is left of the cluster on a host; empty when it is clean. */
export async function remains(host: TestHost): Promise<readonly string[]> {
  const found = await host.exec(`
for path in /etc/kubernetes /var/lib/kubelet /var/lib/etcd /var/lib/cni /opt/cni /etc/cni /usr/local/lib/fleetwright \\
  /etc/systemd/system/kubelet.service /etc/systemd/system/kubelet.service.d /etc/systemd/system/fleetwright-pod-routes.service \\
  /etc/modules-load.d/90-fleetwright-kubernetes.conf /etc/sysctl.d/90-fleetwright-kubernetes.conf /etc/containerd \\
  /var/log/pods /var/log/containers /run/fleetwright-pod-routes; do
  [ -e "$path" ] && echo "$path exists"
done
for program in kubeadm kubelet kubectl; do [ -e "/usr/local/bin/$program" ] && echo "/usr/local/bin/$program exists"; done
find /var/lib/containerd /var/lib/fleetwright -mindepth 1 -maxdepth 2 2>/dev/null | grep -v '/lock' || true
for unit in kubelet containerd fleetwright-pod-routes; do systemctl is-active --quiet "$unit" && echo "$unit runs"; done
[ -d /sys/class/net/cni0 ] && echo 'cni0 exists'
ip route show proto 201
if command -v iptables-save >/dev/null; then iptables-save | grep -E 'KUBE-|CNI-|fleetwright' || true; fi
grep -E ' /var/lib/kubelet| /run/containerd' /proc/mounts || true
pgrep -a 'kube|etcd|containerd|web' || true
`);
  return found.split('\n').filter((line) => line !== '');
}
