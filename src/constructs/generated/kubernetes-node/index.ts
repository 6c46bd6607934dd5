// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface KubernetesNodeConfig extends cdktf.TerraformMetaArguments {
  /**
  * The cluster to join.
  */
  readonly cluster: KubernetesNodeCluster;
  /**
  * TOML read by containerd after its own configuration.
  */
  readonly containerdConfig?: string;
  /**
  * How long each pod gets to end by itself during a drain.
  */
  readonly drainGracePeriod?: string;
  /**
  * How long a drain may take before removal gives up: `90s`, `5m`, `1h30m`.
  */
  readonly drainTimeout?: string;
  /**
  * The machine.
  */
  readonly host: KubernetesNodeHost;
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
  readonly packages?: KubernetesNodePackages;
  /**
  * `bridge`: a bridge per host and routes between the hosts of one network, no registry needed. `none`: you bring a CNI plugin.
  */
  readonly podNetwork?: string;
  /**
  * `worker` or `control-plane`. Control planes join one at a time.
  */
  readonly role?: string;
  /**
  * Taints of the Node object, `key=value:Effect`.
  */
  readonly taints?: string[];
  /**
  * Kubernetes version, exact and without a leading v: `1.34.4`. From 1.31 on.
  */
  readonly version: string;
}
export interface KubernetesNodeClusterControlPlanes {
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

export function kubernetesNodeClusterControlPlanesToTerraform(struct?: KubernetesNodeClusterControlPlanes | cdktf.IResolvable): any {
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


export function kubernetesNodeClusterControlPlanesToHclTerraform(struct?: KubernetesNodeClusterControlPlanes | cdktf.IResolvable): any {
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

export class KubernetesNodeClusterControlPlanesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param complexObjectIndex the index of this item in the list
  * @param complexObjectIsFromSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string, complexObjectIndex: number, complexObjectIsFromSet: boolean) {
    super(terraformResource, terraformAttribute, complexObjectIsFromSet, complexObjectIndex);
  }

  public get internalValue(): KubernetesNodeClusterControlPlanes | cdktf.IResolvable | undefined {
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

  public set internalValue(value: KubernetesNodeClusterControlPlanes | cdktf.IResolvable | undefined) {
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

export class KubernetesNodeClusterControlPlanesList extends cdktf.ComplexList {
  public internalValue? : KubernetesNodeClusterControlPlanes[] | cdktf.IResolvable

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  * @param wrapsSet whether the list is wrapping a set (will add tolist() to be able to access an item via an index)
  */
  constructor(protected terraformResource: cdktf.IInterpolatingParent, protected terraformAttribute: string, protected wrapsSet: boolean) {
    super(terraformResource, terraformAttribute, wrapsSet)
  }

  /**
  * @param index the index of the item to return
  */
  public get(index: number): KubernetesNodeClusterControlPlanesOutputReference {
    return new KubernetesNodeClusterControlPlanesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface KubernetesNodeCluster {
  /**
  * `sha256:<hex>` of the cluster CA's public key. Another CA is another cluster.
  */
  readonly caCertificateHash: string;
  /**
  * The first control plane's `configuration_hash`: with another one, a control plane takes over the cluster's changed configuration in the same apply.
  */
  readonly configurationHash?: string;
  /**
  * Control-plane hosts. The first that answers mints the join token and drains the node.
  */
  readonly controlPlanes: KubernetesNodeClusterControlPlanes[] | cdktf.IResolvable;
  /**
  * URL of the API server: `https://10.0.0.11:6443`.
  */
  readonly endpoint: string;
  /**
  * IPv4 range of all pods of the cluster.
  */
  readonly podCidr?: string;
}

export function kubernetesNodeClusterToTerraform(struct?: KubernetesNodeCluster | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    ca_certificate_hash: cdktf.stringToTerraform(struct!.caCertificateHash),
    configuration_hash: cdktf.stringToTerraform(struct!.configurationHash),
    control_planes: cdktf.listMapper(kubernetesNodeClusterControlPlanesToTerraform, false)(struct!.controlPlanes),
    endpoint: cdktf.stringToTerraform(struct!.endpoint),
    pod_cidr: cdktf.stringToTerraform(struct!.podCidr),
  }
}


export function kubernetesNodeClusterToHclTerraform(struct?: KubernetesNodeCluster | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    ca_certificate_hash: {
      value: cdktf.stringToHclTerraform(struct!.caCertificateHash),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    configuration_hash: {
      value: cdktf.stringToHclTerraform(struct!.configurationHash),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    control_planes: {
      value: cdktf.listMapperHcl(kubernetesNodeClusterControlPlanesToHclTerraform, false)(struct!.controlPlanes),
      isBlock: true,
      type: "list",
      storageClassType: "KubernetesNodeClusterControlPlanesList",
    },
    endpoint: {
      value: cdktf.stringToHclTerraform(struct!.endpoint),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    pod_cidr: {
      value: cdktf.stringToHclTerraform(struct!.podCidr),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class KubernetesNodeClusterOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): KubernetesNodeCluster | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._caCertificateHash !== undefined) {
      hasAnyValues = true;
      internalValueResult.caCertificateHash = this._caCertificateHash;
    }
    if (this._configurationHash !== undefined) {
      hasAnyValues = true;
      internalValueResult.configurationHash = this._configurationHash;
    }
    if (this._controlPlanes?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.controlPlanes = this._controlPlanes?.internalValue;
    }
    if (this._endpoint !== undefined) {
      hasAnyValues = true;
      internalValueResult.endpoint = this._endpoint;
    }
    if (this._podCidr !== undefined) {
      hasAnyValues = true;
      internalValueResult.podCidr = this._podCidr;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: KubernetesNodeCluster | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._caCertificateHash = undefined;
      this._configurationHash = undefined;
      this._controlPlanes.internalValue = undefined;
      this._endpoint = undefined;
      this._podCidr = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._caCertificateHash = value.caCertificateHash;
      this._configurationHash = value.configurationHash;
      this._controlPlanes.internalValue = value.controlPlanes;
      this._endpoint = value.endpoint;
      this._podCidr = value.podCidr;
    }
  }

  // ca_certificate_hash - computed: false, optional: false, required: true
  private _caCertificateHash?: string;
  public get caCertificateHash() {
    return this.getStringAttribute('ca_certificate_hash');
  }
  public set caCertificateHash(value: string) {
    this._caCertificateHash = value;
  }
  // Temporarily expose input value. Use with caution.
  public get caCertificateHashInput() {
    return this._caCertificateHash;
  }

  // configuration_hash - computed: false, optional: true, required: false
  private _configurationHash?: string;
  public get configurationHash() {
    return this.getStringAttribute('configuration_hash');
  }
  public set configurationHash(value: string) {
    this._configurationHash = value;
  }
  public resetConfigurationHash() {
    this._configurationHash = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get configurationHashInput() {
    return this._configurationHash;
  }

  // control_planes - computed: false, optional: false, required: true
  private _controlPlanes = new KubernetesNodeClusterControlPlanesList(this, "control_planes", false);
  public get controlPlanes() {
    return this._controlPlanes;
  }
  public putControlPlanes(value: KubernetesNodeClusterControlPlanes[] | cdktf.IResolvable) {
    this._controlPlanes.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get controlPlanesInput() {
    return this._controlPlanes.internalValue;
  }

  // endpoint - computed: false, optional: false, required: true
  private _endpoint?: string;
  public get endpoint() {
    return this.getStringAttribute('endpoint');
  }
  public set endpoint(value: string) {
    this._endpoint = value;
  }
  // Temporarily expose input value. Use with caution.
  public get endpointInput() {
    return this._endpoint;
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
}
export interface KubernetesNodeHost {
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

export function kubernetesNodeHostToTerraform(struct?: KubernetesNodeHost | cdktf.IResolvable): any {
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


export function kubernetesNodeHostToHclTerraform(struct?: KubernetesNodeHost | cdktf.IResolvable): any {
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

export class KubernetesNodeHostOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): KubernetesNodeHost | cdktf.IResolvable | undefined {
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

  public set internalValue(value: KubernetesNodeHost | cdktf.IResolvable | undefined) {
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
export interface KubernetesNodePackages {
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

export function kubernetesNodePackagesToTerraform(struct?: KubernetesNodePackages | cdktf.IResolvable): any {
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


export function kubernetesNodePackagesToHclTerraform(struct?: KubernetesNodePackages | cdktf.IResolvable): any {
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

export class KubernetesNodePackagesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): KubernetesNodePackages | cdktf.IResolvable | undefined {
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

  public set internalValue(value: KubernetesNodePackages | cdktf.IResolvable | undefined) {
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
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_node fleetwright_kubernetes_node}
*/
export class KubernetesNode extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_kubernetes_node";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a KubernetesNode resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the KubernetesNode to import
  * @param importFromId The id of the existing KubernetesNode that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_node#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the KubernetesNode to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_kubernetes_node", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_node fleetwright_kubernetes_node} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options KubernetesNodeConfig
  */
  public constructor(scope: Construct, id: string, config: KubernetesNodeConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_kubernetes_node',
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
    this._cluster.internalValue = config.cluster;
    this._containerdConfig = config.containerdConfig;
    this._drainGracePeriod = config.drainGracePeriod;
    this._drainTimeout = config.drainTimeout;
    this._host.internalValue = config.host;
    this._kubeadmPatches = config.kubeadmPatches;
    this._kubeletConfig = config.kubeletConfig;
    this._labels = config.labels;
    this._nodeName = config.nodeName;
    this._packages.internalValue = config.packages;
    this._podNetwork = config.podNetwork;
    this._role = config.role;
    this._taints = config.taints;
    this._version = config.version;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // cluster - computed: false, optional: false, required: true
  private _cluster = new KubernetesNodeClusterOutputReference(this, "cluster");
  public get cluster() {
    return this._cluster;
  }
  public putCluster(value: KubernetesNodeCluster) {
    this._cluster.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get clusterInput() {
    return this._cluster.internalValue;
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

  // drain_grace_period - computed: true, optional: true, required: false
  private _drainGracePeriod?: string;
  public get drainGracePeriod() {
    return this.getStringAttribute('drain_grace_period');
  }
  public set drainGracePeriod(value: string) {
    this._drainGracePeriod = value;
  }
  public resetDrainGracePeriod() {
    this._drainGracePeriod = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get drainGracePeriodInput() {
    return this._drainGracePeriod;
  }

  // drain_timeout - computed: true, optional: true, required: false
  private _drainTimeout?: string;
  public get drainTimeout() {
    return this.getStringAttribute('drain_timeout');
  }
  public set drainTimeout(value: string) {
    this._drainTimeout = value;
  }
  public resetDrainTimeout() {
    this._drainTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get drainTimeoutInput() {
    return this._drainTimeout;
  }

  // drift - computed: true, optional: false, required: false
  public get drift() {
    return this.getListAttribute('drift');
  }

  // host - computed: false, optional: false, required: true
  private _host = new KubernetesNodeHostOutputReference(this, "host");
  public get host() {
    return this._host;
  }
  public putHost(value: KubernetesNodeHost) {
    this._host.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host.internalValue;
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
  private _packages = new KubernetesNodePackagesOutputReference(this, "packages");
  public get packages() {
    return this._packages;
  }
  public putPackages(value: KubernetesNodePackages) {
    this._packages.internalValue = value;
  }
  public resetPackages() {
    this._packages.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get packagesInput() {
    return this._packages.internalValue;
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

  // role - computed: true, optional: true, required: false
  private _role?: string;
  public get role() {
    return this.getStringAttribute('role');
  }
  public set role(value: string) {
    this._role = value;
  }
  public resetRole() {
    this._role = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get roleInput() {
    return this._role;
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
      cluster: kubernetesNodeClusterToTerraform(this._cluster.internalValue),
      containerd_config: cdktf.stringToTerraform(this._containerdConfig),
      drain_grace_period: cdktf.stringToTerraform(this._drainGracePeriod),
      drain_timeout: cdktf.stringToTerraform(this._drainTimeout),
      host: kubernetesNodeHostToTerraform(this._host.internalValue),
      kubeadm_patches: cdktf.listMapper(cdktf.stringToTerraform, false)(this._kubeadmPatches),
      kubelet_config: cdktf.stringToTerraform(this._kubeletConfig),
      labels: cdktf.hashMapper(cdktf.stringToTerraform)(this._labels),
      node_name: cdktf.stringToTerraform(this._nodeName),
      packages: kubernetesNodePackagesToTerraform(this._packages.internalValue),
      pod_network: cdktf.stringToTerraform(this._podNetwork),
      role: cdktf.stringToTerraform(this._role),
      taints: cdktf.listMapper(cdktf.stringToTerraform, false)(this._taints),
      version: cdktf.stringToTerraform(this._version),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      cluster: {
        value: kubernetesNodeClusterToHclTerraform(this._cluster.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "KubernetesNodeCluster",
      },
      containerd_config: {
        value: cdktf.stringToHclTerraform(this._containerdConfig),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      drain_grace_period: {
        value: cdktf.stringToHclTerraform(this._drainGracePeriod),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      drain_timeout: {
        value: cdktf.stringToHclTerraform(this._drainTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      host: {
        value: kubernetesNodeHostToHclTerraform(this._host.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "KubernetesNodeHost",
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
        value: kubernetesNodePackagesToHclTerraform(this._packages.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "KubernetesNodePackages",
      },
      pod_network: {
        value: cdktf.stringToHclTerraform(this._podNetwork),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      role: {
        value: cdktf.stringToHclTerraform(this._role),
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
