import { Construct } from 'constructs';
import { TerraformStack } from 'cdktf';
import { credentialDeclaredTwice, credentialNotOneWay } from './errors';
import { type AzureConfiguration, renderAzure } from './azure-configuration';
import { type Ec2Configuration, renderEc2 } from './ec2-configuration';
import { azureDeclaredTwice } from './errors-azure';
import { ec2DeclaredTwice } from './errors-ec2';
import { FleetwrightProvider, type FleetwrightProviderSshCredentials } from './generated/provider';
import { given } from './given';
import { type MarathonLogin, renderMarathonLogin } from './marathon-login';
import { pathFromStackFolder } from './local-path';
import { declareNames } from './named-access';
import { placeProviderInto } from './placement/stack-placement';

/** A way to log in over SSH. Exactly one of `keyFile` and `agent`. */
export interface SshCredential {
  /**
   * A private key, as ssh-keygen writes it. A relative path starts at the folder the app runs in; `~`
   * is the home folder of whoever runs Terraform.
   *
   * @default none: `agent` is used
   * @example '~/.ssh/id_ed25519'
   */
  readonly keyFile?: string;
  /**
   * A file whose first line is the passphrase of `keyFile`.
   *
   * @default the key has no passphrase
   */
  readonly passphraseFile?: string;
  /**
   * Use an SSH agent.
   *
   * @default false
   */
  readonly agent?: boolean;
  /**
   * The agent's socket.
   *
   * @default the one in the environment variable SSH_AUTH_SOCK
   */
  readonly agentSocket?: string;
}

/** A kubeconfig file of a cluster that exists already. */
export interface Kubeconfig {
  /**
   * A relative path starts at the folder the app runs in; `~` is the home folder of whoever runs Terraform.
   *
   * @example '~/.kube/config'
   */
  readonly path: string;
  /** @default the current context of the file */
  readonly context?: string;
}

/** Props of `Fleetwright`. */
export interface FleetwrightProps {
  /**
   * The credential named "default", which hosts use that name no other.
   *
   * @default none
   * @example { keyFile: '~/.ssh/id_ed25519' }
   */
  readonly ssh?: SshCredential;
  /**
   * More credentials, by the names hosts use for them.
   *
   * @default none
   */
  readonly sshCredentials?: Record<string, SshCredential>;
  /**
   * Kubeconfig files, by the names `KubernetesCluster.fromKubeconfig` uses for them.
   *
   * @default none
   */
  readonly kubeconfigs?: Record<string, Kubeconfig>;
  /**
   * Logins of Marathon and DC/OS, by the names `MesosCluster` uses for them.
   *
   * @default none
   * @example { ops: { username: 'ops', passwordFile: '~/.marathon-password' } }
   */
  readonly marathonLogins?: Record<string, MarathonLogin>;
  /**
   * The EC2 account and region named "default", which what is on EC2 uses when it names no other.
   *
   * @default none
   * @example { region: 'eu-central-1' }
   */
  readonly ec2?: Ec2Configuration;
  /**
   * More EC2 accounts and regions, by the names used for them.
   *
   * @default none
   */
  readonly ec2Configurations?: Record<string, Ec2Configuration>;
  /**
   * The Azure subscription named "default", which what is on Azure uses when it names no other.
   *
   * @default none
   * @example { subscriptionId: '11111111-2222-3333-4444-555555555555' }
   */
  readonly azure?: AzureConfiguration;
  /**
   * More Azure subscriptions, by the names used for them.
   *
   * @default none
   */
  readonly azureConfigurations?: Record<string, AzureConfiguration>;
}

/**
 * The provider of a stack. It names the ways to log in; hosts, clusters and workloads refer to them by
 * name. When the stack is synthesized, the provider itself is put into the stack's folder, so that
 * Terraform and OpenTofu find it without a network.
 *
 * @example
 * new Fleetwright(stack, 'fleetwright', { ssh: { keyFile: '~/.ssh/id_ed25519' } });
 */
export class Fleetwright extends Construct {
  /** The generated construct beneath. */
  public readonly provider: FleetwrightProvider;

  constructor(scope: Construct, id: string, props: FleetwrightProps = {}) {
    super(scope, id);
    const { ssh, sshCredentials = {}, kubeconfigs = {}, marathonLogins = {} } = props;
    const { ec2, ec2Configurations = {}, azure, azureConfigurations = {} } = props;
    if (ssh !== undefined && sshCredentials.default !== undefined)
      throw credentialDeclaredTwice(this.node.path);
    const credentials = ssh === undefined ? sshCredentials : { default: ssh, ...sshCredentials };
    if (ec2 !== undefined && ec2Configurations.default !== undefined) throw ec2DeclaredTwice(this.node.path);
    const accounts = ec2 === undefined ? ec2Configurations : { default: ec2, ...ec2Configurations };
    if (azure !== undefined && azureConfigurations.default !== undefined)
      throw azureDeclaredTwice(this.node.path);
    const subscriptions =
      azure === undefined ? azureConfigurations : { default: azure, ...azureConfigurations };
    declareNames(this, {
      credentials: Object.keys(credentials),
      kubeconfigs: Object.keys(kubeconfigs),
      marathonLogins: Object.keys(marathonLogins),
      ec2: Object.keys(accounts),
      azure: Object.keys(subscriptions),
    });

    this.provider = new FleetwrightProvider(this, 'Default', {
      sshCredentials: mapValues(credentials, (credential, name) => this.renderCredential(credential, name)),
      kubeconfigs: mapValues(kubeconfigs, ({ path, context }) =>
        given({ path: pathFromStackFolder(this, path), context }),
      ),
      ...(Object.keys(marathonLogins).length > 0 && {
        marathonLogins: mapValues(marathonLogins, (login, name) => renderMarathonLogin(this, login, name)),
      }),
      ...(Object.keys(accounts).length > 0 && {
        ec2: mapValues(accounts, (account, name) => renderEc2(`${this.node.path}: ec2 ${name}`, account)),
      }),
      ...(Object.keys(subscriptions).length > 0 && {
        azure: mapValues(subscriptions, (one, name) => renderAzure(`${this.node.path}: azure ${name}`, one)),
      }),
    });
    placeProviderInto(TerraformStack.of(this));
  }

  private renderCredential(credential: SshCredential, name: string): FleetwrightProviderSshCredentials {
    const { keyFile, passphraseFile, agent, agentSocket } = credential;
    if ((keyFile !== undefined) === (agent === true)) throw credentialNotOneWay(this.node.path, name);
    return given<FleetwrightProviderSshCredentials>({
      privateKeyFile: keyFile === undefined ? undefined : pathFromStackFolder(this, keyFile),
      passphraseFile: passphraseFile === undefined ? undefined : pathFromStackFolder(this, passphraseFile),
      agent,
      agentSocket,
    });
  }
}

function mapValues<From, To>(
  values: Record<string, From>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}
