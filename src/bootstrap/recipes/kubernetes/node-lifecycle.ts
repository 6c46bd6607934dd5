import { quote } from '../../shell-text';
import type { Script } from '../script';
import { script } from './script';

const kubectl = 'kubectl --request-timeout 20s';

export interface DrainOptions {
  /** Seconds; the drain fails after it. Default 300. */
  readonly timeoutSeconds?: number;
  /** Seconds each pod has to end. Default 120; -1 leaves it to the pods. */
  readonly gracePeriodSeconds?: number;
  /** The host is known to be dead, even when the cluster has not noticed yet. Default false. */
  readonly unreachable?: boolean;
}

/**
 * Moves the pods off a node that is about to go; disruption budgets are kept to. Pods without a controller and
 * emptyDir volumes go down with the host in any case, so they do not stop the drain. The pods of a node whose
 * kubelet is silent are given up at once: nothing would ever confirm that they ended. When the drain fails the node is uncordoned, so that it goes on serving. Nothing
 * is done for a node the cluster does not know.
 */
export function drainNode(name: string, options: DrainOptions = {}): Script {
  const timeout = options.timeoutSeconds ?? 300;
  const grace = options.gracePeriodSeconds ?? 120;
  return script(
    `drain the node ${name}`,
    `
node=${quote(name)}
ready=$(${kubectl} get node "$node" --ignore-not-found -o 'jsonpath={.metadata.name} {.status.conditions[?(@.type=="Ready")].status}')
if [ -z "$ready" ]; then echo 'the cluster does not know the node'; exit 0; fi
grace=${String(grace)} skip=
case "$ready" in ${options.unreachable === true ? '*' : "*' Unknown'"}) grace=1 skip=--skip-wait-for-delete-timeout=1 ;; esac
if ! kubectl drain "$node" --ignore-daemonsets --delete-emptydir-data --force \\
  --grace-period=$grace --timeout=${String(timeout)}s $skip; then
  ${kubectl} uncordon "$node" >/dev/null
  echo "node $node was not drained within ${String(timeout)} s and is uncordoned again; raise drain_timeout, or look at the pods and disruption budgets named above" >&2
  exit 1
fi
`,
    { timeoutSeconds: timeout + 60 },
  );
}

/** Fails unless the host's kubectl reaches an API server that is ready. */
export function askForReadiness(): Script {
  return script('reach a ready API server', `kubectl --request-timeout 10s get --raw /readyz >/dev/null`, {
    timeoutSeconds: 30,
  });
}

export function uncordonNode(name: string): Script {
  return script(`uncordon the node ${name}`, `${kubectl} uncordon ${quote(name)}`);
}

/** Removes the Node object; nothing happens when it is gone. */
export function deleteNode(name: string): Script {
  return script(
    `delete the node ${name}`,
    `${kubectl} delete node ${quote(name)} --ignore-not-found --wait=true`,
  );
}

/** Prints the Node object as JSON, or nothing when there is none. See {@link parseNodeStatus}. */
export function readNodeStatus(name: string): Script {
  return script(`read the node ${name}`, `${kubectl} get node ${quote(name)} --ignore-not-found -o json`);
}

/** Waits until the cluster knows the node, ready or not: a pod network may be what it waits for. */
export function waitForRegistration(name: string, timeoutSeconds = 300): Script {
  return script(
    `wait for the node ${name} to register`,
    `
node=${quote(name)} tries=0
until found=$(${kubectl} get node "$node" -o name 2>&1); do
  tries=$((tries + 1))
  if [ "$tries" -ge ${String(Math.ceil(timeoutSeconds / 2))} ]; then
    echo "node $node did not register within ${String(timeoutSeconds)} s: $found" >&2
    exit 1
  fi
  sleep 2
done
`,
    { timeoutSeconds: timeoutSeconds + 60 },
  );
}

/** Waits until the node is Ready; fails with the kubelet's own reason. */
export function waitForNode(name: string, timeoutSeconds = 300): Script {
  return script(
    `wait for the node ${name} to be ready`,
    `
node=${quote(name)}
if kubectl wait --for=condition=Ready "node/$node" --timeout=${String(timeoutSeconds)}s >/dev/null 2>&1; then exit 0; fi
reason=$(${kubectl} get node "$node" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].message}' 2>&1 || true)
echo "node $node is not ready after ${String(timeoutSeconds)} s: \${reason:-it has not reported yet}" >&2
exit 1
`,
    { timeoutSeconds: timeoutSeconds + 60 },
  );
}
