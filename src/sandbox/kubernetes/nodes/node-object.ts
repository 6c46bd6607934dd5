import type { NodeSpec, NodeTaint } from '../cluster-backend';
import type { Json, JsonMap } from '../json';

const mostPods = 110;

export interface NodeParts {
  readonly spec: NodeSpec;
  /** `v1.34.4` */
  readonly version: string;
  readonly podCidr: string;
  readonly bootId: string;
}

/** A Node as its kubelet registers it. */
export function nodeObject({ spec, version, podCidr, bootId }: NodeParts): JsonMap {
  const labels: Record<string, string> = {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': spec.name,
    'kubernetes.io/os': 'linux',
    ...(spec.controlPlane
      ? {
          'node-role.kubernetes.io/control-plane': '',
          'node.kubernetes.io/exclude-from-external-load-balancers': '',
        }
      : {}),
    ...spec.labels,
  };
  const preset: readonly NodeTaint[] = spec.controlPlane
    ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }]
    : [];
  const taints = (spec.taints ?? preset).map((taint): Json => ({
    key: taint.key,
    ...(taint.value === undefined || taint.value === '' ? {} : { value: taint.value }),
    effect: taint.effect,
  }));
  return {
    metadata: { name: spec.name, labels, annotations: { 'node.alpha.kubernetes.io/ttl': '0' } },
    spec: { podCIDR: podCidr, podCIDRs: [podCidr], ...(taints.length > 0 ? { taints } : {}) },
    status: nodeStatus(spec, version, bootId),
  };
}

function nodeStatus(spec: NodeSpec, version: string, bootId: string): JsonMap {
  const memory = `${String(Math.floor(spec.memoryBytes / 1024))}Ki`;
  const reserved = `${String(Math.max(0, Math.floor(spec.memoryBytes / 1024) - 100 * 1024))}Ki`;
  const fixed = {
    cpu: String(spec.cpus),
    'ephemeral-storage': '20Gi',
    'hugepages-2Mi': '0',
    pods: String(mostPods),
  };
  return {
    addresses: [
      { type: 'InternalIP', address: spec.address },
      { type: 'Hostname', address: spec.name },
    ],
    capacity: { ...fixed, memory },
    allocatable: { ...fixed, memory: reserved },
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      architecture: 'amd64',
      bootID: bootId,
      containerRuntimeVersion: 'containerd://1.7.0',
      kernelVersion: '6.1.0-sandbox',
      kubeProxyVersion: '',
      kubeletVersion: version,
      machineID: spec.machineId,
      operatingSystem: 'linux',
      osImage: 'Fleetwright sandbox',
      systemUUID: spec.machineId,
    },
  };
}

/** What a kubelet says of its node. */
export function nodeConditions(ready: boolean, message: string, now: string): Json[] {
  const condition = (type: string, status: string, reason: string, text: string): Json => ({
    type,
    status,
    lastHeartbeatTime: now,
    lastTransitionTime: now,
    reason,
    message: text,
  });
  return [
    condition(
      'MemoryPressure',
      'False',
      'KubeletHasSufficientMemory',
      'kubelet has sufficient memory available',
    ),
    condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
    condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    condition('Ready', ready ? 'True' : 'False', ready ? 'KubeletReady' : 'KubeletNotReady', message),
  ];
}

/** What the control plane says of a node that has fallen silent. */
export function silentConditions(before: readonly JsonMap[], now: string): JsonMap[] {
  return before.map((condition) => ({
    ...condition,
    status: 'Unknown',
    reason: 'NodeStatusUnknown',
    message: 'Kubelet stopped posting node status.',
    lastTransitionTime: condition['status'] === 'Unknown' ? condition['lastTransitionTime'] : now,
  }));
}
