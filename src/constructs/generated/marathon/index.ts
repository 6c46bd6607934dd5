// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface MarathonConfig extends cdktf.TerraformMetaArguments {
  /**
  * How the package's unit reads its flags: `files`, one per flag in /etc/marathon/conf/, or `environment`, variables in /etc/default/marathon.
  */
  readonly convention?: string;
  /**
  * More flags of marathon, by their names without dashes; a flag that is on or off has "true" or "false".
  */
  readonly flags?: { [key: string]: string };
  /**
  * What it authenticates with at the masters, as JSON: `{"principal": "marathon", "secret": "…"}`; never in plan or state.
  */
  readonly frameworkCredentialWo?: string;
  /**
  * Change it to have `framework_credential_wo` written again: Terraform cannot see that it changed.
  */
  readonly frameworkCredentialWoVersion?: number;
  /**
  * Name of the framework, shown to people.
  */
  readonly frameworkName?: string;
  /**
  * The machine.
  */
  readonly host: MarathonHost;
  /**
  * Name or address under which others reach this host. Default: the host's own.
  */
  readonly hostname?: string;
  /**
  * Login that it demands over HTTP, `user:password`; never in plan or state. Default: none.
  */
  readonly httpCredentialsWo?: string;
  /**
  * Change it to have `http_credentials_wo` written again: Terraform cannot see that it changed.
  */
  readonly httpCredentialsWoVersion?: number;
  /**
  * Port at which it answers HTTP.
  */
  readonly httpPort?: number;
  /**
  * What runs it. Default: the package default-jre-headless.
  */
  readonly java?: MarathonJava;
  /**
  * Hosts of all instances, this one too.
  */
  readonly marathons: MarathonMarathons[] | cdktf.IResolvable;
  /**
  * Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`.
  */
  readonly master: string;
  /**
  * Hosts of the masters of Mesos.
  */
  readonly masters: MarathonMasters[] | cdktf.IResolvable;
  /**
  * User of the agents that tasks run as.
  */
  readonly mesosUser?: string;
  /**
  * Where marathon comes from: exactly one of `apt_repository`, `files` and `system`. There is no default, because nobody publishes packages of Mesos any more.
  */
  readonly packages: MarathonPackages;
  /**
  * Role of Mesos that its resources belong to, which persistent volumes need. Default: `*`.
  */
  readonly role?: string;
  /**
  * Where Marathon keeps its apps and elects its leader: `zk://a:2181,b:2181,c:2181/marathon`.
  */
  readonly zookeeper: string;
}
export interface MarathonHost {
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

export function marathonHostToTerraform(struct?: MarathonHost | cdktf.IResolvable): any {
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


export function marathonHostToHclTerraform(struct?: MarathonHost | cdktf.IResolvable): any {
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

export class MarathonHostOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MarathonHost | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MarathonHost | cdktf.IResolvable | undefined) {
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
export interface MarathonJava {
  /**
  * Package of a Java runtime, from the package sources of the host.
  */
  readonly package?: string;
}

export function marathonJavaToTerraform(struct?: MarathonJava | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    package: cdktf.stringToTerraform(struct!.package),
  }
}


export function marathonJavaToHclTerraform(struct?: MarathonJava | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    package: {
      value: cdktf.stringToHclTerraform(struct!.package),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export class MarathonJavaOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MarathonJava | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._package !== undefined) {
      hasAnyValues = true;
      internalValueResult.package = this._package;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MarathonJava | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._package = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._package = value.package;
    }
  }

  // package - computed: true, optional: true, required: false
  private _package?: string;
  public get package() {
    return this.getStringAttribute('package');
  }
  public set package(value: string) {
    this._package = value;
  }
  public resetPackage() {
    this._package = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get packageInput() {
    return this._package;
  }
}
export interface MarathonMarathons {
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

export function marathonMarathonsToTerraform(struct?: MarathonMarathons | cdktf.IResolvable): any {
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


export function marathonMarathonsToHclTerraform(struct?: MarathonMarathons | cdktf.IResolvable): any {
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

export class MarathonMarathonsOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MarathonMarathons | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MarathonMarathons | cdktf.IResolvable | undefined) {
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

export class MarathonMarathonsList extends cdktf.ComplexList {
  public internalValue? : MarathonMarathons[] | cdktf.IResolvable

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
  public get(index: number): MarathonMarathonsOutputReference {
    return new MarathonMarathonsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MarathonMasters {
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

export function marathonMastersToTerraform(struct?: MarathonMasters | cdktf.IResolvable): any {
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


export function marathonMastersToHclTerraform(struct?: MarathonMasters | cdktf.IResolvable): any {
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

export class MarathonMastersOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MarathonMasters | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MarathonMasters | cdktf.IResolvable | undefined) {
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

export class MarathonMastersList extends cdktf.ComplexList {
  public internalValue? : MarathonMasters[] | cdktf.IResolvable

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
  public get(index: number): MarathonMastersOutputReference {
    return new MarathonMastersOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MarathonPackagesFiles {
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

export function marathonPackagesFilesToTerraform(struct?: MarathonPackagesFiles | cdktf.IResolvable): any {
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


export function marathonPackagesFilesToHclTerraform(struct?: MarathonPackagesFiles | cdktf.IResolvable): any {
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

export class MarathonPackagesFilesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MarathonPackagesFiles | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MarathonPackagesFiles | cdktf.IResolvable | undefined) {
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

export class MarathonPackagesFilesList extends cdktf.ComplexList {
  public internalValue? : MarathonPackagesFiles[] | cdktf.IResolvable

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
  public get(index: number): MarathonPackagesFilesOutputReference {
    return new MarathonPackagesFilesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MarathonPackages {
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
  readonly files?: MarathonPackagesFiles[] | cdktf.IResolvable;
  /**
  * Install from the package sources that the host has already; its distribution's own are among them.
  */
  readonly systemAttribute?: boolean | cdktf.IResolvable;
}

export function marathonPackagesToTerraform(struct?: MarathonPackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    apt_key_fingerprint: cdktf.stringToTerraform(struct!.aptKeyFingerprint),
    apt_key_url: cdktf.stringToTerraform(struct!.aptKeyUrl),
    apt_packages: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.aptPackages),
    apt_repository: cdktf.stringToTerraform(struct!.aptRepository),
    files: cdktf.listMapper(marathonPackagesFilesToTerraform, false)(struct!.files),
    system: cdktf.booleanToTerraform(struct!.systemAttribute),
  }
}


export function marathonPackagesToHclTerraform(struct?: MarathonPackages | cdktf.IResolvable): any {
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
      value: cdktf.listMapperHcl(marathonPackagesFilesToHclTerraform, false)(struct!.files),
      isBlock: true,
      type: "list",
      storageClassType: "MarathonPackagesFilesList",
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

export class MarathonPackagesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MarathonPackages | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MarathonPackages | cdktf.IResolvable | undefined) {
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
  private _files = new MarathonPackagesFilesList(this, "files", false);
  public get files() {
    return this._files;
  }
  public putFiles(value: MarathonPackagesFiles[] | cdktf.IResolvable) {
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
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/marathon fleetwright_marathon}
*/
export class Marathon extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_marathon";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a Marathon resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the Marathon to import
  * @param importFromId The id of the existing Marathon that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/marathon#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the Marathon to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_marathon", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/marathon fleetwright_marathon} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options MarathonConfig
  */
  public constructor(scope: Construct, id: string, config: MarathonConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_marathon',
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
    this._convention = config.convention;
    this._flags = config.flags;
    this._frameworkCredentialWo = config.frameworkCredentialWo;
    this._frameworkCredentialWoVersion = config.frameworkCredentialWoVersion;
    this._frameworkName = config.frameworkName;
    this._host.internalValue = config.host;
    this._hostname = config.hostname;
    this._httpCredentialsWo = config.httpCredentialsWo;
    this._httpCredentialsWoVersion = config.httpCredentialsWoVersion;
    this._httpPort = config.httpPort;
    this._java.internalValue = config.java;
    this._marathons.internalValue = config.marathons;
    this._master = config.master;
    this._masters.internalValue = config.masters;
    this._mesosUser = config.mesosUser;
    this._packages.internalValue = config.packages;
    this._role = config.role;
    this._zookeeper = config.zookeeper;
  }

  // ==========
  // ATTRIBUTES
  // ==========

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

  // framework_credential_wo - computed: false, optional: true, required: false
  private _frameworkCredentialWo?: string;
  public get frameworkCredentialWo() {
    return this.getStringAttribute('framework_credential_wo');
  }
  public set frameworkCredentialWo(value: string) {
    this._frameworkCredentialWo = value;
  }
  public resetFrameworkCredentialWo() {
    this._frameworkCredentialWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get frameworkCredentialWoInput() {
    return this._frameworkCredentialWo;
  }

  // framework_credential_wo_version - computed: false, optional: true, required: false
  private _frameworkCredentialWoVersion?: number;
  public get frameworkCredentialWoVersion() {
    return this.getNumberAttribute('framework_credential_wo_version');
  }
  public set frameworkCredentialWoVersion(value: number) {
    this._frameworkCredentialWoVersion = value;
  }
  public resetFrameworkCredentialWoVersion() {
    this._frameworkCredentialWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get frameworkCredentialWoVersionInput() {
    return this._frameworkCredentialWoVersion;
  }

  // framework_name - computed: true, optional: true, required: false
  private _frameworkName?: string;
  public get frameworkName() {
    return this.getStringAttribute('framework_name');
  }
  public set frameworkName(value: string) {
    this._frameworkName = value;
  }
  public resetFrameworkName() {
    this._frameworkName = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get frameworkNameInput() {
    return this._frameworkName;
  }

  // host - computed: false, optional: false, required: true
  private _host = new MarathonHostOutputReference(this, "host");
  public get host() {
    return this._host;
  }
  public putHost(value: MarathonHost) {
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

  // http_credentials_wo - computed: false, optional: true, required: false
  private _httpCredentialsWo?: string;
  public get httpCredentialsWo() {
    return this.getStringAttribute('http_credentials_wo');
  }
  public set httpCredentialsWo(value: string) {
    this._httpCredentialsWo = value;
  }
  public resetHttpCredentialsWo() {
    this._httpCredentialsWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get httpCredentialsWoInput() {
    return this._httpCredentialsWo;
  }

  // http_credentials_wo_version - computed: false, optional: true, required: false
  private _httpCredentialsWoVersion?: number;
  public get httpCredentialsWoVersion() {
    return this.getNumberAttribute('http_credentials_wo_version');
  }
  public set httpCredentialsWoVersion(value: number) {
    this._httpCredentialsWoVersion = value;
  }
  public resetHttpCredentialsWoVersion() {
    this._httpCredentialsWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get httpCredentialsWoVersionInput() {
    return this._httpCredentialsWoVersion;
  }

  // http_port - computed: true, optional: true, required: false
  private _httpPort?: number;
  public get httpPort() {
    return this.getNumberAttribute('http_port');
  }
  public set httpPort(value: number) {
    this._httpPort = value;
  }
  public resetHttpPort() {
    this._httpPort = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get httpPortInput() {
    return this._httpPort;
  }

  // java - computed: false, optional: true, required: false
  private _java = new MarathonJavaOutputReference(this, "java");
  public get java() {
    return this._java;
  }
  public putJava(value: MarathonJava) {
    this._java.internalValue = value;
  }
  public resetJava() {
    this._java.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get javaInput() {
    return this._java.internalValue;
  }

  // marathons - computed: false, optional: false, required: true
  private _marathons = new MarathonMarathonsList(this, "marathons", false);
  public get marathons() {
    return this._marathons;
  }
  public putMarathons(value: MarathonMarathons[] | cdktf.IResolvable) {
    this._marathons.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get marathonsInput() {
    return this._marathons.internalValue;
  }

  // master - computed: false, optional: false, required: true
  private _master?: string;
  public get master() {
    return this.getStringAttribute('master');
  }
  public set master(value: string) {
    this._master = value;
  }
  // Temporarily expose input value. Use with caution.
  public get masterInput() {
    return this._master;
  }

  // masters - computed: false, optional: false, required: true
  private _masters = new MarathonMastersList(this, "masters", false);
  public get masters() {
    return this._masters;
  }
  public putMasters(value: MarathonMasters[] | cdktf.IResolvable) {
    this._masters.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get mastersInput() {
    return this._masters.internalValue;
  }

  // mesos_user - computed: true, optional: true, required: false
  private _mesosUser?: string;
  public get mesosUser() {
    return this.getStringAttribute('mesos_user');
  }
  public set mesosUser(value: string) {
    this._mesosUser = value;
  }
  public resetMesosUser() {
    this._mesosUser = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get mesosUserInput() {
    return this._mesosUser;
  }

  // owner - computed: true, optional: false, required: false
  public get owner() {
    return this.getStringAttribute('owner');
  }

  // packages - computed: false, optional: false, required: true
  private _packages = new MarathonPackagesOutputReference(this, "packages");
  public get packages() {
    return this._packages;
  }
  public putPackages(value: MarathonPackages) {
    this._packages.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get packagesInput() {
    return this._packages.internalValue;
  }

  // role - computed: false, optional: true, required: false
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
      convention: cdktf.stringToTerraform(this._convention),
      flags: cdktf.hashMapper(cdktf.stringToTerraform)(this._flags),
      framework_credential_wo: cdktf.stringToTerraform(this._frameworkCredentialWo),
      framework_credential_wo_version: cdktf.numberToTerraform(this._frameworkCredentialWoVersion),
      framework_name: cdktf.stringToTerraform(this._frameworkName),
      host: marathonHostToTerraform(this._host.internalValue),
      hostname: cdktf.stringToTerraform(this._hostname),
      http_credentials_wo: cdktf.stringToTerraform(this._httpCredentialsWo),
      http_credentials_wo_version: cdktf.numberToTerraform(this._httpCredentialsWoVersion),
      http_port: cdktf.numberToTerraform(this._httpPort),
      java: marathonJavaToTerraform(this._java.internalValue),
      marathons: cdktf.listMapper(marathonMarathonsToTerraform, false)(this._marathons.internalValue),
      master: cdktf.stringToTerraform(this._master),
      masters: cdktf.listMapper(marathonMastersToTerraform, false)(this._masters.internalValue),
      mesos_user: cdktf.stringToTerraform(this._mesosUser),
      packages: marathonPackagesToTerraform(this._packages.internalValue),
      role: cdktf.stringToTerraform(this._role),
      zookeeper: cdktf.stringToTerraform(this._zookeeper),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      convention: {
        value: cdktf.stringToHclTerraform(this._convention),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      flags: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._flags),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      framework_credential_wo: {
        value: cdktf.stringToHclTerraform(this._frameworkCredentialWo),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      framework_credential_wo_version: {
        value: cdktf.numberToHclTerraform(this._frameworkCredentialWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      framework_name: {
        value: cdktf.stringToHclTerraform(this._frameworkName),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      host: {
        value: marathonHostToHclTerraform(this._host.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MarathonHost",
      },
      hostname: {
        value: cdktf.stringToHclTerraform(this._hostname),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      http_credentials_wo: {
        value: cdktf.stringToHclTerraform(this._httpCredentialsWo),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      http_credentials_wo_version: {
        value: cdktf.numberToHclTerraform(this._httpCredentialsWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      http_port: {
        value: cdktf.numberToHclTerraform(this._httpPort),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      java: {
        value: marathonJavaToHclTerraform(this._java.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MarathonJava",
      },
      marathons: {
        value: cdktf.listMapperHcl(marathonMarathonsToHclTerraform, false)(this._marathons.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "MarathonMarathonsList",
      },
      master: {
        value: cdktf.stringToHclTerraform(this._master),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      masters: {
        value: cdktf.listMapperHcl(marathonMastersToHclTerraform, false)(this._masters.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "MarathonMastersList",
      },
      mesos_user: {
        value: cdktf.stringToHclTerraform(this._mesosUser),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      packages: {
        value: marathonPackagesToHclTerraform(this._packages.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MarathonPackages",
      },
      role: {
        value: cdktf.stringToHclTerraform(this._role),
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
