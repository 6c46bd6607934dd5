import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import type { NodeParams } from './params';
import { paths } from './paths';
import { parseFragment } from './yaml-fragment';

const modules = ['overlay', 'br_netfilter'] as const;

const sysctls = {
  'net.bridge.bridge-nf-call-ip6tables': '1',
  'net.bridge.bridge-nf-call-iptables': '1',
  'net.ipv4.ip_forward': '1',
} as const;

/** The packages of Debian and Ubuntu that bring a command which kubeadm, the kubelet or kube-proxy call. */
const packageOf = {
  iptables: 'iptables',
  conntrack: 'conntrack',
  ip: 'iproute2',
  ethtool: 'ethtool',
  socat: 'socat',
} as const;

/** The kernel, its settings, swap and the commands that kubeadm's own checks ask for. */
export function hostPreparation(facts: HostFacts, params: NodeParams): readonly Operation[] {
  return [
    {
      kind: 'directory',
      id: 'host/state',
      description: 'keep a folder for markers and records',
      path: paths.state,
      mode: '0700',
    },
    ...missingPackages(facts),
    ...(keepsSwap(params) ? [] : [swapOff()]),
    {
      kind: 'file',
      id: 'host/modules-file',
      description: 'load the kernel modules of container networks at boot',
      path: paths.modulesLoad,
      content: modules.map((name) => `${name}\n`).join(''),
      mode: '0644',
    },
    loadModules(),
    {
      kind: 'file',
      id: 'host/sysctl-file',
      description: 'forward and filter bridged packets after a reboot',
      path: paths.sysctl,
      content: Object.entries(sysctls)
        .map(([key, value]) => `${key} = ${value}\n`)
        .join(''),
      mode: '0644',
    },
    setSysctls(),
  ];
}

function missingPackages(facts: HostFacts): readonly Operation[] {
  const names: string[] = Object.entries(packageOf)
    .filter(([command]) => facts.commands[command as keyof typeof packageOf] === undefined)
    .map(([, name]) => name);
  if (modules.some((name) => facts.kernelModules[name] === 'absent')) names.push('kmod');
  if (names.length === 0 || facts.packageManager !== 'apt') return [];
  return [
    {
      kind: 'packages',
      id: 'host/packages',
      description: 'install the commands Kubernetes calls',
      names: names.sort(),
    },
  ];
}

/** A user who lets the kubelet run with swap keeps it. */
function keepsSwap(params: NodeParams): boolean {
  if (params.kubeletConfig === undefined) return false;
  return (
    parseFragment(params.kubeletConfig, 'kubelet_config', 'KubeletConfiguration')['failSwapOn'] === false
  );
}

function swapOff(): Operation {
  return {
    kind: 'command',
    id: 'host/swap',
    description: 'turn swap off, now and at boot',
    check: `
used=$(sed -n '2s/ .*//p' /proc/swaps)
if [ -n "$used" ]; then echo "swap is on ($used)"; exit 1; fi
if [ -f /etc/fstab ] && awk '$1 !~ /^#/ && $3 == "swap" { found = 1 } END { exit !found }' /etc/fstab; then
  echo '/etc/fstab turns swap on at boot'; exit 1
fi
`,
    // Units made by generators or by hand come back at boot without an fstab entry, so they are masked; both
    // are written down in a way that the removal can undo.
    apply: `
systemctl list-units --type=swap --state=active --no-legend --plain 2>/dev/null | awk '{ print $1 }' |
while read -r unit; do
  systemctl mask "$unit" >/dev/null 2>&1 || true
  grep -qxF "$unit" ${paths.swapUnits} 2>/dev/null || echo "$unit" >>${paths.swapUnits}
done
swapoff -a
if [ -f /etc/fstab ]; then
  awk '$1 !~ /^#/ && $3 == "swap" { print "#fleetwright# " $0; next } { print }' /etc/fstab >/etc/fstab.fleetwright
  chmod 0644 /etc/fstab.fleetwright
  mv /etc/fstab.fleetwright /etc/fstab
fi
`,
  };
}

function loadModules(): Operation {
  const loaded = `
loaded() {
  [ -d "/sys/module/$1" ] && return 0
  case "$1" in
    overlay) grep -qw overlay /proc/filesystems ;;
    br_netfilter) [ -d /proc/sys/net/bridge ] ;;
  esac
}
`;
  return {
    kind: 'command',
    id: 'host/modules',
    description: `load the kernel modules ${modules.join(' and ')}`,
    check: `${loaded}
for module in ${modules.join(' ')}; do
  loaded "$module" || { echo "the kernel module $module is not loaded"; exit 1; }
done
`,
    apply: `${loaded}
for module in ${modules.join(' ')}; do loaded "$module" || modprobe "$module"; done
`,
  };
}

function setSysctls(): Operation {
  const list = Object.entries(sysctls)
    .map(([key, value]) => `${key.replaceAll('.', '/')} ${value}`)
    .join('\n');
  return {
    kind: 'command',
    id: 'host/sysctl',
    description: 'forward and filter bridged packets',
    check: `
while read -r key value; do
  actual=$(cat "/proc/sys/$key" 2>/dev/null) || { echo "the kernel has no setting $key"; exit 1; }
  [ "$actual" = "$value" ] || { echo "the kernel setting $key is $actual, not $value"; exit 1; }
done <<'END'
${list}
END
`,
    apply: `
while read -r key value; do echo "$value" >"/proc/sys/$key"; done <<'END'
${list}
END
`,
  };
}
