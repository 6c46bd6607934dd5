/** How pods of different hosts reach each other. */
export enum PodNetwork {
  /** A bridge on every host and routes between the hosts, which share a network. Needs no registry. */
  BRIDGE = 'bridge',
  /**
   * A CNI plugin of your own, from `podNetworkManifests` or from elsewhere. With the manifests, the first
   * control plane is waited for until it is ready; nodes that join are waited for until they are registered.
   *
   * Without them every node is waited for only until it is registered, the first one too: none gets ready
   * before its CNI plugin runs. When that comes from a `KubernetesManifests` of the same stack, leave its
   * `wait` at true, so that it lasts until the pod network works, and have everything else on the cluster
   * wait for it with `web.node.addDependency(cni)`: what does not would spend its `timeout` on pods that
   * cannot start yet.
   */
  NONE = 'none',
}

/** How the files of a bundle reach the hosts. */
export enum BundleDelivery {
  /** Over SSH, from the machine Terraform runs on. */
  PUSH = 'push',
  /** Every host downloads them from the bundle's URL. */
  FETCH = 'fetch',
}

/** Where kubeadm, the kubelet, kubectl and their images come from. */
export interface KubernetesPackages {
  /**
   * An offline bundle: a folder, a .tar or .tar.gz file, or an http(s) URL. A relative path starts at the
   * folder the app runs in. Takes the place of the apt repository, so that `aptRepository` and `aptKeyUrl`
   * cannot be given as well.
   *
   * @default none: the official apt repository is used
   */
  readonly bundle?: string;
  /**
   * SHA-256 in hex of the bundle's bundle.json (a folder, the URL of a folder) or of the tar file.
   *
   * @default not checked as a whole; every file in it is checked against bundle.json
   */
  readonly bundleSha256?: string;
  /**
   * `BundleDelivery.FETCH` needs the http(s) URL of an unpacked bundle, the folder with bundle.json.
   *
   * @default BundleDelivery.PUSH
   */
  readonly bundleDelivery?: BundleDelivery;
  /**
   * Base URL of the apt repository of this version's minor, or of a mirror of it.
   *
   * @default the official one
   */
  readonly aptRepository?: string;
  /**
   * URL of the signing key of `aptRepository`.
   *
   * @default Release.key below it
   */
  readonly aptKeyUrl?: string;
}

/** Part of one of the kinds kubeadm reads. */
export interface KubeadmPatch {
  /** 'ClusterConfiguration', 'InitConfiguration' or 'JoinConfiguration'. */
  readonly kind: string;
  /** The fields to set, as that kind has them; lists replace, objects are merged. */
  readonly [field: string]: unknown;
}

/** All of a cluster but its hosts. */
export interface KubernetesSettings {
  /**
   * Exact, and 1.31 or newer.
   *
   * @example '1.34.4'
   */
  readonly version: string;
  /**
   * Fixed once the cluster is there, like `endpoint`.
   *
   * @default 'kubernetes'
   */
  readonly clusterName?: string;
  /**
   * `host:port` that reaches the API servers: of a load balancer or a virtual IP.
   *
   * Fixed once the cluster is there, because certificates and the configuration of every node hold it. A plan
   * that changes it is refused, and so is one that changes `clusterName`, `podCidr`, `serviceCidr` or
   * `dnsDomain`. The way out is another cluster: have the control plane's resource replaced, as the error
   * says, which destroys the old cluster with all that runs on it.
   *
   * @default the address of the only control plane, and 6443; needed with more than one
   */
  readonly endpoint?: string;
  /**
   * IPv4 addresses of the pods, from /8 to /24: every node gets a /24 of it, which is the default of
   * kube-controller-manager's `--node-cidr-mask-size`. Fixed once the cluster is there, like `endpoint`.
   *
   * Smaller ranges need another `node-cidr-mask-size`, from `controllerManager.extraArgs` of a
   * ClusterConfiguration in `kubeadmPatches`; kubeadm is then the one that checks the size.
   *
   * @default '10.244.0.0/16'
   */
  readonly podCidr?: string;
  /**
   * IPv4 addresses of the services, from /12 to /28: kube-apiserver takes 20 bits of addresses at most,
   * and kubeadm ten addresses at least. Fixed once the cluster is there, like `endpoint`.
   *
   * @default '10.96.0.0/12'
   */
  readonly serviceCidr?: string;
  /**
   * DNS name, in lower case, below which services have theirs. Fixed once the cluster is there, like
   * `endpoint`.
   *
   * @default 'cluster.local'
   */
  readonly dnsDomain?: string;
  /**
   * Ranges from which hosts of this cluster come whose addresses are not known beforehand, or that are behind another
   * firewall: hosts with DNS names, and hosts of a second VPC. The security groups of hosts on EC2 let them in. Hosts
   * with an IP address are let in by that.
   *
   * @default none
   * @example ['10.1.0.0/16']
   */
  readonly peerCidrs?: string[];
  /** @default the official apt repository */
  readonly packages?: KubernetesPackages;
  /**
   * Registry prefix of kubeadm's images.
   *
   * @default kubeadm's own
   */
  readonly imageRepository?: string;
  /** @default PodNetwork.BRIDGE */
  readonly podNetwork?: PodNetwork;
  /**
   * YAML text of your own pod network, applied as soon as the API server answers; with `PodNetwork.NONE`.
   *
   * @default none
   */
  readonly podNetworkManifests?: string;
  /**
   * Merged into kubeadm's configuration, in order.
   *
   * @default none
   * @example [{ kind: 'ClusterConfiguration', apiServer: { certSANs: ['api.example.org'] } }]
   */
  readonly kubeadmPatches?: KubeadmPatch[];
  /**
   * Fields of a KubeletConfiguration, merged over kubeadm's on every node.
   *
   * @default none
   * @example { maxPods: 50 }
   */
  readonly kubeletConfig?: Record<string, unknown>;
  /**
   * Fields of a KubeProxyConfiguration.
   *
   * @default none
   */
  readonly kubeProxyConfig?: Record<string, unknown>;
  /**
   * TOML that containerd reads after its own configuration, on every node.
   *
   * @default none
   */
  readonly containerdConfig?: string;
  /**
   * Labels of the control-plane nodes.
   *
   * @default none but kubeadm's
   */
  readonly controlPlaneLabels?: Record<string, string>;
  /**
   * Taints of the control-plane nodes, `key=value:Effect`.
   *
   * @default kubeadm's
   */
  readonly controlPlaneTaints?: string[];
  /**
   * How long draining a node may take before its removal gives up: `90s`, `5m`, `1h30m`.
   *
   * @default '5m'
   */
  readonly drainTimeout?: string;
  /**
   * How long each pod gets to end by itself during a drain: `90s`, `5m`, `1h30m`.
   *
   * @default '2m'
   */
  readonly drainGracePeriod?: string;
}

/** What may differ between the nodes of one cluster. */
export interface WorkerSettings {
  /**
   * Labels of the nodes.
   *
   * @default none
   */
  readonly labels?: Record<string, string>;
  /**
   * Taints of the nodes, `key=value:Effect` or `key:Effect`.
   *
   * @default none
   */
  readonly taints?: string[];
}
