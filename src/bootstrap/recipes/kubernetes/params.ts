import type { LoadedBundle } from '../../bundle';
import type { HostOwner } from '../host-owner';

/** Where kubeadm, kubelet and kubectl come from. */
export type PackageSource =
  /** The official apt repository of the minor version, or a mirror of it. */
  | {
      readonly kind: 'apt';
      /** Base URL of the repository of one minor version. Default `https://pkgs.k8s.io/core:/stable:/v1.<minor>/deb/`. */
      readonly repository?: string;
      /** URL of its armored or binary signing key. Default `<repository>Release.key`. */
      readonly keyUrl?: string;
    }
  /** An offline bundle; `push` sends the files over SSH, `fetch` has the host download them. */
  | { readonly kind: 'bundle'; readonly bundle: LoadedBundle; readonly delivery: 'push' | 'fetch' };

/** What every Kubernetes host needs to know, whichever its role. */
export interface NodeParams {
  /** By what the host is known to be this resource's. Default: whose it is is not asked. */
  readonly owner?: HostOwner;
  /** Exact version without a leading v: `1.34.4`. From 1.31 on (kubeadm's v1beta4 configuration). */
  readonly version: string;
  readonly packages: PackageSource;
  /** `bridge`: our own routes between hosts of one network. `none`: the user brings a CNI plugin. */
  readonly podNetwork: 'bridge' | 'none';
  /** IPv4 range of all pods: `10.244.0.0/16`. */
  readonly podCidr: string;
  /**
   * Where the host is reached over SSH. When it is one of the host's own IPv4 addresses, it is the node's address,
   * whatever the default route is; otherwise, and without it, the default route's source address is.
   */
  readonly hostAddress?: string;
  /** Default: the host's name in lower case. */
  readonly nodeName?: string;
  /** Registry prefix of kubeadm's images. Default `registry.k8s.io`. */
  readonly imageRepository?: string;
  /** YAML fragments of kubeadm kinds (`ClusterConfiguration`, `InitConfiguration`, `JoinConfiguration`), merged in order. */
  readonly kubeadmPatches?: readonly string[];
  /** YAML fragment of a KubeletConfiguration, for this host. */
  readonly kubeletConfig?: string;
  /** TOML read by containerd after its own configuration. */
  readonly containerdConfig?: string;
  /** `key=value:Effect`. */
  readonly taints?: readonly string[];
  /** What to keep on the host of the declaration, so that it can be imported. Default: nothing is kept. */
  readonly declaration?: string;
}

export interface ControlPlaneParams extends NodeParams {
  /** Default `kubernetes`. */
  readonly clusterName?: string;
  /** `host:port` that reaches the API servers. Default: the node address of the first control-plane host and 6443. */
  readonly controlPlaneEndpoint?: string;
  /** IPv4 range of services: `10.96.0.0/12`. */
  readonly serviceCidr: string;
  /** Default `cluster.local`. */
  readonly dnsDomain?: string;
  /** YAML fragment of a KubeProxyConfiguration, for the whole cluster. */
  readonly kubeProxyConfig?: string;
  /**
   * Whether a cluster may be made where none is. False for one that was made before: a host that was lost or
   * installed again is refused, because an empty cluster in place of the lost one helps nobody. Default true.
   */
  readonly mayInitialise?: boolean;
  /** Manifests of the user's pod network, applied with `podNetwork: 'none'`. */
  readonly podNetworkManifests?: string;
}

export type NodeRole = 'worker' | 'control-plane';

export interface JoinParams extends NodeParams {
  readonly role: NodeRole;
  /** `https://host:6443` or `host:6443`. */
  readonly endpoint: string;
  /** `sha256:<hex>` of the cluster CA's public key. */
  readonly caCertificateHash: string;
  /** Of the cluster's configuration, as `configurationHash` gives it; a control plane with another one is made anew from it. */
  readonly configurationHash?: string;
}

/** Minted on a control-plane host right before a join; never stored. */
export interface JoinCredentials {
  readonly token: string;
  /** 32 bytes in hex; needed by `control-plane` only. */
  readonly certificateKey?: string;
}
