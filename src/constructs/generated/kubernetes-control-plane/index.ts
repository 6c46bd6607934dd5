// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface KubernetesControlPlaneConfig extends cdktf.TerraformMetaArguments {
  /**
  * Name of the cluster.
  */
  readonly clusterName?: string;
  /**
  * TOML read by containerd after its own configuration.
  */
  readonly containerdConfig?: string;
  /**
  * `host:port` that reaches the API servers. Default: the host's own address and 6443. Another one is another cluster.
  */
  readonly controlPlaneEndpoint?: string;
  /**
  * DNS domain of services.
  */
  readonly dnsDomain?: string;
  /**
  * The machine.
  */
  readonly host: KubernetesControlPlaneHost;
  /**
  * Registry prefix of kubeadm's images. Default: kubeadm's own.
  */
  readonly imageRepository?: string;
  /**
  * YAML fragment of a KubeProxyConfiguration, for the whole cluster.
  */
  readonly kubeProxyConfig?: string;
  /**
  * YAML fragments of kubeadm kinds (`ClusterConfiguration`, `InitConfiguration`, `JoinConfiguration`), merged in order.
  */
  readonly kubeadmPatches?: string[];
  /**
  * YAML fragment of a KubeletConfiguration, merged over kubeadm's for this host.
  */
  readonly kubeletConfig?: string;
  /**
  * Labels of the Node object.
  */
  readonly labels?: { [key: string]: string };
  /**
  * Name of the Node object. Default: the host's name in lower case.
  */
  readonly nodeName?: string;
  /**
  * Where kubeadm, kubelet, kubectl and their images come from.
  */
  readonly packages?: KubernetesControlPlanePackages;
  /**
  * IPv4 range of all pods.
  */
  readonly podCidr?: string;
  /**
  * `bridge`: a bridge per host and routes between the hosts of one network, no registry needed. `none`: you bring a CNI plugin.
  */
  readonly podNetwork?: string;
  /**
  * Manifests of your own pod network, applied once the API server answers; with `pod_network = "none"`.
  */
  readonly podNetworkManifests?: string;
  /**
  * IPv4 range of all services.
  */
  readonly serviceCidr?: string;
  /**
  * Taints of the Node object, `key=value:Effect`.
  */
  readonly taints?: string[];
  /**
  * Kubernetes version, exact and without a leading v: `1.34.4`. From 1.31 on.
  */
  readonly version: string;
}
export interface KubernetesControlPlaneHost {
  /**
  * IP address or DNS name at which the host answers SSH.
  */
  readonly address: string;
  /**
  * Name of a credential in the provider's `ssh_credentials`.
  */
  readonly credential: string;
  /**
  * The host's pinned key: an OpenSSH public key line or a `SHA256:` fingerprint.
  */
  readonly hostKey: string;
  /**
  * TCP port of its SSH server.
  */
  readonly port?: number;
  /**
  * User to log in as: root, or a user that may run sudo without a password.
  */
  readonly user: string;
}

export function kubernetesControlPlaneHostToTerraform(struct?: KubernetesControlPlaneHost | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    address: cdktf.stringToTerraform(struct!.address),
    credential: cdktf.stringToTerraform(struct!.credential),
    host_key: cdktf.stringToTerraform(struct!.hostKey),
    port: cdktf.numberToTerraform(struct!.port),
    user: cdktf.stringToTerraform(struct!.user),
  }
}


export function kubernetesControlPlaneHostToHclTerraform(struct?: KubernetesControlPlaneHost | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    address: {
      value: cdktf.stringToHclTerraform(struct!.address),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    credential: {
      value: cdktf.stringToHclTerraform(struct!.credential),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    host_key: {
      value: cdktf.stringToHclTerraform(struct!.hostKey),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    port: {
      value: cdktf.numberToHclTerraform(struct!.port),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    user: {
      value: cdktf.stringToHclTerraform(struct!.user),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class KubernetesControlPlaneHostOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): KubernetesControlPlaneHost | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._address !== undefined) {
      hasAnyValues = true;
      internalValueResult.address = this._address;
    }
    if (this._credential !== undefined) {
      hasAnyValues = true;
      internalValueResult.credential = this._credential;
    }
    if (this._hostKey !== undefined) {
      hasAnyValues = true;
      internalValueResult.hostKey = this._hostKey;
    }
    if (this._port !== undefined) {
      hasAnyValues = true;
      internalValueResult.port = this._port;
    }
    if (this._user !== undefined) {
      hasAnyValues = true;
      internalValueResult.user = this._user;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: KubernetesControlPlaneHost | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._address = undefined;
      this._credential = undefined;
      this._hostKey = undefined;
      this._port = undefined;
      this._user = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._address = value.address;
      this._credential = value.credential;
      this._hostKey = value.hostKey;
      this._port = value.port;
      this._user = value.user;
    }
  }

  // address - computed: false, optional: false, required: true
  private _address?: string;
  public get address() {
    return this.getStringAttribute('address');
  }
  public set address(value: string) {
    this._address = value;
  }
  // Temporarily expose input value. Use with caution.
  public get addressInput() {
    return this._address;
  }

  // credential - computed: false, optional: false, required: true
  private _credential?: string;
  public get credential() {
    return this.getStringAttribute('credential');
  }
  public set credential(value: string) {
    this._credential = value;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialInput() {
    return this._credential;
  }

  // host_key - computed: false, optional: false, required: true
  private _hostKey?: string;
  public get hostKey() {
    return this.getStringAttribute('host_key');
  }
  public set hostKey(value: string) {
    this._hostKey = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostKeyInput() {
    return this._hostKey;
  }

  // port - computed: true, optional: true, required: false
  private _port?: number;
  public get port() {
    return this.getNumberAttribute('port');
  }
  public set port(value: number) {
    this._port = value;
  }
  public resetPort() {
    this._port = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get portInput() {
    return this._port;
  }

  // user - computed: false, optional: false, required: true
  private _user?: string;
  public get user() {
    return this.getStringAttribute('user');
  }
  public set user(value: string) {
    this._user = value;
  }
  // Temporarily expose input value. Use with caution.
  public get userInput() {
    return this._user;
  }
}
export interface KubernetesControlPlanePackages {
  /**
  * URL of the signing key of `apt_repository`. Default: `Release.key` below it.
  */
  readonly aptKeyUrl?: string;
  /**
  * Base URL of the apt repository of the version's minor, or of a mirror of it.
  */
  readonly aptRepository?: string;
  /**
  * Offline bundle: a folder, a .tar or .tar.gz file, or an http(s) URL. Without it the official apt repository is used.
  */
  readonly bundle?: string;
  /**
  * `push` sends the files over SSH; `fetch` has every host download them from the URL.
  */
  readonly bundleDelivery?: string;
  /**
  * SHA-256 in hex of the bundle's bundle.json (folder, URL of a folder) or of the tar file.
  */
  readonly bundleSha256?: string;
}

export function kubernetesControlPlanePackagesToTerraform(struct?: KubernetesControlPlanePackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    apt_key_url: cdktf.stringToTerraform(struct!.aptKeyUrl),
    apt_repository: cdktf.stringToTerraform(struct!.aptRepository),
    bundle: cdktf.stringToTerraform(struct!.bundle),
    bundle_delivery: cdktf.stringToTerraform(struct!.bundleDelivery),
    bundle_sha256: cdktf.stringToTerraform(struct!.bundleSha256),
  }
}


export function kubernetesControlPlanePackagesToHclTerraform(struct?: KubernetesControlPlanePackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    apt_key_url: {
      value: cdktf.stringToHclTerraform(struct!.aptKeyUrl),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    apt_repository: {
      value: cdktf.stringToHclTerraform(struct!.aptRepository),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    bundle: {
      value: cdktf.stringToHclTerraform(struct!.bundle),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    bundle_delivery: {
      value: cdktf.stringToHclTerraform(struct!.bundleDelivery),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    bundle_sha256: {
      value: cdktf.stringToHclTerraform(struct!.bundleSha256),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class KubernetesControlPlanePackagesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): KubernetesControlPlanePackages | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._aptKeyUrl !== undefined) {
      hasAnyValues = true;
      internalValueResult.aptKeyUrl = this._aptKeyUrl;
    }
    if (this._aptRepository !== undefined) {
      hasAnyValues = true;
      internalValueResult.aptRepository = this._aptRepository;
    }
    if (this._bundle !== undefined) {
      hasAnyValues = true;
      internalValueResult.bundle = this._bundle;
    }
    if (this._bundleDelivery !== undefined) {
      hasAnyValues = true;
      internalValueResult.bundleDelivery = this._bundleDelivery;
    }
    if (this._bundleSha256 !== undefined) {
      hasAnyValues = true;
      internalValueResult.bundleSha256 = this._bundleSha256;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: KubernetesControlPlanePackages | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._aptKeyUrl = undefined;
      this._aptRepository = undefined;
      this._bundle = undefined;
      this._bundleDelivery = undefined;
      this._bundleSha256 = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._aptKeyUrl = value.aptKeyUrl;
      this._aptRepository = value.aptRepository;
      this._bundle = value.bundle;
      this._bundleDelivery = value.bundleDelivery;
      this._bundleSha256 = value.bundleSha256;
    }
  }

  // apt_key_url - computed: false, optional: true, required: false
  private _aptKeyUrl?: string;
  public get aptKeyUrl() {
    return this.getStringAttribute('apt_key_url');
  }
  public set aptKeyUrl(value: string) {
    this._aptKeyUrl = value;
  }
  public resetAptKeyUrl() {
    this._aptKeyUrl = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aptKeyUrlInput() {
    return this._aptKeyUrl;
  }

  // apt_repository - computed: false, optional: true, required: false
  private _aptRepository?: string;
  public get aptRepository() {
    return this.getStringAttribute('apt_repository');
  }
  public set aptRepository(value: string) {
    this._aptRepository = value;
  }
  public resetAptRepository() {
    this._aptRepository = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aptRepositoryInput() {
    return this._aptRepository;
  }

  // bundle - computed: false, optional: true, required: false
  private _bundle?: string;
  public get bundle() {
    return this.getStringAttribute('bundle');
  }
  public set bundle(value: string) {
    this._bundle = value;
  }
  public resetBundle() {
    this._bundle = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bundleInput() {
    return this._bundle;
  }

  // bundle_delivery - computed: true, optional: true, required: false
  private _bundleDelivery?: string;
  public get bundleDelivery() {
    return this.getStringAttribute('bundle_delivery');
  }
  public set bundleDelivery(value: string) {
    this._bundleDelivery = value;
  }
  public resetBundleDelivery() {
    this._bundleDelivery = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bundleDeliveryInput() {
    return this._bundleDelivery;
  }

  // bundle_sha256 - computed: false, optional: true, required: false
  private _bundleSha256?: string;
  public get bundleSha256() {
    return this.getStringAttribute('bundle_sha256');
  }
  public set bundleSha256(value: string) {
    this._bundleSha256 = value;
  }
  public resetBundleSha256() {
    this._bundleSha256 = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get bundleSha256Input() {
    return this._bundleSha256;
  }
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_control_plane fleetwright_kubernetes_control_plane}
*/
export class KubernetesControlPlane extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_kubernetes_control_plane";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a KubernetesControlPlane resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the KubernetesControlPlane to import
  * @param importFromId The id of the existing KubernetesControlPlane that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_control_plane#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the KubernetesControlPlane to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_kubernetes_control_plane", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_control_plane fleetwright_kubernetes_control_plane} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options KubernetesControlPlaneConfig
  */
  public constructor(scope: Construct, id: string, config: KubernetesControlPlaneConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_kubernetes_control_plane',
      terraformGeneratorMetadata: {
        providerName: 'fleetwright',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      provider: config.provider,
      dependsOn: config.dependsOn,
      count: config.count,
      lifecycle: config.lifecycle,
      provisioners: config.provisioners,
      connection: config.connection,
      forEach: config.forEach
    });
    this._clusterName = config.clusterName;
    this._containerdConfig = config.containerdConfig;
    this._controlPlaneEndpoint = config.controlPlaneEndpoint;
    this._dnsDomain = config.dnsDomain;
    this._host.internalValue = config.host;
    this._imageRepository = config.imageRepository;
    this._kubeProxyConfig = config.kubeProxyConfig;
    this._kubeadmPatches = config.kubeadmPatches;
    this._kubeletConfig = config.kubeletConfig;
    this._labels = config.labels;
    this._nodeName = config.nodeName;
    this._packages.internalValue = config.packages;
    this._podCidr = config.podCidr;
    this._podNetwork = config.podNetwork;
    this._podNetworkManifests = config.podNetworkManifests;
    this._serviceCidr = config.serviceCidr;
    this._taints = config.taints;
    this._version = config.version;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // ca_certificate_hash - computed: true, optional: false, required: false
  public get caCertificateHash() {
    return this.getStringAttribute('ca_certificate_hash');
  }

  // cluster_name - computed: true, optional: true, required: false
  private _clusterName?: string;
  public get clusterName() {
    return this.getStringAttribute('cluster_name');
  }
  public set clusterName(value: string) {
    this._clusterName = value;
  }
  public resetClusterName() {
    this._clusterName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clusterNameInput() {
    return this._clusterName;
  }

  // configuration_hash - computed: true, optional: false, required: false
  public get configurationHash() {
    return this.getStringAttribute('configuration_hash');
  }

  // containerd_config - computed: false, optional: true, required: false
  private _containerdConfig?: string;
  public get containerdConfig() {
    return this.getStringAttribute('containerd_config');
  }
  public set containerdConfig(value: string) {
    this._containerdConfig = value;
  }
  public resetContainerdConfig() {
    this._containerdConfig = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get containerdConfigInput() {
    return this._containerdConfig;
  }

  // control_plane_endpoint - computed: false, optional: true, required: false
  private _controlPlaneEndpoint?: string;
  public get controlPlaneEndpoint() {
    return this.getStringAttribute('control_plane_endpoint');
  }
  public set controlPlaneEndpoint(value: string) {
    this._controlPlaneEndpoint = value;
  }
  public resetControlPlaneEndpoint() {
    this._controlPlaneEndpoint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get controlPlaneEndpointInput() {
    return this._controlPlaneEndpoint;
  }

  // dns_domain - computed: true, optional: true, required: false
  private _dnsDomain?: string;
  public get dnsDomain() {
    return this.getStringAttribute('dns_domain');
  }
  public set dnsDomain(value: string) {
    this._dnsDomain = value;
  }
  public resetDnsDomain() {
    this._dnsDomain = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dnsDomainInput() {
    return this._dnsDomain;
  }

  // drift - computed: true, optional: false, required: false
  public get drift() {
    return this.getListAttribute('drift');
  }

  // endpoint - computed: true, optional: false, required: false
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }

  // host - computed: false, optional: false, required: true
  private _host = new KubernetesControlPlaneHostOutputReference(this, "host");
  public get host() {
    return this._host;
  }
  public putHost(value: KubernetesControlPlaneHost) {
    this._host.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host.internalValue;
  }

  // image_repository - computed: false, optional: true, required: false
  private _imageRepository?: string;
  public get imageRepository() {
    return this.getStringAttribute('image_repository');
  }
  public set imageRepository(value: string) {
    this._imageRepository = value;
  }
  public resetImageRepository() {
    this._imageRepository = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get imageRepositoryInput() {
    return this._imageRepository;
  }

  // kube_proxy_config - computed: false, optional: true, required: false
  private _kubeProxyConfig?: string;
  public get kubeProxyConfig() {
    return this.getStringAttribute('kube_proxy_config');
  }
  public set kubeProxyConfig(value: string) {
    this._kubeProxyConfig = value;
  }
  public resetKubeProxyConfig() {
    this._kubeProxyConfig = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kubeProxyConfigInput() {
    return this._kubeProxyConfig;
  }

  // kubeadm_patches - computed: false, optional: true, required: false
  private _kubeadmPatches?: string[];
  public get kubeadmPatches() {
    return this.getListAttribute('kubeadm_patches');
  }
  public set kubeadmPatches(value: string[]) {
    this._kubeadmPatches = value;
  }
  public resetKubeadmPatches() {
    this._kubeadmPatches = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kubeadmPatchesInput() {
    return this._kubeadmPatches;
  }

  // kubelet_config - computed: false, optional: true, required: false
  private _kubeletConfig?: string;
  public get kubeletConfig() {
    return this.getStringAttribute('kubelet_config');
  }
  public set kubeletConfig(value: string) {
    this._kubeletConfig = value;
  }
  public resetKubeletConfig() {
    this._kubeletConfig = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kubeletConfigInput() {
    return this._kubeletConfig;
  }

  // labels - computed: false, optional: true, required: false
  private _labels?: { [key: string]: string };
  public get labels() {
    return this.getStringMapAttribute('labels');
  }
  public set labels(value: { [key: string]: string }) {
    this._labels = value;
  }
  public resetLabels() {
    this._labels = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get labelsInput() {
    return this._labels;
  }

  // node_name - computed: true, optional: true, required: false
  private _nodeName?: string;
  public get nodeName() {
    return this.getStringAttribute('node_name');
  }
  public set nodeName(value: string) {
    this._nodeName = value;
  }
  public resetNodeName() {
    this._nodeName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get nodeNameInput() {
    return this._nodeName;
  }

  // owner - computed: true, optional: false, required: false
  public get owner() {
    return this.getStringAttribute('owner');
  }

  // packages - computed: false, optional: true, required: false
  private _packages = new KubernetesControlPlanePackagesOutputReference(this, "packages");
  public get packages() {
    return this._packages;
  }
  public putPackages(value: KubernetesControlPlanePackages) {
    this._packages.internalValue = value;
  }
  public resetPackages() {
    this._packages.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get packagesInput() {
    return this._packages.internalValue;
  }

  // pod_cidr - computed: true, optional: true, required: false
  private _podCidr?: string;
  public get podCidr() {
    return this.getStringAttribute('pod_cidr');
  }
  public set podCidr(value: string) {
    this._podCidr = value;
  }
  public resetPodCidr() {
    this._podCidr = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get podCidrInput() {
    return this._podCidr;
  }

  // pod_network - computed: true, optional: true, required: false
  private _podNetwork?: string;
  public get podNetwork() {
    return this.getStringAttribute('pod_network');
  }
  public set podNetwork(value: string) {
    this._podNetwork = value;
  }
  public resetPodNetwork() {
    this._podNetwork = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get podNetworkInput() {
    return this._podNetwork;
  }

  // pod_network_manifests - computed: false, optional: true, required: false
  private _podNetworkManifests?: string;
  public get podNetworkManifests() {
    return this.getStringAttribute('pod_network_manifests');
  }
  public set podNetworkManifests(value: string) {
    this._podNetworkManifests = value;
  }
  public resetPodNetworkManifests() {
    this._podNetworkManifests = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get podNetworkManifestsInput() {
    return this._podNetworkManifests;
  }

  // service_cidr - computed: true, optional: true, required: false
  private _serviceCidr?: string;
  public get serviceCidr() {
    return this.getStringAttribute('service_cidr');
  }
  public set serviceCidr(value: string) {
    this._serviceCidr = value;
  }
  public resetServiceCidr() {
    this._serviceCidr = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get serviceCidrInput() {
    return this._serviceCidr;
  }

  // taints - computed: false, optional: true, required: false
  private _taints?: string[];
  public get taints() {
    return this.getListAttribute('taints');
  }
  public set taints(value: string[]) {
    this._taints = value;
  }
  public resetTaints() {
    this._taints = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get taintsInput() {
    return this._taints;
  }

  // version - computed: false, optional: false, required: true
  private _version?: string;
  public get version() {
    return this.getStringAttribute('version');
  }
  public set version(value: string) {
    this._version = value;
  }
  // Temporarily expose input value. Use with caution.
  public get versionInput() {
    return this._version;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      cluster_name: cdktf.stringToTerraform(this._clusterName),
      containerd_config: cdktf.stringToTerraform(this._containerdConfig),
      control_plane_endpoint: cdktf.stringToTerraform(this._controlPlaneEndpoint),
      dns_domain: cdktf.stringToTerraform(this._dnsDomain),
      host: kubernetesControlPlaneHostToTerraform(this._host.internalValue),
      image_repository: cdktf.stringToTerraform(this._imageRepository),
      kube_proxy_config: cdktf.stringToTerraform(this._kubeProxyConfig),
      kubeadm_patches: cdktf.listMapper(cdktf.stringToTerraform, false)(this._kubeadmPatches),
      kubelet_config: cdktf.stringToTerraform(this._kubeletConfig),
      labels: cdktf.hashMapper(cdktf.stringToTerraform)(this._labels),
      node_name: cdktf.stringToTerraform(this._nodeName),
      packages: kubernetesControlPlanePackagesToTerraform(this._packages.internalValue),
      pod_cidr: cdktf.stringToTerraform(this._podCidr),
      pod_network: cdktf.stringToTerraform(this._podNetwork),
      pod_network_manifests: cdktf.stringToTerraform(this._podNetworkManifests),
      service_cidr: cdktf.stringToTerraform(this._serviceCidr),
      taints: cdktf.listMapper(cdktf.stringToTerraform, false)(this._taints),
      version: cdktf.stringToTerraform(this._version),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      cluster_name: {
        value: cdktf.stringToHclTerraform(this._clusterName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      containerd_config: {
        value: cdktf.stringToHclTerraform(this._containerdConfig),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      control_plane_endpoint: {
        value: cdktf.stringToHclTerraform(this._controlPlaneEndpoint),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      dns_domain: {
        value: cdktf.stringToHclTerraform(this._dnsDomain),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      host: {
        value: kubernetesControlPlaneHostToHclTerraform(this._host.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "KubernetesControlPlaneHost",
      },
      image_repository: {
        value: cdktf.stringToHclTerraform(this._imageRepository),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      kube_proxy_config: {
        value: cdktf.stringToHclTerraform(this._kubeProxyConfig),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      kubeadm_patches: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._kubeadmPatches),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      kubelet_config: {
        value: cdktf.stringToHclTerraform(this._kubeletConfig),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      labels: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._labels),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      node_name: {
        value: cdktf.stringToHclTerraform(this._nodeName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      packages: {
        value: kubernetesControlPlanePackagesToHclTerraform(this._packages.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "KubernetesControlPlanePackages",
      },
      pod_cidr: {
        value: cdktf.stringToHclTerraform(this._podCidr),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pod_network: {
        value: cdktf.stringToHclTerraform(this._podNetwork),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      pod_network_manifests: {
        value: cdktf.stringToHclTerraform(this._podNetworkManifests),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      service_cidr: {
        value: cdktf.stringToHclTerraform(this._serviceCidr),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      taints: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._taints),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      version: {
        value: cdktf.stringToHclTerraform(this._version),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
