import type { HostFacts } from '../../facts';
import type { Operation } from '../../operation';
import { searchPath } from '../script';
import { kubeletPatch } from './kubeadm-config';
import { nodeNameOf } from './node-name';
import { kubeletInstallIds } from './packages';
import type { NodeParams } from './params';
import { paths } from './paths';

const configuration = '/var/lib/kubelet/config.yaml';

/** Before kubeadm runs: the kubelet settings of this host. */
export function kubeletPatchOperations(params: NodeParams): readonly Operation[] {
  return [
    {
      kind: 'directory',
      id: 'kubeadm/patches',
      description: 'keep what differs on this host for kubeadm',
      path: paths.patches,
      mode: '0700',
    },
    {
      kind: 'file',
      id: 'kubeadm/kubelet-patch',
      description: 'write the kubelet settings of this host',
      path: paths.kubeletPatch,
      content: kubeletPatch(params),
      mode: '0600',
    },
  ];
}

/** sh; writes down what the kubelet was configured with, so that an edit shows. */
export const recordKubelet = `sha256sum ${paths.kubeletPatch} ${configuration} >${paths.kubeletRecord}`;

/** sh; what the kubelet complained about last, for error messages. */
export const kubeletErrors = `journalctl -u kubelet.service -n 200 --no-pager -o cat 2>/dev/null |
  grep -E '^E[0-9]{4}' | tail -n 5 | cut -c 1-500 >&2 || true`;

/** After the host is part of the cluster: the kubelet is as configured, runs, and its node is known. */
export function kubeletOperations(facts: HostFacts, params: NodeParams): readonly Operation[] {
  return [
    {
      kind: 'command',
      id: 'kubelet/configuration',
      description: 'configure the kubelet',
      check: `
[ -f ${paths.kubeletRecord} ] || { echo 'the kubelet is not configured yet'; exit 1; }
if ! differ=$(LC_ALL=C sha256sum -c --quiet ${paths.kubeletRecord} 2>/dev/null); then
  printf 'file %s differs\\n' "$(printf '%s\\n' "$differ" | sed -n '1s/: FAILED.*//p')"
  exit 1
fi
`,
      // kubeadm reads the cluster's kubelet settings and merges this host's over them.
      apply: `
${searchPath}
kubeadm upgrade node phase kubelet-config --patches ${paths.patches} >/dev/null
systemctl restart kubelet.service
main_pid() { systemctl show --property=MainPID --value kubelet.service; }
tries=0
until pid=$(main_pid); sleep 4; [ "$pid" != 0 ] && [ "$(main_pid)" = "$pid" ]; do
  tries=$((tries + 1))
  if [ "$tries" -ge 5 ]; then
    echo 'the kubelet does not keep running with this configuration; its last errors:' >&2
    ${kubeletErrors}
    exit 1
  fi
done
${recordKubelet}
`,
      timeoutSeconds: 180,
    },
    {
      kind: 'service',
      id: 'kubelet/service',
      description: 'run the kubelet',
      unit: 'kubelet.service',
      enabled: true,
      state: 'started',
      restartOn: [...kubeletInstallIds(params)],
    },
    registered(nodeNameOf(facts, params)),
  ];
}

/** A kubelet registers its node when it starts, and only then. */
function registered(name: string): Operation {
  const find = `
${searchPath}
find_node() { kubectl --kubeconfig ${paths.kubeletConf} --request-timeout "$1" get node ${name} -o name 2>&1; }
`;
  return {
    kind: 'command',
    id: 'kubelet/registered',
    description: `register the node ${name}`,
    check: `${find}
out=$(find_node 10s) && exit 0
case "$out" in
  *NotFound*) echo 'the cluster does not know the node ${name}' ;;
  # An API server that does not answer is no fault of a worker's.
  *) [ -f ${paths.adminConf} ] || exit 0
    printf 'the API server does not answer: %s\\n' "$(printf '%s' "$out" | tail -n 1)" ;;
esac
exit 1
`,
    apply: `${find}
case "$(find_node 5s || true)" in *NotFound*) systemctl restart kubelet.service ;; esac
tries=0
until out=$(find_node 5s); do
  tries=$((tries + 1))
  if [ "$tries" -ge 90 ]; then
    printf 'the node ${name} does not appear in the cluster: %s\\n' "$out" >&2
    journalctl -u kubelet.service -n 20 --no-pager -o cat >&2 || true
    exit 1
  fi
  sleep 2
done
`,
    timeoutSeconds: 300,
  };
}
