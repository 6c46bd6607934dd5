// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface MesosMasterConfig extends cdktf.TerraformMetaArguments {
  /**
  * Whether agents have to authenticate, with one of `credentials_wo`.
  */
  readonly authenticateAgents?: boolean | cdktf.IResolvable;
  /**
  * Whether frameworks have to authenticate, with one of `credentials_wo`.
  */
  readonly authenticateFrameworks?: boolean | cdktf.IResolvable;
  /**
  * Name of the cluster, shown to people. Default: none.
  */
  readonly clusterName?: string;
  /**
  * How the package's unit reads its flags: `files`, one per flag in /etc/mesos-master/, or `environment`, variables in /etc/default/mesos-master.
  */
  readonly convention?: string;
  /**
  * Secrets by principal, which agents and frameworks authenticate with; never in plan or state.
  */
  readonly credentialsWo?: { [key: string]: string };
  /**
  * Change it to have `credentials_wo` written again: Terraform cannot see that those changed.
  */
  readonly credentialsWoVersion?: number;
  /**
  * More flags of mesos-master, by their names without dashes; a flag that is on or off has "true" or "false".
  */
  readonly flags?: { [key: string]: string };
  /**
  * The machine.
  */
  readonly host: MesosMasterHost;
  /**
  * Name or address under which others reach this host. Default: the host's own.
  */
  readonly hostname?: string;
  /**
  * IP address to listen at. Default: the one that the host's name resolves to, as Mesos finds it.
  */
  readonly ip?: string;
  /**
  * Hosts of all masters, this one too. The quorum is a majority of them.
  */
  readonly masters: MesosMasterMasters[] | cdktf.IResolvable;
  /**
  * `I consent to a new registry`: one master cannot become three with the registry it has, so that this change starts an empty one, and every agent registers anew.
  */
  readonly newRegistry?: string;
  /**
  * Where mesos-master comes from: exactly one of `apt_repository`, `files` and `system`. There is no default, because nobody publishes packages of Mesos any more.
  */
  readonly packages: MesosMasterPackages;
  /**
  * Port at which it listens.
  */
  readonly port?: number;
  /**
  * How many masters have to have a write in their log. Default, and the only value that is taken: the majority of `masters`.
  */
  readonly quorum?: number;
  /**
  * Folder of its replicated log.
  */
  readonly workDir?: string;
  /**
  * Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`.
  */
  readonly zookeeper: string;
}
export interface MesosMasterHost {
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

export function mesosMasterHostToTerraform(struct?: MesosMasterHost | cdktf.IResolvable): any {
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


export function mesosMasterHostToHclTerraform(struct?: MesosMasterHost | cdktf.IResolvable): any {
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

export class MesosMasterHostOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MesosMasterHost | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosMasterHost | cdktf.IResolvable | undefined) {
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
export interface MesosMasterMasters {
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

export function mesosMasterMastersToTerraform(struct?: MesosMasterMasters | cdktf.IResolvable): any {
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


export function mesosMasterMastersToHclTerraform(struct?: MesosMasterMasters | cdktf.IResolvable): any {
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

export class MesosMasterMastersOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MesosMasterMasters | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosMasterMasters | cdktf.IResolvable | undefined) {
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

export class MesosMasterMastersList extends cdktf.ComplexList {
  public internalValue? : MesosMasterMasters[] | cdktf.IResolvable

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
  public get(index: number): MesosMasterMastersOutputReference {
    return new MesosMasterMastersOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MesosMasterPackagesFiles {
  /**
  * `push` sends the file over SSH; `fetch` has the host download it from `url`.
  */
  readonly delivery?: string;
  /**
  * Path of a .deb or a tar archive on the machine that runs Terraform; `~` stands for the home folder. Not with `url`.
  */
  readonly path?: string;
  /**
  * SHA-256 of the file in hex, checked where it is used.
  */
  readonly sha256: string;
  /**
  * http(s) URL of a .deb or a tar archive. Not with `path`.
  */
  readonly url?: string;
}

export function mesosMasterPackagesFilesToTerraform(struct?: MesosMasterPackagesFiles | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    delivery: cdktf.stringToTerraform(struct!.delivery),
    path: cdktf.stringToTerraform(struct!.path),
    sha256: cdktf.stringToTerraform(struct!.sha256),
    url: cdktf.stringToTerraform(struct!.url),
  }
}


export function mesosMasterPackagesFilesToHclTerraform(struct?: MesosMasterPackagesFiles | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    delivery: {
      value: cdktf.stringToHclTerraform(struct!.delivery),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    path: {
      value: cdktf.stringToHclTerraform(struct!.path),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    sha256: {
      value: cdktf.stringToHclTerraform(struct!.sha256),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    url: {
      value: cdktf.stringToHclTerraform(struct!.url),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MesosMasterPackagesFilesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MesosMasterPackagesFiles | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._delivery !== undefined) {
      hasAnyValues = true;
      internalValueResult.delivery = this._delivery;
    }
    if (this._path !== undefined) {
      hasAnyValues = true;
      internalValueResult.path = this._path;
    }
    if (this._sha256 !== undefined) {
      hasAnyValues = true;
      internalValueResult.sha256 = this._sha256;
    }
    if (this._url !== undefined) {
      hasAnyValues = true;
      internalValueResult.url = this._url;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MesosMasterPackagesFiles | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._delivery = undefined;
      this._path = undefined;
      this._sha256 = undefined;
      this._url = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._delivery = value.delivery;
      this._path = value.path;
      this._sha256 = value.sha256;
      this._url = value.url;
    }
  }

  // delivery - computed: true, optional: true, required: false
  private _delivery?: string;
  public get delivery() {
    return this.getStringAttribute('delivery');
  }
  public set delivery(value: string) {
    this._delivery = value;
  }
  public resetDelivery() {
    this._delivery = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get deliveryInput() {
    return this._delivery;
  }

  // path - computed: false, optional: true, required: false
  private _path?: string;
  public get path() {
    return this.getStringAttribute('path');
  }
  public set path(value: string) {
    this._path = value;
  }
  public resetPath() {
    this._path = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get pathInput() {
    return this._path;
  }

  // sha256 - computed: false, optional: false, required: true
  private _sha256?: string;
  public get sha256() {
    return this.getStringAttribute('sha256');
  }
  public set sha256(value: string) {
    this._sha256 = value;
  }
  // Temporarily expose input value. Use with caution.
  public get sha256Input() {
    return this._sha256;
  }

  // url - computed: false, optional: true, required: false
  private _url?: string;
  public get url() {
    return this.getStringAttribute('url');
  }
  public set url(value: string) {
    this._url = value;
  }
  public resetUrl() {
    this._url = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get urlInput() {
    return this._url;
  }
}

export class MesosMasterPackagesFilesList extends cdktf.ComplexList {
  public internalValue? : MesosMasterPackagesFiles[] | cdktf.IResolvable

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
  public get(index: number): MesosMasterPackagesFilesOutputReference {
    return new MesosMasterPackagesFilesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MesosMasterPackages {
  /**
  * Fingerprint of the repository's signing key, which the key from `apt_key_url` is checked against. Default: not checked.
  */
  readonly aptKeyFingerprint?: string;
  /**
  * URL of the repository's signing key, armored or binary.
  */
  readonly aptKeyUrl?: string;
  /**
  * Packages, perhaps with a version: `mesos=1.11.0-2.0.1`. Default: the service's usual one.
  */
  readonly aptPackages?: string[];
  /**
  * An apt repository as sources.list has it, `https://packages.example.org/debian bookworm main`, or the URL alone of a flat one. Takes `apt_key_url` or `apt_key_fingerprint` with it.
  */
  readonly aptRepository?: string;
  /**
  * Debian packages and archives to install, in this order.
  */
  readonly files?: MesosMasterPackagesFiles[] | cdktf.IResolvable;
  /**
  * Install from the package sources that the host has already; its distribution's own are among them.
  */
  readonly systemAttribute?: boolean | cdktf.IResolvable;
}

export function mesosMasterPackagesToTerraform(struct?: MesosMasterPackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    apt_key_fingerprint: cdktf.stringToTerraform(struct!.aptKeyFingerprint),
    apt_key_url: cdktf.stringToTerraform(struct!.aptKeyUrl),
    apt_packages: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.aptPackages),
    apt_repository: cdktf.stringToTerraform(struct!.aptRepository),
    files: cdktf.listMapper(mesosMasterPackagesFilesToTerraform, false)(struct!.files),
    system: cdktf.booleanToTerraform(struct!.systemAttribute),
  }
}


export function mesosMasterPackagesToHclTerraform(struct?: MesosMasterPackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    apt_key_fingerprint: {
      value: cdktf.stringToHclTerraform(struct!.aptKeyFingerprint),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    apt_key_url: {
      value: cdktf.stringToHclTerraform(struct!.aptKeyUrl),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    apt_packages: {
      value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(struct!.aptPackages),
      isBlock: false,
      type: "list",
      storageClassType: "stringList",
    },
    apt_repository: {
      value: cdktf.stringToHclTerraform(struct!.aptRepository),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    files: {
      value: cdktf.listMapperHcl(mesosMasterPackagesFilesToHclTerraform, false)(struct!.files),
      isBlock: true,
      type: "list",
      storageClassType: "MesosMasterPackagesFilesList",
    },
    system: {
      value: cdktf.booleanToHclTerraform(struct!.systemAttribute),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MesosMasterPackagesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MesosMasterPackages | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._aptKeyFingerprint !== undefined) {
      hasAnyValues = true;
      internalValueResult.aptKeyFingerprint = this._aptKeyFingerprint;
    }
    if (this._aptKeyUrl !== undefined) {
      hasAnyValues = true;
      internalValueResult.aptKeyUrl = this._aptKeyUrl;
    }
    if (this._aptPackages !== undefined) {
      hasAnyValues = true;
      internalValueResult.aptPackages = this._aptPackages;
    }
    if (this._aptRepository !== undefined) {
      hasAnyValues = true;
      internalValueResult.aptRepository = this._aptRepository;
    }
    if (this._files?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.files = this._files?.internalValue;
    }
    if (this._system !== undefined) {
      hasAnyValues = true;
      internalValueResult.systemAttribute = this._system;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MesosMasterPackages | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._aptKeyFingerprint = undefined;
      this._aptKeyUrl = undefined;
      this._aptPackages = undefined;
      this._aptRepository = undefined;
      this._files.internalValue = undefined;
      this._system = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._aptKeyFingerprint = value.aptKeyFingerprint;
      this._aptKeyUrl = value.aptKeyUrl;
      this._aptPackages = value.aptPackages;
      this._aptRepository = value.aptRepository;
      this._files.internalValue = value.files;
      this._system = value.systemAttribute;
    }
  }

  // apt_key_fingerprint - computed: false, optional: true, required: false
  private _aptKeyFingerprint?: string;
  public get aptKeyFingerprint() {
    return this.getStringAttribute('apt_key_fingerprint');
  }
  public set aptKeyFingerprint(value: string) {
    this._aptKeyFingerprint = value;
  }
  public resetAptKeyFingerprint() {
    this._aptKeyFingerprint = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aptKeyFingerprintInput() {
    return this._aptKeyFingerprint;
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

  // apt_packages - computed: false, optional: true, required: false
  private _aptPackages?: string[];
  public get aptPackages() {
    return this.getListAttribute('apt_packages');
  }
  public set aptPackages(value: string[]) {
    this._aptPackages = value;
  }
  public resetAptPackages() {
    this._aptPackages = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aptPackagesInput() {
    return this._aptPackages;
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

  // files - computed: false, optional: true, required: false
  private _files = new MesosMasterPackagesFilesList(this, "files", false);
  public get files() {
    return this._files;
  }
  public putFiles(value: MesosMasterPackagesFiles[] | cdktf.IResolvable) {
    this._files.internalValue = value;
  }
  public resetFiles() {
    this._files.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get filesInput() {
    return this._files.internalValue;
  }

  // system - computed: true, optional: true, required: false
  private _system?: boolean | cdktf.IResolvable;
  public get systemAttribute() {
    return this.getBooleanAttribute('system');
  }
  public set systemAttribute(value: boolean | cdktf.IResolvable) {
    this._system = value;
  }
  public resetSystemAttribute() {
    this._system = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get systemAttributeInput() {
    return this._system;
  }
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/mesos_master fleetwright_mesos_master}
*/
export class MesosMaster extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_mesos_master";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a MesosMaster resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the MesosMaster to import
  * @param importFromId The id of the existing MesosMaster that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/mesos_master#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the MesosMaster to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_mesos_master", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/mesos_master fleetwright_mesos_master} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options MesosMasterConfig
  */
  public constructor(scope: Construct, id: string, config: MesosMasterConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_mesos_master',
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
    this._authenticateAgents = config.authenticateAgents;
    this._authenticateFrameworks = config.authenticateFrameworks;
    this._clusterName = config.clusterName;
    this._convention = config.convention;
    this._credentialsWo = config.credentialsWo;
    this._credentialsWoVersion = config.credentialsWoVersion;
    this._flags = config.flags;
    this._host.internalValue = config.host;
    this._hostname = config.hostname;
    this._ip = config.ip;
    this._masters.internalValue = config.masters;
    this._newRegistry = config.newRegistry;
    this._packages.internalValue = config.packages;
    this._port = config.port;
    this._quorum = config.quorum;
    this._workDir = config.workDir;
    this._zookeeper = config.zookeeper;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // authenticate_agents - computed: true, optional: true, required: false
  private _authenticateAgents?: boolean | cdktf.IResolvable;
  public get authenticateAgents() {
    return this.getBooleanAttribute('authenticate_agents');
  }
  public set authenticateAgents(value: boolean | cdktf.IResolvable) {
    this._authenticateAgents = value;
  }
  public resetAuthenticateAgents() {
    this._authenticateAgents = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get authenticateAgentsInput() {
    return this._authenticateAgents;
  }

  // authenticate_frameworks - computed: true, optional: true, required: false
  private _authenticateFrameworks?: boolean | cdktf.IResolvable;
  public get authenticateFrameworks() {
    return this.getBooleanAttribute('authenticate_frameworks');
  }
  public set authenticateFrameworks(value: boolean | cdktf.IResolvable) {
    this._authenticateFrameworks = value;
  }
  public resetAuthenticateFrameworks() {
    this._authenticateFrameworks = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get authenticateFrameworksInput() {
    return this._authenticateFrameworks;
  }

  // cluster_name - computed: false, optional: true, required: false
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

  // convention - computed: true, optional: true, required: false
  private _convention?: string;
  public get convention() {
    return this.getStringAttribute('convention');
  }
  public set convention(value: string) {
    this._convention = value;
  }
  public resetConvention() {
    this._convention = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get conventionInput() {
    return this._convention;
  }

  // credentials_wo - computed: false, optional: true, required: false
  private _credentialsWo?: { [key: string]: string };
  public get credentialsWo() {
    return this.getStringMapAttribute('credentials_wo');
  }
  public set credentialsWo(value: { [key: string]: string }) {
    this._credentialsWo = value;
  }
  public resetCredentialsWo() {
    this._credentialsWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsWoInput() {
    return this._credentialsWo;
  }

  // credentials_wo_version - computed: false, optional: true, required: false
  private _credentialsWoVersion?: number;
  public get credentialsWoVersion() {
    return this.getNumberAttribute('credentials_wo_version');
  }
  public set credentialsWoVersion(value: number) {
    this._credentialsWoVersion = value;
  }
  public resetCredentialsWoVersion() {
    this._credentialsWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialsWoVersionInput() {
    return this._credentialsWoVersion;
  }

  // drift - computed: true, optional: false, required: false
  public get drift() {
    return this.getListAttribute('drift');
  }

  // flags - computed: false, optional: true, required: false
  private _flags?: { [key: string]: string };
  public get flags() {
    return this.getStringMapAttribute('flags');
  }
  public set flags(value: { [key: string]: string }) {
    this._flags = value;
  }
  public resetFlags() {
    this._flags = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get flagsInput() {
    return this._flags;
  }

  // host - computed: false, optional: false, required: true
  private _host = new MesosMasterHostOutputReference(this, "host");
  public get host() {
    return this._host;
  }
  public putHost(value: MesosMasterHost) {
    this._host.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host.internalValue;
  }

  // hostname - computed: false, optional: true, required: false
  private _hostname?: string;
  public get hostname() {
    return this.getStringAttribute('hostname');
  }
  public set hostname(value: string) {
    this._hostname = value;
  }
  public resetHostname() {
    this._hostname = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostnameInput() {
    return this._hostname;
  }

  // ip - computed: false, optional: true, required: false
  private _ip?: string;
  public get ip() {
    return this.getStringAttribute('ip');
  }
  public set ip(value: string) {
    this._ip = value;
  }
  public resetIp() {
    this._ip = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ipInput() {
    return this._ip;
  }

  // masters - computed: false, optional: false, required: true
  private _masters = new MesosMasterMastersList(this, "masters", false);
  public get masters() {
    return this._masters;
  }
  public putMasters(value: MesosMasterMasters[] | cdktf.IResolvable) {
    this._masters.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get mastersInput() {
    return this._masters.internalValue;
  }

  // new_registry - computed: false, optional: true, required: false
  private _newRegistry?: string;
  public get newRegistry() {
    return this.getStringAttribute('new_registry');
  }
  public set newRegistry(value: string) {
    this._newRegistry = value;
  }
  public resetNewRegistry() {
    this._newRegistry = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get newRegistryInput() {
    return this._newRegistry;
  }

  // owner - computed: true, optional: false, required: false
  public get owner() {
    return this.getStringAttribute('owner');
  }

  // packages - computed: false, optional: false, required: true
  private _packages = new MesosMasterPackagesOutputReference(this, "packages");
  public get packages() {
    return this._packages;
  }
  public putPackages(value: MesosMasterPackages) {
    this._packages.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get packagesInput() {
    return this._packages.internalValue;
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

  // quorum - computed: true, optional: true, required: false
  private _quorum?: number;
  public get quorum() {
    return this.getNumberAttribute('quorum');
  }
  public set quorum(value: number) {
    this._quorum = value;
  }
  public resetQuorum() {
    this._quorum = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get quorumInput() {
    return this._quorum;
  }

  // work_dir - computed: true, optional: true, required: false
  private _workDir?: string;
  public get workDir() {
    return this.getStringAttribute('work_dir');
  }
  public set workDir(value: string) {
    this._workDir = value;
  }
  public resetWorkDir() {
    this._workDir = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get workDirInput() {
    return this._workDir;
  }

  // zookeeper - computed: false, optional: false, required: true
  private _zookeeper?: string;
  public get zookeeper() {
    return this.getStringAttribute('zookeeper');
  }
  public set zookeeper(value: string) {
    this._zookeeper = value;
  }
  // Temporarily expose input value. Use with caution.
  public get zookeeperInput() {
    return this._zookeeper;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      authenticate_agents: cdktf.booleanToTerraform(this._authenticateAgents),
      authenticate_frameworks: cdktf.booleanToTerraform(this._authenticateFrameworks),
      cluster_name: cdktf.stringToTerraform(this._clusterName),
      convention: cdktf.stringToTerraform(this._convention),
      credentials_wo: cdktf.hashMapper(cdktf.stringToTerraform)(this._credentialsWo),
      credentials_wo_version: cdktf.numberToTerraform(this._credentialsWoVersion),
      flags: cdktf.hashMapper(cdktf.stringToTerraform)(this._flags),
      host: mesosMasterHostToTerraform(this._host.internalValue),
      hostname: cdktf.stringToTerraform(this._hostname),
      ip: cdktf.stringToTerraform(this._ip),
      masters: cdktf.listMapper(mesosMasterMastersToTerraform, false)(this._masters.internalValue),
      new_registry: cdktf.stringToTerraform(this._newRegistry),
      packages: mesosMasterPackagesToTerraform(this._packages.internalValue),
      port: cdktf.numberToTerraform(this._port),
      quorum: cdktf.numberToTerraform(this._quorum),
      work_dir: cdktf.stringToTerraform(this._workDir),
      zookeeper: cdktf.stringToTerraform(this._zookeeper),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      authenticate_agents: {
        value: cdktf.booleanToHclTerraform(this._authenticateAgents),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      authenticate_frameworks: {
        value: cdktf.booleanToHclTerraform(this._authenticateFrameworks),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      cluster_name: {
        value: cdktf.stringToHclTerraform(this._clusterName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      convention: {
        value: cdktf.stringToHclTerraform(this._convention),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      credentials_wo: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._credentialsWo),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      credentials_wo_version: {
        value: cdktf.numberToHclTerraform(this._credentialsWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      flags: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._flags),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      host: {
        value: mesosMasterHostToHclTerraform(this._host.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MesosMasterHost",
      },
      hostname: {
        value: cdktf.stringToHclTerraform(this._hostname),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      ip: {
        value: cdktf.stringToHclTerraform(this._ip),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      masters: {
        value: cdktf.listMapperHcl(mesosMasterMastersToHclTerraform, false)(this._masters.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "MesosMasterMastersList",
      },
      new_registry: {
        value: cdktf.stringToHclTerraform(this._newRegistry),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      packages: {
        value: mesosMasterPackagesToHclTerraform(this._packages.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MesosMasterPackages",
      },
      port: {
        value: cdktf.numberToHclTerraform(this._port),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      quorum: {
        value: cdktf.numberToHclTerraform(this._quorum),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      work_dir: {
        value: cdktf.stringToHclTerraform(this._workDir),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      zookeeper: {
        value: cdktf.stringToHclTerraform(this._zookeeper),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
