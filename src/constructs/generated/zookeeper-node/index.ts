// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface ZookeeperNodeConfig extends cdktf.TerraformMetaArguments {
  /**
  * Port at which it answers clients.
  */
  readonly clientPort?: number;
  /**
  * Folder of its data and its `myid`.
  */
  readonly dataDir?: string;
  /**
  * Port at which members elect their leader.
  */
  readonly electionPort?: number;
  /**
  * All members, this one too: 1, 3 or 5.
  */
  readonly ensemble: ZookeeperNodeEnsemble[] | cdktf.IResolvable;
  /**
  * The machine.
  */
  readonly host: ZookeeperNodeHost;
  /**
  * Where ZooKeeper comes from: exactly one of `apt_repository`, `files` and `system`. Default: the distribution's zookeeperd.
  */
  readonly packages?: ZookeeperNodePackages;
  /**
  * Port at which the leader answers the other members.
  */
  readonly peerPort?: number;
  /**
  * Hosts of the other members, whom a change is coordinated with.
  */
  readonly peers?: ZookeeperNodePeers[] | cdktf.IResolvable;
  /**
  * Number of this node in the ensemble, its `myid`: 1 to 255.
  */
  readonly serverId: number;
  /**
  * More settings of zoo.cfg: `tickTime`, `autopurge.purgeInterval`.
  */
  readonly settings?: { [key: string]: string };
}
export interface ZookeeperNodeEnsemble {
  /**
  * Name or address at which the other members reach it.
  */
  readonly address: string;
  /**
  * Its `myid`: 1 to 255.
  */
  readonly serverId: number;
}

export function zookeeperNodeEnsembleToTerraform(struct?: ZookeeperNodeEnsemble | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    address: cdktf.stringToTerraform(struct!.address),
    server_id: cdktf.numberToTerraform(struct!.serverId),
  }
}


export function zookeeperNodeEnsembleToHclTerraform(struct?: ZookeeperNodeEnsemble | cdktf.IResolvable): any {
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
    server_id: {
      value: cdktf.numberToHclTerraform(struct!.serverId),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class ZookeeperNodeEnsembleOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): ZookeeperNodeEnsemble | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._address !== undefined) {
      hasAnyValues = true;
      internalValueResult.address = this._address;
    }
    if (this._serverId !== undefined) {
      hasAnyValues = true;
      internalValueResult.serverId = this._serverId;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: ZookeeperNodeEnsemble | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._address = undefined;
      this._serverId = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._address = value.address;
      this._serverId = value.serverId;
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

  // server_id - computed: false, optional: false, required: true
  private _serverId?: number;
  public get serverId() {
    return this.getNumberAttribute('server_id');
  }
  public set serverId(value: number) {
    this._serverId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get serverIdInput() {
    return this._serverId;
  }
}

export class ZookeeperNodeEnsembleList extends cdktf.ComplexList {
  public internalValue? : ZookeeperNodeEnsemble[] | cdktf.IResolvable

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
  public get(index: number): ZookeeperNodeEnsembleOutputReference {
    return new ZookeeperNodeEnsembleOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface ZookeeperNodeHost {
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

export function zookeeperNodeHostToTerraform(struct?: ZookeeperNodeHost | cdktf.IResolvable): any {
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


export function zookeeperNodeHostToHclTerraform(struct?: ZookeeperNodeHost | cdktf.IResolvable): any {
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

export class ZookeeperNodeHostOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): ZookeeperNodeHost | cdktf.IResolvable | undefined {
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

  public set internalValue(value: ZookeeperNodeHost | cdktf.IResolvable | undefined) {
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
export interface ZookeeperNodePackagesFiles {
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

export function zookeeperNodePackagesFilesToTerraform(struct?: ZookeeperNodePackagesFiles | cdktf.IResolvable): any {
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


export function zookeeperNodePackagesFilesToHclTerraform(struct?: ZookeeperNodePackagesFiles | cdktf.IResolvable): any {
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

export class ZookeeperNodePackagesFilesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): ZookeeperNodePackagesFiles | cdktf.IResolvable | undefined {
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

  public set internalValue(value: ZookeeperNodePackagesFiles | cdktf.IResolvable | undefined) {
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

export class ZookeeperNodePackagesFilesList extends cdktf.ComplexList {
  public internalValue? : ZookeeperNodePackagesFiles[] | cdktf.IResolvable

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
  public get(index: number): ZookeeperNodePackagesFilesOutputReference {
    return new ZookeeperNodePackagesFilesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface ZookeeperNodePackages {
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
  readonly files?: ZookeeperNodePackagesFiles[] | cdktf.IResolvable;
  /**
  * Install from the package sources that the host has already; its distribution's own are among them.
  */
  readonly systemAttribute?: boolean | cdktf.IResolvable;
}

export function zookeeperNodePackagesToTerraform(struct?: ZookeeperNodePackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    apt_key_fingerprint: cdktf.stringToTerraform(struct!.aptKeyFingerprint),
    apt_key_url: cdktf.stringToTerraform(struct!.aptKeyUrl),
    apt_packages: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.aptPackages),
    apt_repository: cdktf.stringToTerraform(struct!.aptRepository),
    files: cdktf.listMapper(zookeeperNodePackagesFilesToTerraform, false)(struct!.files),
    system: cdktf.booleanToTerraform(struct!.systemAttribute),
  }
}


export function zookeeperNodePackagesToHclTerraform(struct?: ZookeeperNodePackages | cdktf.IResolvable): any {
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
      value: cdktf.listMapperHcl(zookeeperNodePackagesFilesToHclTerraform, false)(struct!.files),
      isBlock: true,
      type: "list",
      storageClassType: "ZookeeperNodePackagesFilesList",
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

export class ZookeeperNodePackagesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): ZookeeperNodePackages | cdktf.IResolvable | undefined {
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

  public set internalValue(value: ZookeeperNodePackages | cdktf.IResolvable | undefined) {
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
  private _files = new ZookeeperNodePackagesFilesList(this, "files", false);
  public get files() {
    return this._files;
  }
  public putFiles(value: ZookeeperNodePackagesFiles[] | cdktf.IResolvable) {
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
export interface ZookeeperNodePeers {
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

export function zookeeperNodePeersToTerraform(struct?: ZookeeperNodePeers | cdktf.IResolvable): any {
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


export function zookeeperNodePeersToHclTerraform(struct?: ZookeeperNodePeers | cdktf.IResolvable): any {
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

export class ZookeeperNodePeersOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): ZookeeperNodePeers | cdktf.IResolvable | undefined {
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

  public set internalValue(value: ZookeeperNodePeers | cdktf.IResolvable | undefined) {
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

  // address - computed: true, optional: false, required: true
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

  // credential - computed: true, optional: false, required: true
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

  // host_key - computed: true, optional: false, required: true
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

  // user - computed: true, optional: false, required: true
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

export class ZookeeperNodePeersList extends cdktf.ComplexList {
  public internalValue? : ZookeeperNodePeers[] | cdktf.IResolvable

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
  public get(index: number): ZookeeperNodePeersOutputReference {
    return new ZookeeperNodePeersOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/zookeeper_node fleetwright_zookeeper_node}
*/
export class ZookeeperNode extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_zookeeper_node";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a ZookeeperNode resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the ZookeeperNode to import
  * @param importFromId The id of the existing ZookeeperNode that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/zookeeper_node#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the ZookeeperNode to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_zookeeper_node", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/zookeeper_node fleetwright_zookeeper_node} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options ZookeeperNodeConfig
  */
  public constructor(scope: Construct, id: string, config: ZookeeperNodeConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_zookeeper_node',
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
    this._clientPort = config.clientPort;
    this._dataDir = config.dataDir;
    this._electionPort = config.electionPort;
    this._ensemble.internalValue = config.ensemble;
    this._host.internalValue = config.host;
    this._packages.internalValue = config.packages;
    this._peerPort = config.peerPort;
    this._peers.internalValue = config.peers;
    this._serverId = config.serverId;
    this._settings = config.settings;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // client_port - computed: true, optional: true, required: false
  private _clientPort?: number;
  public get clientPort() {
    return this.getNumberAttribute('client_port');
  }
  public set clientPort(value: number) {
    this._clientPort = value;
  }
  public resetClientPort() {
    this._clientPort = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get clientPortInput() {
    return this._clientPort;
  }

  // data_dir - computed: true, optional: true, required: false
  private _dataDir?: string;
  public get dataDir() {
    return this.getStringAttribute('data_dir');
  }
  public set dataDir(value: string) {
    this._dataDir = value;
  }
  public resetDataDir() {
    this._dataDir = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dataDirInput() {
    return this._dataDir;
  }

  // drift - computed: true, optional: false, required: false
  public get drift() {
    return this.getListAttribute('drift');
  }

  // election_port - computed: true, optional: true, required: false
  private _electionPort?: number;
  public get electionPort() {
    return this.getNumberAttribute('election_port');
  }
  public set electionPort(value: number) {
    this._electionPort = value;
  }
  public resetElectionPort() {
    this._electionPort = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get electionPortInput() {
    return this._electionPort;
  }

  // ensemble - computed: false, optional: false, required: true
  private _ensemble = new ZookeeperNodeEnsembleList(this, "ensemble", false);
  public get ensemble() {
    return this._ensemble;
  }
  public putEnsemble(value: ZookeeperNodeEnsemble[] | cdktf.IResolvable) {
    this._ensemble.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get ensembleInput() {
    return this._ensemble.internalValue;
  }

  // host - computed: false, optional: false, required: true
  private _host = new ZookeeperNodeHostOutputReference(this, "host");
  public get host() {
    return this._host;
  }
  public putHost(value: ZookeeperNodeHost) {
    this._host.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get hostInput() {
    return this._host.internalValue;
  }

  // owner - computed: true, optional: false, required: false
  public get owner() {
    return this.getStringAttribute('owner');
  }

  // packages - computed: false, optional: true, required: false
  private _packages = new ZookeeperNodePackagesOutputReference(this, "packages");
  public get packages() {
    return this._packages;
  }
  public putPackages(value: ZookeeperNodePackages) {
    this._packages.internalValue = value;
  }
  public resetPackages() {
    this._packages.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get packagesInput() {
    return this._packages.internalValue;
  }

  // peer_port - computed: true, optional: true, required: false
  private _peerPort?: number;
  public get peerPort() {
    return this.getNumberAttribute('peer_port');
  }
  public set peerPort(value: number) {
    this._peerPort = value;
  }
  public resetPeerPort() {
    this._peerPort = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get peerPortInput() {
    return this._peerPort;
  }

  // peers - computed: true, optional: true, required: false
  private _peers = new ZookeeperNodePeersList(this, "peers", false);
  public get peers() {
    return this._peers;
  }
  public putPeers(value: ZookeeperNodePeers[] | cdktf.IResolvable) {
    this._peers.internalValue = value;
  }
  public resetPeers() {
    this._peers.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get peersInput() {
    return this._peers.internalValue;
  }

  // server_id - computed: false, optional: false, required: true
  private _serverId?: number;
  public get serverId() {
    return this.getNumberAttribute('server_id');
  }
  public set serverId(value: number) {
    this._serverId = value;
  }
  // Temporarily expose input value. Use with caution.
  public get serverIdInput() {
    return this._serverId;
  }

  // settings - computed: false, optional: true, required: false
  private _settings?: { [key: string]: string };
  public get settings() {
    return this.getStringMapAttribute('settings');
  }
  public set settings(value: { [key: string]: string }) {
    this._settings = value;
  }
  public resetSettings() {
    this._settings = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get settingsInput() {
    return this._settings;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      client_port: cdktf.numberToTerraform(this._clientPort),
      data_dir: cdktf.stringToTerraform(this._dataDir),
      election_port: cdktf.numberToTerraform(this._electionPort),
      ensemble: cdktf.listMapper(zookeeperNodeEnsembleToTerraform, false)(this._ensemble.internalValue),
      host: zookeeperNodeHostToTerraform(this._host.internalValue),
      packages: zookeeperNodePackagesToTerraform(this._packages.internalValue),
      peer_port: cdktf.numberToTerraform(this._peerPort),
      peers: cdktf.listMapper(zookeeperNodePeersToTerraform, false)(this._peers.internalValue),
      server_id: cdktf.numberToTerraform(this._serverId),
      settings: cdktf.hashMapper(cdktf.stringToTerraform)(this._settings),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      client_port: {
        value: cdktf.numberToHclTerraform(this._clientPort),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      data_dir: {
        value: cdktf.stringToHclTerraform(this._dataDir),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      election_port: {
        value: cdktf.numberToHclTerraform(this._electionPort),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      ensemble: {
        value: cdktf.listMapperHcl(zookeeperNodeEnsembleToHclTerraform, false)(this._ensemble.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ZookeeperNodeEnsembleList",
      },
      host: {
        value: zookeeperNodeHostToHclTerraform(this._host.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "ZookeeperNodeHost",
      },
      packages: {
        value: zookeeperNodePackagesToHclTerraform(this._packages.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "ZookeeperNodePackages",
      },
      peer_port: {
        value: cdktf.numberToHclTerraform(this._peerPort),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      peers: {
        value: cdktf.listMapperHcl(zookeeperNodePeersToHclTerraform, false)(this._peers.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "ZookeeperNodePeersList",
      },
      server_id: {
        value: cdktf.numberToHclTerraform(this._serverId),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      settings: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._settings),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
