import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { hostKeyWithoutHost, hostNameNeeded, hostNamesDiffer } from '../errors';
import { given } from '../given';
import type { IHosts } from './host';
import { type SshAccess, SshHost, type SshHostProps } from './ssh-host';

/** Props of `SshHosts.of`. */
export interface SshHostsProps extends SshAccess {
  /**
   * IP addresses or DNS names.
   *
   * @example ['10.0.0.11', '10.0.0.12']
   */
  readonly addresses: string[];
  /**
   * The key each host must show, by its address.
   *
   * @default none: `knownHostsFile` or `trustOnFirstUse` is needed
   * @example { '10.0.0.11': 'ssh-ed25519 AAAA…', '10.0.0.12': 'ssh-ed25519 AAAA…' }
   */
  readonly hostKeys?: Record<string, string>;
  /**
   * The construct ids of the hosts, one per address and in the same order. A host's id is part of the
   * address of its resources in the state: another id is another host. They do not name nodes: those are
   * named after the machines; declare machines with equal hostnames as an `SshHost` with a `nodeName` each.
   *
   * @default the addresses with dashes for dots and colons, so that adding or removing one renames no other
   */
  readonly names?: string[];
}

/**
 * Machines that are reached in the same way.
 *
 * @example
 * const rack = SshHosts.of(stack, 'rack', {
 *   addresses: ['10.0.0.11', '10.0.0.12'],
 *   hostKeys: { '10.0.0.11': 'ssh-ed25519 AAAA…', '10.0.0.12': 'ssh-ed25519 AAAA…' },
 * });
 */
export class SshHosts extends Construct implements IHosts {
  public static of(scope: Construct, id: string, props: SshHostsProps): SshHosts {
    return new SshHosts(scope, id, props);
  }

  /** In the order of the addresses. */
  public readonly hosts: SshHost[];

  private constructor(scope: Construct, id: string, props: SshHostsProps) {
    super(scope, id);
    const { addresses, hostKeys = {}, names, ...access } = props;
    const at = this.node.path;
    if (names !== undefined && names.length !== addresses.length) {
      throw hostNamesDiffer(at, names.length, addresses.length);
    }
    const stray = Object.keys(hostKeys).find((address) => !addresses.includes(address));
    if (stray !== undefined) throw hostKeyWithoutHost(at, stray);
    this.hosts = addresses.map((address, index) => {
      const name = names?.[index] ?? nameOf(at, address);
      return new SshHost(this, name, given<SshHostProps>({ ...access, address, hostKey: hostKeys[address] }));
    });
  }
}

function nameOf(at: string, address: string): string {
  if (Token.isUnresolved(address)) throw hostNameNeeded(at);
  return address.replace(/[.:]+/g, '-');
}
