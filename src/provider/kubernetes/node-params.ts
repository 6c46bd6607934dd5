import { loadBundle } from '../../bootstrap/bundle';
import type {
  ControlPlaneParams,
  JoinParams,
  NodeParams,
  PackageSource,
} from '../../bootstrap/recipes/kubernetes';
import { isUnknown, type Applied } from '../../tfplugin';
import type { kubernetesControlPlaneSchema } from '../schemas/kubernetes-control-plane';
import type { kubernetesNodeSchema } from '../schemas/kubernetes-node';

type ControlPlane = Applied<typeof kubernetesControlPlaneSchema>;
type Node = Applied<typeof kubernetesNodeSchema>;

/** The parameters of the recipe from a planned or known `fleetwright_kubernetes_control_plane`. */
export async function controlPlaneParams(
  declared: ControlPlane,
  signal: AbortSignal,
): Promise<ControlPlaneParams> {
  return {
    ...(await nodeParams(declared, declared.pod_cidr, signal)),
    clusterName: declared.cluster_name,
    controlPlaneEndpoint: declared.control_plane_endpoint ?? `${declared.host.address}:6443`,
    serviceCidr: declared.service_cidr,
    dnsDomain: declared.dns_domain,
    ...present('imageRepository', declared.image_repository),
    ...present('kubeProxyConfig', declared.kube_proxy_config),
    ...present('podNetworkManifests', declared.pod_network_manifests),
  };
}

/** The parameters of the recipe from a planned or known `fleetwright_kubernetes_node`. */
export async function joinParams(declared: Node, signal: AbortSignal): Promise<JoinParams> {
  return {
    ...(await nodeParams(declared, declared.cluster.pod_cidr, signal)),
    role: declared.role === 'control-plane' ? 'control-plane' : 'worker',
    endpoint: declared.cluster.endpoint,
    caCertificateHash: declared.cluster.ca_certificate_hash,
    ...(declared.role === 'control-plane'
      ? present('configurationHash', declared.cluster.configuration_hash)
      : {}),
  };
}

async function nodeParams(
  declared: ControlPlane | Node,
  podCidr: string,
  signal: AbortSignal,
): Promise<NodeParams> {
  return {
    version: declared.version,
    packages: await packageSource(declared.packages, signal),
    podNetwork: declared.pod_network === 'none' ? 'none' : 'bridge',
    podCidr,
    hostAddress: declared.host.address,
    ...present('nodeName', isUnknown(declared.node_name) ? null : declared.node_name),
    ...present('kubeadmPatches', declared.kubeadm_patches),
    ...present('kubeletConfig', declared.kubelet_config),
    ...present('containerdConfig', declared.containerd_config),
    ...present('taints', declared.taints),
  };
}

async function packageSource(packages: Node['packages'], signal: AbortSignal): Promise<PackageSource> {
  if (packages === null || packages.bundle === null) {
    return {
      kind: 'apt',
      ...present('repository', packages?.apt_repository ?? null),
      ...present('keyUrl', packages?.apt_key_url ?? null),
    };
  }
  const delivery = packages.bundle_delivery === 'fetch' ? 'fetch' : 'push';
  const bundle = await loadBundle(packages.bundle, {
    delivery,
    signal,
    ...(packages.bundle_sha256 === null ? {} : { sha256: packages.bundle_sha256 }),
  });
  return { kind: 'bundle', bundle, delivery };
}

/** A property that is there only when it has a value, as `exactOptionalPropertyTypes` wants it. */
function present<K extends string, V>(key: K, value: V | null): Partial<Record<K, V>> {
  return value === null ? {} : ({ [key]: value } as Record<K, V>);
}
