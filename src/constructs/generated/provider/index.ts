// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface FleetwrightProviderConfig {
  /**
  * Azure subscriptions, by the name that resources use for them; "default" is what they use when they name none. Credentials come from where DefaultAzureCredential looks for them: environment, workload identity, managed identity, `az login`.
  */
  readonly azure?: { [key: string]: FleetwrightProviderAzure } | cdktf.IResolvable;
  /**
  * EC2 accounts and regions, by the name that resources use for them; "default" is what they use when they name none.
  */
  readonly ec2?: { [key: string]: FleetwrightProviderEc2 } | cdktf.IResolvable;
  /**
  * Clusters that exist already, by the name that releases use for them.
  */
  readonly kubeconfigs?: { [key: string]: FleetwrightProviderKubeconfigs } | cdktf.IResolvable;
  /**
  * Logins of Marathon and DC/OS, by the name that apps and groups use for them.
  */
  readonly marathonLogins?: { [key: string]: FleetwrightProviderMarathonLogins } | cdktf.IResolvable;
  /**
  * Ways to log in over SSH, by the name that resources use for them.
  */
  readonly sshCredentials?: { [key: string]: FleetwrightProviderSshCredentials } | cdktf.IResolvable;
  /**
  * Alias name
  */
  readonly alias?: string;
}
export interface FleetwrightProviderAzure {
  /**
  * `public`, `government` (Azure for the US government) or `china` (Azure operated by 21Vianet).
  */
  readonly cloud?: string;
  /**
  * URL of Azure Resource Manager instead of the cloud's own, for a sandbox or a private link. Plain http is for this machine only: it would show the token to whoever can read along.
  */
  readonly endpoint?: string;
  /**
  * Upper limit of requests per second to this subscription, by one run of Terraform. Less while Azure throttles.
  */
  readonly maxRequestsPerSecond?: number;
  /**
  * Id of the subscription: a GUID.
  */
  readonly subscriptionId: string;
}

export function fleetwrightProviderAzureToTerraform(struct?: FleetwrightProviderAzure | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    cloud: cdktf.stringToTerraform(struct!.cloud),
    endpoint: cdktf.stringToTerraform(struct!.endpoint),
    max_requests_per_second: cdktf.numberToTerraform(struct!.maxRequestsPerSecond),
    subscription_id: cdktf.stringToTerraform(struct!.subscriptionId),
  }
}


export function fleetwrightProviderAzureToHclTerraform(struct?: FleetwrightProviderAzure | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    cloud: {
      value: cdktf.stringToHclTerraform(struct!.cloud),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    endpoint: {
      value: cdktf.stringToHclTerraform(struct!.endpoint),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    max_requests_per_second: {
      value: cdktf.numberToHclTerraform(struct!.maxRequestsPerSecond),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    subscription_id: {
      value: cdktf.stringToHclTerraform(struct!.subscriptionId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface FleetwrightProviderEc2AssumeRole {
  /**
  * How long the credentials of one session last, `15m` to `12h`.
  */
  readonly duration?: string;
  /**
  * External id that the role asks for.
  */
  readonly externalId?: string;
  /**
  * ARN of the role.
  */
  readonly roleArn: string;
  /**
  * How the session shows in CloudTrail.
  */
  readonly sessionName?: string;
}

export function fleetwrightProviderEc2AssumeRoleToTerraform(struct?: FleetwrightProviderEc2AssumeRole | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    duration: cdktf.stringToTerraform(struct!.duration),
    external_id: cdktf.stringToTerraform(struct!.externalId),
    role_arn: cdktf.stringToTerraform(struct!.roleArn),
    session_name: cdktf.stringToTerraform(struct!.sessionName),
  }
}


export function fleetwrightProviderEc2AssumeRoleToHclTerraform(struct?: FleetwrightProviderEc2AssumeRole | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    duration: {
      value: cdktf.stringToHclTerraform(struct!.duration),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    external_id: {
      value: cdktf.stringToHclTerraform(struct!.externalId),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    role_arn: {
      value: cdktf.stringToHclTerraform(struct!.roleArn),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    session_name: {
      value: cdktf.stringToHclTerraform(struct!.sessionName),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface FleetwrightProviderEc2 {
  /**
  * A role to take on with those credentials.
  */
  readonly assumeRole?: FleetwrightProviderEc2AssumeRole;
  /**
  * URL of the API instead of Amazon's own, for a sandbox or a private endpoint. Unless it is one of Amazon's, SSM and STS are asked there, too.
  */
  readonly endpoint?: string;
  /**
  * Upper limit of requests per second with these credentials to this region, by one run of Terraform; configurations with the same credentials, region and endpoint share that of the first. Less while EC2 throttles.
  */
  readonly maxRequestsPerSecond?: number;
  /**
  * Profile of the shared AWS configuration files. Default: the SDK's own chain (environment, shared files, container, instance).
  */
  readonly profile?: string;
  /**
  * Region: `eu-central-1`.
  */
  readonly region: string;
}

export function fleetwrightProviderEc2ToTerraform(struct?: FleetwrightProviderEc2 | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    assume_role: fleetwrightProviderEc2AssumeRoleToTerraform(struct!.assumeRole),
    endpoint: cdktf.stringToTerraform(struct!.endpoint),
    max_requests_per_second: cdktf.numberToTerraform(struct!.maxRequestsPerSecond),
    profile: cdktf.stringToTerraform(struct!.profile),
    region: cdktf.stringToTerraform(struct!.region),
  }
}


export function fleetwrightProviderEc2ToHclTerraform(struct?: FleetwrightProviderEc2 | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    assume_role: {
      value: fleetwrightProviderEc2AssumeRoleToHclTerraform(struct!.assumeRole),
      isBlock: true,
      type: "struct",
      storageClassType: "FleetwrightProviderEc2AssumeRole",
    },
    endpoint: {
      value: cdktf.stringToHclTerraform(struct!.endpoint),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    max_requests_per_second: {
      value: cdktf.numberToHclTerraform(struct!.maxRequestsPerSecond),
      isBlock: false,
      type: "simple",
      storageClassType: "number",
    },
    profile: {
      value: cdktf.stringToHclTerraform(struct!.profile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    region: {
      value: cdktf.stringToHclTerraform(struct!.region),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface FleetwrightProviderKubeconfigs {
  /**
  * Context to use. Default: the file's current context.
  */
  readonly context?: string;
  /**
  * Path of a kubeconfig file; `~` stands for the home folder.
  */
  readonly path: string;
}

export function fleetwrightProviderKubeconfigsToTerraform(struct?: FleetwrightProviderKubeconfigs | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    context: cdktf.stringToTerraform(struct!.context),
    path: cdktf.stringToTerraform(struct!.path),
  }
}


export function fleetwrightProviderKubeconfigsToHclTerraform(struct?: FleetwrightProviderKubeconfigs | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    context: {
      value: cdktf.stringToHclTerraform(struct!.context),
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
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface FleetwrightProviderMarathonLogins {
  /**
  * Path of a file whose first line is the password; `~` stands for the home folder.
  */
  readonly passwordFile?: string;
  /**
  * Name of the environment variable that holds the password.
  */
  readonly passwordVariable?: string;
  /**
  * Path of a file whose first line is a token; `~` stands for the home folder.
  */
  readonly tokenFile?: string;
  /**
  * How the token is sent: `bearer` as `Bearer …`, `dcos` as DC/OS wants it, `token=…`.
  */
  readonly tokenScheme?: string;
  /**
  * Name of the environment variable that holds a token.
  */
  readonly tokenVariable?: string;
  /**
  * Name to log in with; with `password_file` or `password_variable`.
  */
  readonly username?: string;
}

export function fleetwrightProviderMarathonLoginsToTerraform(struct?: FleetwrightProviderMarathonLogins | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    password_file: cdktf.stringToTerraform(struct!.passwordFile),
    password_variable: cdktf.stringToTerraform(struct!.passwordVariable),
    token_file: cdktf.stringToTerraform(struct!.tokenFile),
    token_scheme: cdktf.stringToTerraform(struct!.tokenScheme),
    token_variable: cdktf.stringToTerraform(struct!.tokenVariable),
    username: cdktf.stringToTerraform(struct!.username),
  }
}


export function fleetwrightProviderMarathonLoginsToHclTerraform(struct?: FleetwrightProviderMarathonLogins | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    password_file: {
      value: cdktf.stringToHclTerraform(struct!.passwordFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    password_variable: {
      value: cdktf.stringToHclTerraform(struct!.passwordVariable),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    token_file: {
      value: cdktf.stringToHclTerraform(struct!.tokenFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    token_scheme: {
      value: cdktf.stringToHclTerraform(struct!.tokenScheme),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    token_variable: {
      value: cdktf.stringToHclTerraform(struct!.tokenVariable),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    username: {
      value: cdktf.stringToHclTerraform(struct!.username),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}

export interface FleetwrightProviderSshCredentials {
  /**
  * Use an SSH agent instead of a key file.
  */
  readonly agent?: boolean | cdktf.IResolvable;
  /**
  * Path of the agent's socket. Default: the environment variable SSH_AUTH_SOCK.
  */
  readonly agentSocket?: string;
  /**
  * Path of a file whose first line is the key's passphrase.
  */
  readonly passphraseFile?: string;
  /**
  * Path of an OpenSSH or PEM private key; `~` stands for the home folder.
  */
  readonly privateKeyFile?: string;
}

export function fleetwrightProviderSshCredentialsToTerraform(struct?: FleetwrightProviderSshCredentials | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  return {
    agent: cdktf.booleanToTerraform(struct!.agent),
    agent_socket: cdktf.stringToTerraform(struct!.agentSocket),
    passphrase_file: cdktf.stringToTerraform(struct!.passphraseFile),
    private_key_file: cdktf.stringToTerraform(struct!.privateKeyFile),
  }
}


export function fleetwrightProviderSshCredentialsToHclTerraform(struct?: FleetwrightProviderSshCredentials | cdktf.IResolvable): any {
  if (!cdktf.canInspect(struct) || cdktf.Tokenization.isResolvable(struct)) { return struct; }
  if (cdktf.isComplexElement(struct)) {
    throw new Error("A complex element was used as configuration, this is not supported: https://cdk.tf/complex-object-as-configuration");
  }
  const attrs = {
    agent: {
      value: cdktf.booleanToHclTerraform(struct!.agent),
      isBlock: false,
      type: "simple",
      storageClassType: "boolean",
    },
    agent_socket: {
      value: cdktf.stringToHclTerraform(struct!.agentSocket),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    passphrase_file: {
      value: cdktf.stringToHclTerraform(struct!.passphraseFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
    private_key_file: {
      value: cdktf.stringToHclTerraform(struct!.privateKeyFile),
      isBlock: false,
      type: "simple",
      storageClassType: "string",
    },
  };

  // remove undefined attributes
  return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined));
}


/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs fleetwright}
*/
export class FleetwrightProvider extends cdktf.TerraformProvider {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a FleetwrightProvider resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the FleetwrightProvider to import
  * @param importFromId The id of the existing FleetwrightProvider that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the FleetwrightProvider to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs fleetwright} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options FleetwrightProviderConfig = {}
  */
  public constructor(scope: Construct, id: string, config: FleetwrightProviderConfig = {}) {
    super(scope, id, {
      terraformResourceType: 'fleetwright',
      terraformGeneratorMetadata: {
        providerName: 'fleetwright',
        providerVersion: '0.1.0',
        providerVersionConstraint: '0.1.0'
      },
      terraformProviderSource: 'fleetwright.dev/fleetwright/fleetwright'
    });
    this._azure = config.azure;
    this._ec2 = config.ec2;
    this._kubeconfigs = config.kubeconfigs;
    this._marathonLogins = config.marathonLogins;
    this._sshCredentials = config.sshCredentials;
    this._alias = config.alias;
  }

  // ==========
  // ATTRIBUTES
  // ==========

  // azure - computed: false, optional: true, required: false
  private _azure?: { [key: string]: FleetwrightProviderAzure } | cdktf.IResolvable;
  public get azure() {
    return this._azure;
  }
  public set azure(value: { [key: string]: FleetwrightProviderAzure } | cdktf.IResolvable | undefined) {
    this._azure = value;
  }
  public resetAzure() {
    this._azure = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get azureInput() {
    return this._azure;
  }

  // ec2 - computed: false, optional: true, required: false
  private _ec2?: { [key: string]: FleetwrightProviderEc2 } | cdktf.IResolvable;
  public get ec2() {
    return this._ec2;
  }
  public set ec2(value: { [key: string]: FleetwrightProviderEc2 } | cdktf.IResolvable | undefined) {
    this._ec2 = value;
  }
  public resetEc2() {
    this._ec2 = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get ec2Input() {
    return this._ec2;
  }

  // kubeconfigs - computed: false, optional: true, required: false
  private _kubeconfigs?: { [key: string]: FleetwrightProviderKubeconfigs } | cdktf.IResolvable;
  public get kubeconfigs() {
    return this._kubeconfigs;
  }
  public set kubeconfigs(value: { [key: string]: FleetwrightProviderKubeconfigs } | cdktf.IResolvable | undefined) {
    this._kubeconfigs = value;
  }
  public resetKubeconfigs() {
    this._kubeconfigs = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get kubeconfigsInput() {
    return this._kubeconfigs;
  }

  // marathon_logins - computed: false, optional: true, required: false
  private _marathonLogins?: { [key: string]: FleetwrightProviderMarathonLogins } | cdktf.IResolvable;
  public get marathonLogins() {
    return this._marathonLogins;
  }
  public set marathonLogins(value: { [key: string]: FleetwrightProviderMarathonLogins } | cdktf.IResolvable | undefined) {
    this._marathonLogins = value;
  }
  public resetMarathonLogins() {
    this._marathonLogins = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get marathonLoginsInput() {
    return this._marathonLogins;
  }

  // ssh_credentials - computed: false, optional: true, required: false
  private _sshCredentials?: { [key: string]: FleetwrightProviderSshCredentials } | cdktf.IResolvable;
  public get sshCredentials() {
    return this._sshCredentials;
  }
  public set sshCredentials(value: { [key: string]: FleetwrightProviderSshCredentials } | cdktf.IResolvable | undefined) {
    this._sshCredentials = value;
  }
  public resetSshCredentials() {
    this._sshCredentials = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get sshCredentialsInput() {
    return this._sshCredentials;
  }

  // alias - computed: false, optional: true, required: false
  private _alias?: string;
  public get alias() {
    return this._alias;
  }
  public set alias(value: string | undefined) {
    this._alias = value;
  }
  public resetAlias() {
    this._alias = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get aliasInput() {
    return this._alias;
  }

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      azure: cdktf.hashMapper(fleetwrightProviderAzureToTerraform)(this._azure),
      ec2: cdktf.hashMapper(fleetwrightProviderEc2ToTerraform)(this._ec2),
      kubeconfigs: cdktf.hashMapper(fleetwrightProviderKubeconfigsToTerraform)(this._kubeconfigs),
      marathon_logins: cdktf.hashMapper(fleetwrightProviderMarathonLoginsToTerraform)(this._marathonLogins),
      ssh_credentials: cdktf.hashMapper(fleetwrightProviderSshCredentialsToTerraform)(this._sshCredentials),
      alias: cdktf.stringToTerraform(this._alias),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      azure: {
        value: cdktf.hashMapperHcl(fleetwrightProviderAzureToHclTerraform)(this._azure),
        isBlock: true,
        type: "map",
        storageClassType: "FleetwrightProviderAzureMap",
      },
      ec2: {
        value: cdktf.hashMapperHcl(fleetwrightProviderEc2ToHclTerraform)(this._ec2),
        isBlock: true,
        type: "map",
        storageClassType: "FleetwrightProviderEc2Map",
      },
      kubeconfigs: {
        value: cdktf.hashMapperHcl(fleetwrightProviderKubeconfigsToHclTerraform)(this._kubeconfigs),
        isBlock: true,
        type: "map",
        storageClassType: "FleetwrightProviderKubeconfigsMap",
      },
      marathon_logins: {
        value: cdktf.hashMapperHcl(fleetwrightProviderMarathonLoginsToHclTerraform)(this._marathonLogins),
        isBlock: true,
        type: "map",
        storageClassType: "FleetwrightProviderMarathonLoginsMap",
      },
      ssh_credentials: {
        value: cdktf.hashMapperHcl(fleetwrightProviderSshCredentialsToHclTerraform)(this._sshCredentials),
        isBlock: true,
        type: "map",
        storageClassType: "FleetwrightProviderSshCredentialsMap",
      },
      alias: {
        value: cdktf.stringToHclTerraform(this._alias),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
