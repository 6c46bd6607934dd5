import type { HostFacts } from '../../facts';
import type { CommandOperation, Operation } from '../../operation';
import { searchPath } from '../script';
import type { NodeParams } from './params';
import { paths, sweepSecrets } from './paths';
import { iptablesComment, routeProtocol } from './pod-routes-script';

/**
 * Leaves a host as it was found, in an order in which a killed run can be resumed: the folder with our records
 * goes last, and without it nothing is ours to remove, so a host of somebody else's cluster is never touched.
 * Commands that the distribution brought (iptables, conntrack and so on) stay. What a bundle brought is read from
 * the record on the host, so that a host can be left when its bundle is gone.
 */
export function removeOperations(
  facts: Pick<HostFacts, 'packageManager'>,
  params: Pick<NodeParams, 'podNetwork'>,
): readonly Operation[] {
  return [
    stopServices(),
    resetKubeadm(),
    removeNetwork(params.podNetwork),
    ...(facts.packageManager === 'apt' ? [removePackages()] : []),
    removeFiles(),
    removeContainerd(facts.packageManager === 'apt'),
    restoreSwap(),
    removeState(),
  ];
}

function removal(
  name: string,
  description: string,
  found: string,
  apply: string,
  timeoutSeconds = 300,
): CommandOperation {
  return {
    kind: 'command',
    id: `remove/${name}`,
    description,
    check: `
${searchPath}
[ -d ${paths.state} ] || exit 0
if ${found}; then exit 1; fi
`,
    apply: `${searchPath}\n${apply.trim()}\n`,
    timeoutSeconds,
  };
}

function stopServices(): CommandOperation {
  const units = 'fleetwright-pod-routes.service kubelet.service';
  return removal(
    'services',
    'stop the kubelet and the pod routes',
    `systemctl is-active --quiet ${units} || systemctl is-enabled --quiet ${units} 2>/dev/null`,
    `
for unit in ${units}; do
  if systemctl cat "$unit" >/dev/null 2>&1; then systemctl disable --now "$unit" >/dev/null 2>&1; fi
done
`,
  );
}

/** Also where kubeadm is not there any more or fails: the API server may be gone together with its host. */
function resetKubeadm(): CommandOperation {
  return removal(
    'kubeadm',
    'reset what kubeadm made',
    `[ -f ${paths.complete} ] || [ -f ${paths.started} ]`,
    `
if command -v kubeadm >/dev/null 2>&1; then
  systemctl start containerd.service || true
  kubeadm reset --force --cleanup-tmp-dir --cri-socket ${paths.containerdSocket} >/dev/null ||
    echo 'kubeadm reset failed; going on without it' >&2
fi
if command -v ctr >/dev/null 2>&1; then
  for task in $(ctr -n k8s.io tasks ls -q 2>/dev/null); do
    ctr -n k8s.io tasks kill --signal SIGKILL --all "$task" 2>/dev/null || true
  done
fi
awk '$2 ~ "^/var/lib/kubelet/" { print $2 }' /proc/mounts | sort -r | while read -r mount; do
  umount "$mount" 2>/dev/null || umount -l "$mount"
done
for folder in /etc/kubernetes /var/lib/kubelet /var/lib/etcd; do
  [ -d "$folder" ] || continue
  find "$folder" -xdev -mindepth 1 -delete
  rmdir "$folder" 2>/dev/null || true
done
rm -rf /var/log/pods /var/log/containers
rm -f ${paths.complete} ${paths.started} ${paths.joined} ${paths.manifestRecord} ${paths.kubeletRecord}
`,
    600,
  );
}

/** Chains of kube-proxy, of the CNI plugins and of ours; rules of others stay as they are. */
function removeNetwork(podNetwork: NodeParams['podNetwork']): CommandOperation {
  const ours = `-e KUBE- -e CNI- -e ${iptablesComment}`;
  return removal(
    'network',
    'remove interfaces, routes and rules of pods',
    `[ -d /sys/class/net/cni0 ] || [ -d /sys/class/net/kube-ipvs0 ] || [ -d /var/lib/cni ] ||
  [ -n "$(ip -4 route show proto ${routeProtocol} 2>/dev/null)" ] || [ -f ${paths.cniConfiguration}/10-fleetwright.conflist ] ||
  iptables-save 2>/dev/null | grep -q ${ours}`,
    `
for link in cni0 kube-ipvs0; do
  if [ -d "/sys/class/net/$link" ]; then ip link delete "$link"; fi
done
ip -4 route flush proto ${routeProtocol} 2>/dev/null || true
for family in iptables ip6tables; do
  command -v "$family-save" >/dev/null 2>&1 || continue
  rules=$("$family-save" 2>/dev/null || true)
  if printf '%s\\n' "$rules" | grep -q ${ours}; then
    printf '%s\\n' "$rules" | grep -v ${ours} | "$family-restore" -w 10
  fi
done
if command -v nft >/dev/null 2>&1; then
  nft delete table ip kube-proxy 2>/dev/null || true
  nft delete table ip6 kube-proxy 2>/dev/null || true
fi
rm -rf /var/lib/cni /run/fleetwright-pod-routes
rm -f ${paths.cniConfiguration}/10-fleetwright.conflist
${podNetwork === 'none' ? `find ${paths.cniConfiguration} -mindepth 1 ! -name '*podman*' -delete 2>/dev/null || true` : ''}
rmdir ${paths.cniConfiguration} /etc/cni 2>/dev/null || true
`,
  );
}

/** Only packages from the repository that we added; where a bundle was used there are none. */
function removePackages(): CommandOperation {
  const installed = `dpkg-query -W -f '\${Package} \${db:Status-Status}\\n' kubeadm kubelet kubectl kubernetes-cni cri-tools 2>/dev/null |
  awk '$2 != "not-installed" { print $1 }'`;
  return removal(
    'packages',
    'remove the Kubernetes packages and their repository',
    `[ -f ${paths.aptSource} ] || [ -f ${paths.aptKey} ]`,
    `
packages=$(${installed})
if [ -n "$packages" ]; then
  apt-mark unhold $packages >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get purge -y -o DPkg::Lock::Timeout=120 $packages >/dev/null
fi
rm -f ${paths.aptKey} ${paths.aptKeyRecord} ${paths.aptSource}
rm -f /var/lib/apt/lists/*pkgs.k8s.io*
`,
  );
}

function removeFiles(): CommandOperation {
  const files = [paths.modulesLoad, paths.sysctl, paths.podRoutes, paths.podRoutesUnit].join(' ');
  const all = `{ printf '%s\\n' ${files}; cat ${paths.installedFiles} 2>/dev/null || true; }`;
  return removal(
    'files',
    'remove units, programs and settings',
    `${all} | { while read -r path; do [ ! -e "$path" ] || exit 0; done; false; }`,
    `
${all} | while read -r path; do rm -f "$path"; done
rmdir /usr/local/lib/fleetwright ${paths.kubeletUnit}.d ${paths.cniPlugins} /opt/cni 2>/dev/null || true
systemctl daemon-reload
systemctl reset-failed kubelet.service fleetwright-pod-routes.service 2>/dev/null || true
`,
  );
}

/** A containerd that was there before gets its configuration back and loses only what Kubernetes kept in it. */
function removeContainerd(apt: boolean): CommandOperation {
  const ownBinaries = ['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc', 'crictl']
    .map((name) => `${paths.binaries}/${name}`)
    .join(' ');
  return removal(
    'containerd',
    'remove containerd, or give it back as it was',
    `[ -f ${paths.containerdOrigin} ]`,
    `
if [ "$(cat ${paths.containerdOrigin})" = host ]; then
  for kind in containers images; do
    for one in $(ctr -n k8s.io "$kind" ls -q 2>/dev/null); do ctr -n k8s.io "$kind" rm "$one" >/dev/null 2>&1 || true; done
  done
  if [ -f ${paths.containerdBefore} ]; then cp -p ${paths.containerdBefore} ${paths.containerdConfig}
  else rm -f ${paths.containerdConfig}; fi
  systemctl restart containerd.service
else
  systemctl disable --now containerd.service >/dev/null 2>&1 || true
  pkill -f 'containerd-shim-runc-v2 -namespace k8s.io ' 2>/dev/null || true
  awk '$2 ~ "^/(run|var/lib)/containerd/" { print $2 }' /proc/mounts | sort -r | while read -r mount; do
    umount "$mount" 2>/dev/null || umount -l "$mount"
  done
${
  apt
    ? `  if [ ! -f ${paths.containerdUnit} ]; then
    DEBIAN_FRONTEND=noninteractive apt-get purge -y -o DPkg::Lock::Timeout=120 containerd runc >/dev/null
  fi`
    : ''
}
  rm -f ${paths.containerdUnit} ${ownBinaries} ${paths.containerdConfig}
  systemctl daemon-reload
  for folder in /var/lib/containerd /run/containerd /opt/containerd; do
    [ -d "$folder" ] || continue
    find "$folder" -xdev -mindepth 1 -delete
    rmdir "$folder" 2>/dev/null || true
  done
  # Mirrors and certificates of registries in there are their operator's.
  rmdir /etc/containerd 2>/dev/null || true
fi
rm -f ${paths.containerdOrigin} ${paths.containerdBefore}
`,
  );
}

function restoreSwap(): CommandOperation {
  return removal(
    'swap',
    'allow swap again',
    `[ -f ${paths.swapUnits} ] || grep -q '^#fleetwright# ' /etc/fstab 2>/dev/null`,
    `
if [ -f ${paths.swapUnits} ]; then
  while read -r unit; do systemctl unmask "$unit" >/dev/null 2>&1 || true; done <${paths.swapUnits}
fi
if grep -q '^#fleetwright# ' /etc/fstab 2>/dev/null; then
  sed 's/^#fleetwright# //' /etc/fstab >/etc/fstab.fleetwright
  chmod 0644 /etc/fstab.fleetwright
  mv /etc/fstab.fleetwright /etc/fstab
fi
swapon -a || true
rm -f ${paths.swapUnits}
`,
  );
}

function removeState(): CommandOperation {
  return removal(
    'state',
    'forget the host',
    'true',
    `
${sweepSecrets}
rm -rf ${paths.images}
rm -rf ${paths.state}
`,
  );
}
