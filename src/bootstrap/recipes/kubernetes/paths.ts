/** Everything the recipe keeps on a host apart from what kubeadm and the packages bring. */
export const paths = {
  /** Markers and records, folder 0700. */
  state: '/var/lib/fleetwright/kubernetes',
  images: '/var/lib/fleetwright/images',
  /** There while `kubeadm init` or `kubeadm join` is under way: what it left half done may be reset. */
  started: '/var/lib/fleetwright/kubernetes/kubeadm-started',
  /** Written after `kubeadm init` or `kubeadm join` succeeded. */
  complete: '/var/lib/fleetwright/kubeadm-complete',
  /** What a complete host is part of: `role caCertificateHash`, or `control-plane-init`. */
  joined: '/var/lib/fleetwright/kubernetes/joined',
  /** What was declared of the host, as JSON: what an import finds when the state is lost. */
  declaration: '/var/lib/fleetwright/kubernetes/declaration.json',
  /** The token of the Terraform resource that the host belongs to, and in a second line where its state is until it is in there. */
  owner: '/var/lib/fleetwright/kubernetes/owner',
  /** The files of every bundle that was installed, one path a line. */
  installedFiles: '/var/lib/fleetwright/kubernetes/installed-files',
  /** Checksums of the static pod manifests and of what they were made from. */
  manifestRecord: '/var/lib/fleetwright/manifests.sha256',
  /** The hash of the cluster's configuration that a control plane that joined was made from. */
  configurationRecord: '/var/lib/fleetwright/kubernetes/configuration-hash',
  kubeletRecord: '/var/lib/fleetwright/kubelet.sha256',
  swapUnits: '/var/lib/fleetwright/kubernetes/masked-swap-units',
  containerdOrigin: '/var/lib/fleetwright/kubernetes/containerd-origin',
  containerdBefore: '/var/lib/fleetwright/kubernetes/containerd-config-before.toml',
  aptKeyRecord: '/var/lib/fleetwright/kubernetes/apt-key-url',
  configuration: '/etc/kubernetes/fleetwright',
  kubeadmConfig: '/etc/kubernetes/fleetwright/kubeadm.yaml',
  patches: '/etc/kubernetes/fleetwright/patches',
  kubeletPatch: '/etc/kubernetes/fleetwright/patches/kubeletconfiguration0+merge.yaml',
  podNetworkManifests: '/etc/kubernetes/fleetwright/pod-network.yaml',
  adminConf: '/etc/kubernetes/admin.conf',
  kubeletConf: '/etc/kubernetes/kubelet.conf',
  modulesLoad: '/etc/modules-load.d/90-fleetwright-kubernetes.conf',
  sysctl: '/etc/sysctl.d/90-fleetwright-kubernetes.conf',
  containerdConfig: '/etc/containerd/config.toml',
  containerdUnit: '/etc/systemd/system/containerd.service',
  kubeletUnit: '/etc/systemd/system/kubelet.service',
  kubeletDropIn: '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf',
  aptKey: '/etc/apt/keyrings/fleetwright-kubernetes.asc',
  aptSource: '/etc/apt/sources.list.d/fleetwright-kubernetes.list',
  binaries: '/usr/local/bin',
  cniPlugins: '/opt/cni/bin',
  cniConfiguration: '/etc/cni/net.d',
  podRoutes: '/usr/local/lib/fleetwright/pod-routes',
  podRoutesUnit: '/etc/systemd/system/fleetwright-pod-routes.service',
  containerdSocket: 'unix:///run/containerd/containerd.sock',
} as const;

/** sh; removes what a script left that was killed before it could: files that hold keys and tokens. */
export const sweepSecrets = 'rm -f /run/fleetwright-join.* /run/fleetwright-certificates.*';

/** sh; removes `$config`, however the script ends. dash does not run the trap of EXIT when a signal ends it. */
export const removeConfigAtEnd = `trap 'rm -f "$config"' EXIT
trap 'exit 143' HUP TERM
trap 'exit 130' INT`;
