// @ts-nocheck
// generated from terraform resource schema

import { Construct } from 'constructs';
import * as cdktf from 'cdktf';

// Configuration

export interface SshHostConfig extends cdktf.TerraformMetaArguments {
  /**
  * IP address or DNS name at which the host answers SSH.
  */
  readonly address: string;
  /**
  * Name of a credential in the provider's `ssh_credentials`.
  */
  readonly credential: string;
  /**
  * The pinned key: an OpenSSH public key line or a `SHA256:` fingerprint. Learned once, and pinned from then on, with `known_hosts_file` or `trust_on_first_use`.
  */
  readonly hostKey?: string;
  /**
  * Path of an OpenSSH known_hosts file to take the key from; `~` stands for the home folder.
  */
  readonly knownHostsFile?: string;
  /**
  * TCP port of its SSH server.
  */
  readonly port?: number;
  /**
  * Pin whatever key the host presents at the first connection. Nothing protects that connection.
  */
  readonly trustOnFirstUse?: boolean | cdktf.IResolvable;
  /**
  * User to log in as: root, or a user that may run sudo without a password.
  */
  readonly user: string;
}

/**
* Represents a {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/ssh_host fleetwright_ssh_host}
*/
export class SshHost extends cdktf.TerraformResource {

  // =================
  // STATIC PROPERTIES
  // =================
  public static readonly tfResourceType = "fleetwright_ssh_host";

  // ==============
  // STATIC Methods
  // ==============
  /**
  * Generates CDKTF code for importing a SshHost resource upon running "cdktf plan <stack-name>"
  * @param scope The scope in which to define this construct
  * @param importToId The construct id used in the generated config for the SshHost to import
  * @param importFromId The id of the existing SshHost that should be imported. Refer to the {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/ssh_host#import import section} in the documentation of this resource for the id to use
  * @param provider? Optional instance of the provider where the SshHost to import is found
  */
  public static generateConfigForImport(scope: Construct, importToId: string, importFromId: string, provider?: cdktf.TerraformProvider) {
        return new cdktf.ImportableResource(scope, importToId, { terraformResourceType: "fleetwright_ssh_host", importId: importFromId, provider });
      }

  // ===========
  // INITIALIZER
  // ===========

  /**
  * Create a new {@link https://fleetwright.dev/providers/fleetwright/fleetwright/0.1.0/docs/resources/ssh_host fleetwright_ssh_host} Resource
  *
  * @param scope The scope in which to define this construct
  * @param id The scoped construct ID. Must be unique amongst siblings in the same scope
  * @param options SshHostConfig
  */
  public constructor(scope: Construct, id: string, config: SshHostConfig) {
    super(scope, id, {
      terraformResourceType: 'fleetwright_ssh_host',
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
    this._address = config.address;
    this._credential = config.credential;
    this._hostKey = config.hostKey;
    this._knownHostsFile = config.knownHostsFile;
    this._port = config.port;
    this._trustOnFirstUse = config.trustOnFirstUse;
    this._user = config.user;
  }

  // ==========
  // ATTRIBUTES
  // ==========

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

  // architecture - computed: true, optional: false, required: false
  public get architecture() {
    return this.getStringAttribute('architecture');
  }

  // cpus - computed: true, optional: false, required: false
  public get cpus() {
    return this.getNumberAttribute('cpus');
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

  // host_key - computed: true, optional: true, required: false
  private _hostKey?: string;
  public get hostKey() {
    return this.getStringAttribute('host_key');
  }
  public set hostKey(value: string) {
    this._hostKey = value;
  }
  public resetHostKey() {
    this._hostKey = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get hostKeyInput() {
    return this._hostKey;
  }

  // hostname - computed: true, optional: false, required: false
  public get hostname() {
    return this.getStringAttribute('hostname');
  }

  // known_hosts_file - computed: false, optional: true, required: false
  private _knownHostsFile?: string;
  public get knownHostsFile() {
    return this.getStringAttribute('known_hosts_file');
  }
  public set knownHostsFile(value: string) {
    this._knownHostsFile = value;
  }
  public resetKnownHostsFile() {
    this._knownHostsFile = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get knownHostsFileInput() {
    return this._knownHostsFile;
  }

  // machine_id - computed: true, optional: false, required: false
  public get machineId() {
    return this.getStringAttribute('machine_id');
  }

  // memory_bytes - computed: true, optional: false, required: false
  public get memoryBytes() {
    return this.getNumberAttribute('memory_bytes');
  }

  // os_id - computed: true, optional: false, required: false
  public get osId() {
    return this.getStringAttribute('os_id');
  }

  // os_version - computed: true, optional: false, required: false
  public get osVersion() {
    return this.getStringAttribute('os_version');
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

  // trust_on_first_use - computed: false, optional: true, required: false
  private _trustOnFirstUse?: boolean | cdktf.IResolvable;
  public get trustOnFirstUse() {
    return this.getBooleanAttribute('trust_on_first_use');
  }
  public set trustOnFirstUse(value: boolean | cdktf.IResolvable) {
    this._trustOnFirstUse = value;
  }
  public resetTrustOnFirstUse() {
    this._trustOnFirstUse = undefined;
  }
  // Temporarily expose input value. Use with caution.
  public get trustOnFirstUseInput() {
    return this._trustOnFirstUse;
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

  // =========
  // SYNTHESIS
  // =========

  protected synthesizeAttributes(): { [name: string]: any } {
    return {
      address: cdktf.stringToTerraform(this._address),
      credential: cdktf.stringToTerraform(this._credential),
      host_key: cdktf.stringToTerraform(this._hostKey),
      known_hosts_file: cdktf.stringToTerraform(this._knownHostsFile),
      port: cdktf.numberToTerraform(this._port),
      trust_on_first_use: cdktf.booleanToTerraform(this._trustOnFirstUse),
      user: cdktf.stringToTerraform(this._user),
    };
  }

  protected synthesizeHclAttributes(): { [name: string]: any } {
    const attrs = {
      address: {
        value: cdktf.stringToHclTerraform(this._address),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      credential: {
        value: cdktf.stringToHclTerraform(this._credential),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      host_key: {
        value: cdktf.stringToHclTerraform(this._hostKey),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      known_hosts_file: {
        value: cdktf.stringToHclTerraform(this._knownHostsFile),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
      port: {
        value: cdktf.numberToHclTerraform(this._port),
        isBlock: false,
        type: "simple",
        storageClassType: "number",
      },
      trust_on_first_use: {
        value: cdktf.booleanToHclTerraform(this._trustOnFirstUse),
        isBlock: false,
        type: "simple",
        storageClassType: "boolean",
      },
      user: {
        value: cdktf.stringToHclTerraform(this._user),
        isBlock: false,
        type: "simple",
        storageClassType: "string",
      },
    };

    // remove undefined attributes
    return Object.fromEntries(Object.entries(attrs).filter(([_, value]) => value !== undefined && value.value !== undefined ))
  }
}
