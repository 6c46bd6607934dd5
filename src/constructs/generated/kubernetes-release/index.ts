// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface KubernetesReleaseConfig extends cdktf.TerraformMetaArguments {
  /**
  * Where the objects go: `control_planes` or `kubeconfig`.
  */
  readonly cluster: KubernetesReleaseCluster;
  /**
  * Take over fields that another field manager owns.
  */
  readonly forceConflicts?: boolean | cdktf.IResolvable;
  /**
  * Objects as YAML or JSON text, each entry one or more documents. The keys only tell entries apart.
  */
  readonly manifests?: { [key: string]: string };
  /**
  * Name of the release; unique in its namespace.
  */
  readonly name: string;
  /**
  * Namespace of objects that name none.
  */
  readonly namespace?: string;
  /**
  * Like `manifests`, for objects that hold secrets: never in the plan or the state.
  */
  readonly sensitiveManifestsWo?: { [key: string]: string };
  /**
  * Change it to have `sensitive_manifests_wo` applied again: Terraform cannot see that those changed.
  */
  readonly sensitiveManifestsWoVersion?: number;
  /**
  * How long to wait for the objects to get ready, or to be gone: `90s`, `5m`, `1h30m`.
  */
  readonly timeout?: string;
  /**
  * Wait until every object is ready.
  */
  readonly wait?: boolean | cdktf.IResolvable;
}
export interface KubernetesReleaseClusterControlPlanes {
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

export function kubernetesReleaseClusterControlPlanesToTerraform(struct?: KubernetesReleaseClusterControlPlanes | cdktf.IResolvable): any {
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


export function kubernetesReleaseClusterControlPlanesToHclTerraform(struct?: KubernetesReleaseClusterControlPlanes | cdktf.IResolvable): any {
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

export class KubernetesReleaseClusterControlPlanesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): KubernetesReleaseClusterControlPlanes | cdktf.IResolvable | undefined {
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

  public set internalValue(value: KubernetesReleaseClusterControlPlanes | cdktf.IResolvable | undefined) {
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

export class KubernetesReleaseClusterControlPlanesList extends cdktf.ComplexList {
  public internalValue? : KubernetesReleaseClusterControlPlanes[] | cdktf.IResolvable

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
  public get(index: number): KubernetesReleaseClusterControlPlanesOutputReference {
    return new KubernetesReleaseClusterControlPlanesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface KubernetesReleaseCluster {
  /**
  * `sha256:<hex>` of the cluster CA's public key, checked before anything is applied. Another CA is another cluster.
  */
  readonly caCertificateHash?: string;
  /**
  * Control-plane hosts. The kubeconfig is read from the first that answers, over SSH, and kept in memory; the API is reached through the same connection.
  */
  readonly controlPlanes?: KubernetesReleaseClusterControlPlanes[] | cdktf.IResolvable;
  /**
  * Name of one of the provider's `kubeconfigs`.
  */
  readonly kubeconfig?: string;
}

export function kubernetesReleaseClusterToTerraform(struct?: KubernetesReleaseCluster | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    ca_certificate_hash: cdktf.stringToTerraform(struct!.caCertificateHash),
    control_planes: cdktf.listMapper(kubernetesReleaseClusterControlPlanesToTerraform, false)(struct!.controlPlanes),
    kubeconfig: cdktf.stringToTerraform(struct!.kubeconfig),
  }
}


export function kubernetesReleaseClusterToHclTerraform(struct?: KubernetesReleaseCluster | cdktf.IResolvable): any {
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
    control_planes: {
      value: cdktf.listMapperHcl(kubernetesReleaseClusterControlPlanesToHclTerraform, false)(struct!.controlPlanes),
      isBlock: true,
      type: "list",
      storageClassType: "KubernetesReleaseClusterControlPlanesList",
    },
    kubeconfig: {
      value: cdktf.stringToHclTerraform(struct!.kubeconfig),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class KubernetesReleaseClusterOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): KubernetesReleaseCluster | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._caCertificateHash !== undefined) {
      hasAnyValues = true;
      internalValueResult.caCertificateHash = this._caCertificateHash;
    }
    if (this._controlPlanes?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.controlPlanes = this._controlPlanes?.internalValue;
    }
    if (this._kubeconfig !== undefined) {
      hasAnyValues = true;
      internalValueResult.kubeconfig = this._kubeconfig;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: KubernetesReleaseCluster | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._caCertificateHash = undefined;
      this._controlPlanes.internalValue = undefined;
      this._kubeconfig = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._caCertificateHash = value.caCertificateHash;
      this._controlPlanes.internalValue = value.controlPlanes;
      this._kubeconfig = value.kubeconfig;
    }
  }

  // ca_certificate_hash - computed: false, optional: true, required: false
  private _caCertificateHash?: string;
  public get caCertificateHash() {
    return this.getStringAttribute('ca_certificate_hash');
  }
  public set caCertificateHash(value: string) {
    this._caCertificateHash = value;
  }
  public resetCaCertificateHash() {
    this._caCertificateHash = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get caCertificateHashInput() {
    return this._caCertificateHash;
  }

  // control_planes - computed: false, optional: true, required: false
  private _controlPlanes = new KubernetesReleaseClusterControlPlanesList(this, "control_planes", false);
  public get controlPlanes() {
    return this._controlPlanes;
  }
  public putControlPlanes(value: KubernetesReleaseClusterControlPlanes[] | cdktf.IResolvable) {
    this._controlPlanes.internalValue = value;
  }
  public resetControlPlanes() {
    this._controlPlanes.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get controlPlanesInput() {
    return this._controlPlanes.internalValue;
  }

  // kubeconfig - computed: false, optional: true, required: false
  private _kubeconfig?: string;
  public get kubeconfig() {
    return this.getStringAttribute('kubeconfig');
  }
  public set kubeconfig(value: string) {
    this._kubeconfig = value;
  }
  public resetKubeconfig() {
    this._kubeconfig = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kubeconfigInput() {
    return this._kubeconfig;
  }
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_release fleetwright_kubernetes_release}
*/
export class KubernetesRelease extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_kubernetes_release";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a KubernetesRelease resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the KubernetesRelease to import
  * @param importFromId The id of the existing KubernetesRelease that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_release#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the KubernetesRelease to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_kubernetes_release", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/kubernetes_release fleetwright_kubernetes_release} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options KubernetesReleaseConfig
  */
  public constructor(scope: Construct, id: string, config: KubernetesReleaseConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_kubernetes_release',
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
    this._forceConflicts = config.forceConflicts;
    this._manifests = config.manifests;
    this._name = config.name;
    this._namespace = config.namespace;
    this._sensitiveManifestsWo = config.sensitiveManifestsWo;
    this._sensitiveManifestsWoVersion = config.sensitiveManifestsWoVersion;
    this._timeout = config.timeout;
    this._wait = config.wait;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // cluster - computed: false, optional: false, required: true
  private _cluster = new KubernetesReleaseClusterOutputReference(this, "cluster");
  public get cluster() {
    return this._cluster;
  }
  public putCluster(value: KubernetesReleaseCluster) {
    this._cluster.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get clusterInput() {
    return this._cluster.internalValue;
  }

  // drift - computed: true, optional: false, required: false
  public get drift() {
    return this.getListAttribute('drift');
  }

  // force_conflicts - computed: true, optional: true, required: false
  private _forceConflicts?: boolean | cdktf.IResolvable;
  public get forceConflicts() {
    return this.getBooleanAttribute('force_conflicts');
  }
  public set forceConflicts(value: boolean | cdktf.IResolvable) {
    this._forceConflicts = value;
  }
  public resetForceConflicts() {
    this._forceConflicts = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get forceConflictsInput() {
    return this._forceConflicts;
  }

  // manifests - computed: false, optional: true, required: false
  private _manifests?: { [key: string]: string };
  public get manifests() {
    return this.getStringMapAttribute('manifests');
  }
  public set manifests(value: { [key: string]: string }) {
    this._manifests = value;
  }
  public resetManifests() {
    this._manifests = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get manifestsInput() {
    return this._manifests;
  }

  // name - computed: false, optional: false, required: true
  private _name?: string;
  public get name() {
    return this.getStringAttribute('name');
  }
  public set name(value: string) {
    this._name = value;
  }
  // Temporarily expose input value. Use with caution.
  public get nameInput() {
    return this._name;
  }

  // namespace - computed: true, optional: true, required: false
  private _namespace?: string;
  public get namespace() {
    return this.getStringAttribute('namespace');
  }
  public set namespace(value: string) {
    this._namespace = value;
  }
  public resetNamespace() {
    this._namespace = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get namespaceInput() {
    return this._namespace;
  }

  // objects - computed: true, optional: false, required: false
  public get objects() {
    return this.getListAttribute('objects');
  }

  // sensitive_manifests_wo - computed: false, optional: true, required: false
  private _sensitiveManifestsWo?: { [key: string]: string };
  public get sensitiveManifestsWo() {
    return this.getStringMapAttribute('sensitive_manifests_wo');
  }
  public set sensitiveManifestsWo(value: { [key: string]: string }) {
    this._sensitiveManifestsWo = value;
  }
  public resetSensitiveManifestsWo() {
    this._sensitiveManifestsWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sensitiveManifestsWoInput() {
    return this._sensitiveManifestsWo;
  }

  // sensitive_manifests_wo_version - computed: false, optional: true, required: false
  private _sensitiveManifestsWoVersion?: number;
  public get sensitiveManifestsWoVersion() {
    return this.getNumberAttribute('sensitive_manifests_wo_version');
  }
  public set sensitiveManifestsWoVersion(value: number) {
    this._sensitiveManifestsWoVersion = value;
  }
  public resetSensitiveManifestsWoVersion() {
    this._sensitiveManifestsWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sensitiveManifestsWoVersionInput() {
    return this._sensitiveManifestsWoVersion;
  }

  // timeout - computed: true, optional: true, required: false
  private _timeout?: string;
  public get timeout() {
    return this.getStringAttribute('timeout');
  }
  public set timeout(value: string) {
    this._timeout = value;
  }
  public resetTimeout() {
    this._timeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get timeoutInput() {
    return this._timeout;
  }

  // wait - computed: true, optional: true, required: false
  private _wait?: boolean | cdktf.IResolvable;
  public get wait() {
    return this.getBooleanAttribute('wait');
  }
  public set wait(value: boolean | cdktf.IResolvable) {
    this._wait = value;
  }
  public resetWait() {
    this._wait = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get waitInput() {
    return this._wait;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      cluster: kubernetesReleaseClusterToTerraform(this._cluster.internalValue),
      force_conflicts: cdktf.booleanToTerraform(this._forceConflicts),
      manifests: cdktf.hashMapper(cdktf.stringToTerraform)(this._manifests),
      name: cdktf.stringToTerraform(this._name),
      namespace: cdktf.stringToTerraform(this._namespace),
      sensitive_manifests_wo: cdktf.hashMapper(cdktf.stringToTerraform)(this._sensitiveManifestsWo),
      sensitive_manifests_wo_version: cdktf.numberToTerraform(this._sensitiveManifestsWoVersion),
      timeout: cdktf.stringToTerraform(this._timeout),
      wait: cdktf.booleanToTerraform(this._wait),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      cluster: {
        value: kubernetesReleaseClusterToHclTerraform(this._cluster.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "KubernetesReleaseCluster",
      },
      force_conflicts: {
        value: cdktf.booleanToHclTerraform(this._forceConflicts),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      manifests: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._manifests),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      name: {
        value: cdktf.stringToHclTerraform(this._name),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      namespace: {
        value: cdktf.stringToHclTerraform(this._namespace),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      sensitive_manifests_wo: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._sensitiveManifestsWo),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      sensitive_manifests_wo_version: {
        value: cdktf.numberToHclTerraform(this._sensitiveManifestsWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      timeout: {
        value: cdktf.stringToHclTerraform(this._timeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      wait: {
        value: cdktf.booleanToHclTerraform(this._wait),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
