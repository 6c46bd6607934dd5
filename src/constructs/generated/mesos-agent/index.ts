// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface MesosAgentConfig extends cdktf.TerraformMetaArguments {
  /**
  * Attributes, which constraints of apps refer to: `{ rack = "r1" }`. Another value drains the agent and makes it a new one.
  */
  readonly attributes?: { [key: string]: string };
  /**
  * What runs tasks, `mesos` and `docker`: the first that can run a task does.
  */
  readonly containerizers?: string[];
  /**
  * How the package's unit reads its flags: `files`, one per flag in /etc/mesos-agent/, or `environment`, variables in /etc/default/mesos-agent.
  */
  readonly convention?: string;
  /**
  * What it authenticates with at the masters, as JSON: `{"principal": "agent", "secret": "…"}`; never in plan or state.
  */
  readonly credentialWo?: string;
  /**
  * Change it to have `credential_wo` written again: Terraform cannot see that it changed.
  */
  readonly credentialWoVersion?: number;
  /**
  * Whether the distribution's Docker is installed and started, for the containerizer `docker`.
  */
  readonly docker?: boolean | cdktf.IResolvable;
  /**
  * Region of its fault domain; with `domain_zone`.
  */
  readonly domainRegion?: string;
  /**
  * Zone of its fault domain; with `domain_region`.
  */
  readonly domainZone?: string;
  /**
  * How long a task gets to end by itself during a drain. Default: its own grace period.
  */
  readonly drainGracePeriod?: string;
  /**
  * How long replacements and the drain may take before a change or a removal gives up: `90s`, `10m`.
  */
  readonly drainTimeout?: string;
  /**
  * How long an executor may take to register, the pull of its image among it. Mesos itself allows one minute, too little for most images.
  */
  readonly executorRegistrationTimeout?: string;
  /**
  * What it fails together with, for changes that restart or drain agents: those of one failure domain at a time. Default: its fault domain, else its attribute `rack`, else its host.
  */
  readonly failureDomain?: string;
  /**
  * More flags of mesos-agent, by their names without dashes; a flag that is on or off has "true" or "false".
  */
  readonly flags?: { [key: string]: string };
  /**
  * The machine.
  */
  readonly host: MesosAgentHost;
  /**
  * Name or address under which others reach this host. Default: the host's own.
  */
  readonly hostname?: string;
  /**
  * Kinds of images that the Mesos containerizer runs, `docker` and `appc`. Default: none. Takes the isolators `filesystem/linux` and `docker/runtime`.
  */
  readonly imageProviders?: string[];
  /**
  * IP address to listen at. Default: the one that the host's name resolves to, as Mesos finds it.
  */
  readonly ip?: string;
  /**
  * Isolators of the Mesos containerizer: `cgroups/cpu`, `cgroups/mem`. Default: those of mesos-agent.
  */
  readonly isolation?: string[];
  /**
  * The Marathon whose apps run here: before a drain it starts replacements elsewhere, and they have to be healthy. Default: tasks are ended without any.
  */
  readonly marathon?: MesosAgentMarathon;
  /**
  * Hosts of the masters. The one that leads is asked to drain the agent and to say how it is.
  */
  readonly masters: MesosAgentMasters[] | cdktf.IResolvable;
  /**
  * Where mesos-agent comes from: exactly one of `apt_repository`, `files` and `system`. There is no default, because nobody publishes packages of Mesos any more.
  */
  readonly packages: MesosAgentPackages;
  /**
  * Port at which it listens. Another one drains the agent and makes it a new one.
  */
  readonly port?: number;
  /**
  * Resources that it offers: `{ cpus = "4", mem = "8192", ports = "[31000-32000]" }`; mem and disk in MiB. Default: what mesos-agent finds. Less of one drains the agent and makes it a new one.
  */
  readonly resources?: { [key: string]: string };
  /**
  * Folder of its checkpoints and of its tasks' sandboxes and volumes.
  */
  readonly workDir?: string;
  /**
  * Where masters elect their leader: `zk://a:2181,b:2181,c:2181/mesos`.
  */
  readonly zookeeper: string;
}
export interface MesosAgentHost {
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

export function mesosAgentHostToTerraform(struct?: MesosAgentHost | cdktf.IResolvable): any {
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


export function mesosAgentHostToHclTerraform(struct?: MesosAgentHost | cdktf.IResolvable): any {
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

export class MesosAgentHostOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MesosAgentHost | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosAgentHost | cdktf.IResolvable | undefined) {
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
export interface MesosAgentMarathonHosts {
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

export function mesosAgentMarathonHostsToTerraform(struct?: MesosAgentMarathonHosts | cdktf.IResolvable): any {
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


export function mesosAgentMarathonHostsToHclTerraform(struct?: MesosAgentMarathonHosts | cdktf.IResolvable): any {
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

export class MesosAgentMarathonHostsOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MesosAgentMarathonHosts | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosAgentMarathonHosts | cdktf.IResolvable | undefined) {
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

export class MesosAgentMarathonHostsList extends cdktf.ComplexList {
  public internalValue? : MesosAgentMarathonHosts[] | cdktf.IResolvable

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
  public get(index: number): MesosAgentMarathonHostsOutputReference {
    return new MesosAgentMarathonHostsOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MesosAgentMarathon {
  /**
  * Hosts of Marathon's instances. The first that answers is asked, over SSH, and says who leads. Not with `url`.
  */
  readonly hosts?: MesosAgentMarathonHosts[] | cdktf.IResolvable;
  /**
  * Name of one of the provider's `marathon_logins`. Default: no login.
  */
  readonly login?: string;
  /**
  * Port at which Marathon answers HTTP on `hosts`.
  */
  readonly port?: number;
  /**
  * URL of Marathon, `https://marathon.example.org`, or of a DC/OS cluster with `/service/marathon`. Not with `hosts`.
  */
  readonly url?: string;
}

export function mesosAgentMarathonToTerraform(struct?: MesosAgentMarathon | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    hosts: cdktf.listMapper(mesosAgentMarathonHostsToTerraform, false)(struct!.hosts),
    login: cdktf.stringToTerraform(struct!.login),
    port: cdktf.numberToTerraform(struct!.port),
    url: cdktf.stringToTerraform(struct!.url),
  }
}


export function mesosAgentMarathonToHclTerraform(struct?: MesosAgentMarathon | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    hosts: {
      value: cdktf.listMapperHcl(mesosAgentMarathonHostsToHclTerraform, false)(struct!.hosts),
      isBlock: true,
      type: "list",
      storageClassType: "MesosAgentMarathonHostsList",
    },
    login: {
      value: cdktf.stringToHclTerraform(struct!.login),
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

export class MesosAgentMarathonOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MesosAgentMarathon | cdktf.IResolvable | undefined {
    if (this.resolvableValue) {
      return this.resolvableValue;
    }
    let hasAnyValues = this.isEmptyObject;
    const internalValueResult: any = {};
    if (this._hosts?.internalValue !== undefined) {
      hasAnyValues = true;
      internalValueResult.hosts = this._hosts?.internalValue;
    }
    if (this._login !== undefined) {
      hasAnyValues = true;
      internalValueResult.login = this._login;
    }
    if (this._port !== undefined) {
      hasAnyValues = true;
      internalValueResult.port = this._port;
    }
    if (this._url !== undefined) {
      hasAnyValues = true;
      internalValueResult.url = this._url;
    }
    return hasAnyValues ? internalValueResult : undefined;
  }

  public set internalValue(value: MesosAgentMarathon | cdktf.IResolvable | undefined) {
    if (value === undefined) {
      this.isEmptyObject = false;
      this.resolvableValue = undefined;
      this._hosts.internalValue = undefined;
      this._login = undefined;
      this._port = undefined;
      this._url = undefined;
    }
    else if (cdktf.Tokenization.isResolvable(value)) {
      this.isEmptyObject = false;
      this.resolvableValue = value;
    }
    else {
      this.isEmptyObject = Object.keys(value).length === 0;
      this.resolvableValue = undefined;
      this._hosts.internalValue = value.hosts;
      this._login = value.login;
      this._port = value.port;
      this._url = value.url;
    }
  }

  // hosts - computed: false, optional: true, required: false
  private _hosts = new MesosAgentMarathonHostsList(this, "hosts", false);
  public get hosts() {
    return this._hosts;
  }
  public putHosts(value: MesosAgentMarathonHosts[] | cdktf.IResolvable) {
    this._hosts.internalValue = value;
  }
  public resetHosts() {
    this._hosts.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostsInput() {
    return this._hosts.internalValue;
  }

  // login - computed: false, optional: true, required: false
  private _login?: string;
  public get login() {
    return this.getStringAttribute('login');
  }
  public set login(value: string) {
    this._login = value;
  }
  public resetLogin() {
    this._login = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get loginInput() {
    return this._login;
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
export interface MesosAgentMasters {
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

export function mesosAgentMastersToTerraform(struct?: MesosAgentMasters | cdktf.IResolvable): any {
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


export function mesosAgentMastersToHclTerraform(struct?: MesosAgentMasters | cdktf.IResolvable): any {
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

export class MesosAgentMastersOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MesosAgentMasters | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosAgentMasters | cdktf.IResolvable | undefined) {
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

export class MesosAgentMastersList extends cdktf.ComplexList {
  public internalValue? : MesosAgentMasters[] | cdktf.IResolvable

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
  public get(index: number): MesosAgentMastersOutputReference {
    return new MesosAgentMastersOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MesosAgentPackagesFiles {
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

export function mesosAgentPackagesFilesToTerraform(struct?: MesosAgentPackagesFiles | cdktf.IResolvable): any {
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


export function mesosAgentPackagesFilesToHclTerraform(struct?: MesosAgentPackagesFiles | cdktf.IResolvable): any {
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

export class MesosAgentPackagesFilesOutputReference extends cdktf.ComplexObject {
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

  public get internalValue(): MesosAgentPackagesFiles | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosAgentPackagesFiles | cdktf.IResolvable | undefined) {
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

export class MesosAgentPackagesFilesList extends cdktf.ComplexList {
  public internalValue? : MesosAgentPackagesFiles[] | cdktf.IResolvable

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
  public get(index: number): MesosAgentPackagesFilesOutputReference {
    return new MesosAgentPackagesFilesOutputReference(this.terraformResource, this.terraformAttribute, index, this.wrapsSet);
  }
}
export interface MesosAgentPackages {
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
  readonly files?: MesosAgentPackagesFiles[] | cdktf.IResolvable;
  /**
  * Install from the package sources that the host has already; its distribution's own are among them.
  */
  readonly systemAttribute?: boolean | cdktf.IResolvable;
}

export function mesosAgentPackagesToTerraform(struct?: MesosAgentPackages | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    apt_key_fingerprint: cdktf.stringToTerraform(struct!.aptKeyFingerprint),
    apt_key_url: cdktf.stringToTerraform(struct!.aptKeyUrl),
    apt_packages: cdktf.listMapper(cdktf.stringToTerraform, false)(struct!.aptPackages),
    apt_repository: cdktf.stringToTerraform(struct!.aptRepository),
    files: cdktf.listMapper(mesosAgentPackagesFilesToTerraform, false)(struct!.files),
    system: cdktf.booleanToTerraform(struct!.systemAttribute),
  }
}


export function mesosAgentPackagesToHclTerraform(struct?: MesosAgentPackages | cdktf.IResolvable): any {
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
      value: cdktf.listMapperHcl(mesosAgentPackagesFilesToHclTerraform, false)(struct!.files),
      isBlock: true,
      type: "list",
      storageClassType: "MesosAgentPackagesFilesList",
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

export class MesosAgentPackagesOutputReference extends cdktf.ComplexObject {
  private isEmptyObject = false;
  private resolvableValue?: cdktf.IResolvable;

  /**
  * @param terraformResource The parent resource
  * @param terraformAttribute The attribute on the parent resource this class is referencing
  */
  public constructor(terraformResource: cdktf.IInterpolatingParent, terraformAttribute: string) {
    super(terraformResource, terraformAttribute, false);
  }

  public get internalValue(): MesosAgentPackages | cdktf.IResolvable | undefined {
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

  public set internalValue(value: MesosAgentPackages | cdktf.IResolvable | undefined) {
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
  private _files = new MesosAgentPackagesFilesList(this, "files", false);
  public get files() {
    return this._files;
  }
  public putFiles(value: MesosAgentPackagesFiles[] | cdktf.IResolvable) {
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
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/mesos_agent fleetwright_mesos_agent}
*/
export class MesosAgent extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_mesos_agent";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a MesosAgent resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the MesosAgent to import
  * @param importFromId The id of the existing MesosAgent that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/mesos_agent#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the MesosAgent to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_mesos_agent", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/mesos_agent fleetwright_mesos_agent} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options MesosAgentConfig
  */
  public constructor(scope: Construct, id: string, config: MesosAgentConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_mesos_agent',
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
    this._attributes = config.attributes;
    this._containerizers = config.containerizers;
    this._convention = config.convention;
    this._credentialWo = config.credentialWo;
    this._credentialWoVersion = config.credentialWoVersion;
    this._docker = config.docker;
    this._domainRegion = config.domainRegion;
    this._domainZone = config.domainZone;
    this._drainGracePeriod = config.drainGracePeriod;
    this._drainTimeout = config.drainTimeout;
    this._executorRegistrationTimeout = config.executorRegistrationTimeout;
    this._failureDomain = config.failureDomain;
    this._flags = config.flags;
    this._host.internalValue = config.host;
    this._hostname = config.hostname;
    this._imageProviders = config.imageProviders;
    this._ip = config.ip;
    this._isolation = config.isolation;
    this._marathon.internalValue = config.marathon;
    this._masters.internalValue = config.masters;
    this._packages.internalValue = config.packages;
    this._port = config.port;
    this._resources = config.resources;
    this._workDir = config.workDir;
    this._zookeeper = config.zookeeper;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // agent_id - computed: true, optional: false, required: false
  public get agentId() {
    return this.getStringAttribute('agent_id');
  }

  // attributes - computed: false, optional: true, required: false
  private _attributes?: { [key: string]: string };
  public get attributes() {
    return this.getStringMapAttribute('attributes');
  }
  public set attributes(value: { [key: string]: string }) {
    this._attributes = value;
  }
  public resetAttributes() {
    this._attributes = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get attributesInput() {
    return this._attributes;
  }

  // containerizers - computed: true, optional: true, required: false
  private _containerizers?: string[];
  public get containerizers() {
    return this.getListAttribute('containerizers');
  }
  public set containerizers(value: string[]) {
    this._containerizers = value;
  }
  public resetContainerizers() {
    this._containerizers = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get containerizersInput() {
    return this._containerizers;
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

  // credential_wo - computed: false, optional: true, required: false
  private _credentialWo?: string;
  public get credentialWo() {
    return this.getStringAttribute('credential_wo');
  }
  public set credentialWo(value: string) {
    this._credentialWo = value;
  }
  public resetCredentialWo() {
    this._credentialWo = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialWoInput() {
    return this._credentialWo;
  }

  // credential_wo_version - computed: false, optional: true, required: false
  private _credentialWoVersion?: number;
  public get credentialWoVersion() {
    return this.getNumberAttribute('credential_wo_version');
  }
  public set credentialWoVersion(value: number) {
    this._credentialWoVersion = value;
  }
  public resetCredentialWoVersion() {
    this._credentialWoVersion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get credentialWoVersionInput() {
    return this._credentialWoVersion;
  }

  // docker - computed: true, optional: true, required: false
  private _docker?: boolean | cdktf.IResolvable;
  public get docker() {
    return this.getBooleanAttribute('docker');
  }
  public set docker(value: boolean | cdktf.IResolvable) {
    this._docker = value;
  }
  public resetDocker() {
    this._docker = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get dockerInput() {
    return this._docker;
  }

  // domain_region - computed: false, optional: true, required: false
  private _domainRegion?: string;
  public get domainRegion() {
    return this.getStringAttribute('domain_region');
  }
  public set domainRegion(value: string) {
    this._domainRegion = value;
  }
  public resetDomainRegion() {
    this._domainRegion = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get domainRegionInput() {
    return this._domainRegion;
  }

  // domain_zone - computed: false, optional: true, required: false
  private _domainZone?: string;
  public get domainZone() {
    return this.getStringAttribute('domain_zone');
  }
  public set domainZone(value: string) {
    this._domainZone = value;
  }
  public resetDomainZone() {
    this._domainZone = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get domainZoneInput() {
    return this._domainZone;
  }

  // drain_grace_period - computed: false, optional: true, required: false
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

  // executor_registration_timeout - computed: true, optional: true, required: false
  private _executorRegistrationTimeout?: string;
  public get executorRegistrationTimeout() {
    return this.getStringAttribute('executor_registration_timeout');
  }
  public set executorRegistrationTimeout(value: string) {
    this._executorRegistrationTimeout = value;
  }
  public resetExecutorRegistrationTimeout() {
    this._executorRegistrationTimeout = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get executorRegistrationTimeoutInput() {
    return this._executorRegistrationTimeout;
  }

  // failure_domain - computed: false, optional: true, required: false
  private _failureDomain?: string;
  public get failureDomain() {
    return this.getStringAttribute('failure_domain');
  }
  public set failureDomain(value: string) {
    this._failureDomain = value;
  }
  public resetFailureDomain() {
    this._failureDomain = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get failureDomainInput() {
    return this._failureDomain;
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
  private _host = new MesosAgentHostOutputReference(this, "host");
  public get host() {
    return this._host;
  }
  public putHost(value: MesosAgentHost) {
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

  // image_providers - computed: false, optional: true, required: false
  private _imageProviders?: string[];
  public get imageProviders() {
    return this.getListAttribute('image_providers');
  }
  public set imageProviders(value: string[]) {
    this._imageProviders = value;
  }
  public resetImageProviders() {
    this._imageProviders = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get imageProvidersInput() {
    return this._imageProviders;
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

  // isolation - computed: false, optional: true, required: false
  private _isolation?: string[];
  public get isolation() {
    return this.getListAttribute('isolation');
  }
  public set isolation(value: string[]) {
    this._isolation = value;
  }
  public resetIsolation() {
    this._isolation = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get isolationInput() {
    return this._isolation;
  }

  // marathon - computed: false, optional: true, required: false
  private _marathon = new MesosAgentMarathonOutputReference(this, "marathon");
  public get marathon() {
    return this._marathon;
  }
  public putMarathon(value: MesosAgentMarathon) {
    this._marathon.internalValue = value;
  }
  public resetMarathon() {
    this._marathon.internalValue = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get marathonInput() {
    return this._marathon.internalValue;
  }

  // masters - computed: false, optional: false, required: true
  private _masters = new MesosAgentMastersList(this, "masters", false);
  public get masters() {
    return this._masters;
  }
  public putMasters(value: MesosAgentMasters[] | cdktf.IResolvable) {
    this._masters.internalValue = value;
  }
  // Temporarily expose input value. Use with caution.
  public get mastersInput() {
    return this._masters.internalValue;
  }

  // owner - computed: true, optional: false, required: false
  public get owner() {
    return this.getStringAttribute('owner');
  }

  // packages - computed: false, optional: false, required: true
  private _packages = new MesosAgentPackagesOutputReference(this, "packages");
  public get packages() {
    return this._packages;
  }
  public putPackages(value: MesosAgentPackages) {
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

  // resources - computed: false, optional: true, required: false
  private _resources?: { [key: string]: string };
  public get resources() {
    return this.getStringMapAttribute('resources');
  }
  public set resources(value: { [key: string]: string }) {
    this._resources = value;
  }
  public resetResources() {
    this._resources = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get resourcesInput() {
    return this._resources;
  }

  // transition - computed: true, optional: false, required: false
  public get transition() {
    return this.getStringAttribute('transition');
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
      attributes: cdktf.hashMapper(cdktf.stringToTerraform)(this._attributes),
      containerizers: cdktf.listMapper(cdktf.stringToTerraform, false)(this._containerizers),
      convention: cdktf.stringToTerraform(this._convention),
      credential_wo: cdktf.stringToTerraform(this._credentialWo),
      credential_wo_version: cdktf.numberToTerraform(this._credentialWoVersion),
      docker: cdktf.booleanToTerraform(this._docker),
      domain_region: cdktf.stringToTerraform(this._domainRegion),
      domain_zone: cdktf.stringToTerraform(this._domainZone),
      drain_grace_period: cdktf.stringToTerraform(this._drainGracePeriod),
      drain_timeout: cdktf.stringToTerraform(this._drainTimeout),
      executor_registration_timeout: cdktf.stringToTerraform(this._executorRegistrationTimeout),
      failure_domain: cdktf.stringToTerraform(this._failureDomain),
      flags: cdktf.hashMapper(cdktf.stringToTerraform)(this._flags),
      host: mesosAgentHostToTerraform(this._host.internalValue),
      hostname: cdktf.stringToTerraform(this._hostname),
      image_providers: cdktf.listMapper(cdktf.stringToTerraform, false)(this._imageProviders),
      ip: cdktf.stringToTerraform(this._ip),
      isolation: cdktf.listMapper(cdktf.stringToTerraform, false)(this._isolation),
      marathon: mesosAgentMarathonToTerraform(this._marathon.internalValue),
      masters: cdktf.listMapper(mesosAgentMastersToTerraform, false)(this._masters.internalValue),
      packages: mesosAgentPackagesToTerraform(this._packages.internalValue),
      port: cdktf.numberToTerraform(this._port),
      resources: cdktf.hashMapper(cdktf.stringToTerraform)(this._resources),
      work_dir: cdktf.stringToTerraform(this._workDir),
      zookeeper: cdktf.stringToTerraform(this._zookeeper),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      attributes: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._attributes),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
      },
      containerizers: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._containerizers),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      convention: {
        value: cdktf.stringToHclTerraform(this._convention),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      credential_wo: {
        value: cdktf.stringToHclTerraform(this._credentialWo),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      credential_wo_version: {
        value: cdktf.numberToHclTerraform(this._credentialWoVersion),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      docker: {
        value: cdktf.booleanToHclTerraform(this._docker),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      domain_region: {
        value: cdktf.stringToHclTerraform(this._domainRegion),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      domain_zone: {
        value: cdktf.stringToHclTerraform(this._domainZone),
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
      executor_registration_timeout: {
        value: cdktf.stringToHclTerraform(this._executorRegistrationTimeout),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      failure_domain: {
        value: cdktf.stringToHclTerraform(this._failureDomain),
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
      host: {
        value: mesosAgentHostToHclTerraform(this._host.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MesosAgentHost",
      },
      hostname: {
        value: cdktf.stringToHclTerraform(this._hostname),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      image_providers: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._imageProviders),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      ip: {
        value: cdktf.stringToHclTerraform(this._ip),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      isolation: {
        value: cdktf.listMapperHcl(cdktf.stringToHclTerraform, false)(this._isolation),
        isBlock: false,
        type: "list",
        storageClassType: "stringList",
      },
      marathon: {
        value: mesosAgentMarathonToHclTerraform(this._marathon.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MesosAgentMarathon",
      },
      masters: {
        value: cdktf.listMapperHcl(mesosAgentMastersToHclTerraform, false)(this._masters.internalValue),
        isBlock: true,
        type: "list",
        storageClassType: "MesosAgentMastersList",
      },
      packages: {
        value: mesosAgentPackagesToHclTerraform(this._packages.internalValue),
        isBlock: true,
        type: "struct",
        storageClassType: "MesosAgentPackages",
      },
      port: {
        value: cdktf.numberToHclTerraform(this._port),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      resources: {
        value: cdktf.hashMapperHcl(cdktf.stringToHclTerraform)(this._resources),
        isBlock: false,
        type: "map",
        storageClassType: "stringMap",
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
