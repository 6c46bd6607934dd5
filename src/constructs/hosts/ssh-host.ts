import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { hostKeyMissing, hostKeyTwice, invalidHostKey } from '../errors';
import { SshHost as SshHostResource } from '../generated/ssh-host';
import { given } from '../given';
import { pathFromStackFolder } from '../local-path';
import { requireCredential } from '../named-access';
import { validateNodeName } from '../validation/names';
import { validatePort } from '../validation/numbers';
import type { HostConnection, IHost } from './host';

/** What `SshHost` and `SshHosts` have in common. */
export interface SshAccess {
  /**
   * The user to log in as: root, or one that may run sudo without a password.
   *
   * @default 'root'
   */
  readonly user?: string;
  /**
   * TCP port of the SSH server.
   *
   * @default 22
   */
  readonly port?: number;
  /**
   * Name of a credential of this stack's `Fleetwright`.
   *
   * @default 'default'
   */
  readonly credential?: string;
  /**
   * An OpenSSH known_hosts file to take host keys from. A relative path starts at the folder the app
   * runs in.
   *
   * @default none: host keys are given here, or trusted on first use
   */
  readonly knownHostsFile?: string;
  /**
   * Pin whatever key a host shows at the first connection. Nothing protects that one connection.
   *
   * @default false
   */
  readonly trustOnFirstUse?: boolean;
}

/** Props of `SshHost`. One of `hostKey`, `knownHostsFile` and `trustOnFirstUse` is needed. */
export interface SshHostProps extends SshAccess {
  /**
   * IP address or DNS name. May come from another resource.
   *
   * @example '10.0.0.11'
   */
  readonly address: string;
  /**
   * The key the host must show: a line of its `/etc/ssh/ssh_host_*_key.pub`, or that key's `SHA256:`
   * fingerprint.
   *
   * @default none
   * @example 'SHA256:uNiVztksCsDhcc0u9e8BrWXjLmyqvD8+5ywzmkTRPuQ'
   */
  readonly hostKey?: string;
  /**
   * IP address or DNS name at which the other hosts of a cluster reach it, where that is another one than `address`: behind a
   * NAT, or with a public and a private address.
   *
   * @default `address`
   * @example '192.168.7.11'
   */
  readonly clusterAddress?: string;
  /**
   * What Kubernetes calls the node on this machine: a DNS name in lower case, unique in its cluster. Needed
   * where machines have equal hostnames. Another name is another node: the machine leaves and joins again,
   * apart from the first control plane's, where the plan is refused.
   *
   * @default the machine's hostname in lower case
   * @example 'rack-1'
   */
  readonly nodeName?: string;
}

/**
 * A machine that exists and answers SSH. Its host key is pinned and its facts are read; destroying it
 * leaves the machine as it is.
 *
 * @example
 * new SshHost(stack, 'rack-1', { address: '10.0.0.11', hostKey: 'ssh-ed25519 AAAA…' });
 */
export class SshHost extends Construct implements IHost {
  /** How to reach it. */
  public readonly connection: HostConnection;
  /** The address at which the other hosts of a cluster reach it, when that was given. */
  public readonly clusterAddress?: string;
  /** What a cluster calls the node on it, when that was given. */
  public readonly nodeName?: string;
  /** The generated construct beneath, with the host's facts: `cpus`, `memoryBytes`, `osId`, … */
  public readonly resource: SshHostResource;

  constructor(scope: Construct, id: string, props: SshHostProps) {
    super(scope, id);
    const { address, hostKey, port = 22, user = 'root', credential = 'default' } = props;
    const { knownHostsFile, trustOnFirstUse, clusterAddress, nodeName } = props;
    if (clusterAddress !== undefined) this.clusterAddress = clusterAddress;
    const ways = [hostKey, knownHostsFile, trustOnFirstUse === true ? true : undefined];
    const count = ways.filter((way) => way !== undefined).length;
    if (count === 0) throw hostKeyMissing(this.node.path);
    if (count > 1) throw hostKeyTwice(this.node.path);
    if (hostKey !== undefined) validateHostKey(`${this.node.path}: hostKey`, hostKey);
    validatePort(`${this.node.path}: port`, port);
    if (nodeName !== undefined) {
      validateNodeName(`${this.node.path}: nodeName`, nodeName);
      this.nodeName = nodeName;
    }
    requireCredential(this, credential);

    this.resource = new SshHostResource(
      this,
      'Default',
      given({
        address,
        port,
        user,
        credential,
        hostKey,
        knownHostsFile: knownHostsFile === undefined ? undefined : pathFromStackFolder(this, knownHostsFile),
        trustOnFirstUse: trustOnFirstUse === true ? true : undefined,
      }),
    );
    // The reference to the pinned key is what makes everything on the host wait for it, and go before it.
    this.connection = { address, port, user, credential, hostKey: this.resource.hostKey };
  }

  /** The host as a group of one. */
  public get hosts(): IHost[] {
    return [this];
  }
}

function validateHostKey(at: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const fingerprint = /^SHA256:[A-Za-z0-9+/]{43}=?$/;
  const publicKey = /^(ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/]+=*( .*)?$/;
  if (!fingerprint.test(value) && !publicKey.test(value)) throw invalidHostKey(at, value);
}
