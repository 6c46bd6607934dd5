import { Construct } from 'constructs';
import { countAndNames, invalidCount } from '../errors-ec2';
import { given } from '../given';
import { Ec2Host, type Ec2HostProps } from './ec2-host';
import type { Ec2HostSettings } from './ec2-host-settings';
import { sshGroup } from './ec2-ssh-group';
import type { IHosts } from './host';

/** Props of `Ec2Hosts.of`. Exactly one of `count` and `names`. */
export interface Ec2HostsProps extends Ec2HostSettings {
  /**
   * How many, from 1 on. They are called 1, 2, 3…; taking one away takes the last.
   *
   * @default none: `names` are given
   */
  readonly count?: number;
  /**
   * The construct ids of the hosts, of which any can be taken away. A host's id is part of the address of its
   * resources in the state: another id is another host.
   *
   * @default none: `count` is given
   * @example ['blue', 'green']
   */
  readonly names?: string[];
}

/**
 * Machines on EC2 that are alike.
 *
 * @example
 * const masters = Ec2Hosts.of(stack, 'master', { count: 3, image, instanceType: 't3.medium', keyPair, sshFrom });
 */
export class Ec2Hosts extends Construct implements IHosts {
  public static of(scope: Construct, id: string, props: Ec2HostsProps): Ec2Hosts {
    return new Ec2Hosts(scope, id, props);
  }

  /** In the order of their names. */
  public readonly hosts: Ec2Host[];

  private constructor(scope: Construct, id: string, props: Ec2HostsProps) {
    super(scope, id);
    const { count, names, sshFrom = [], securityGroups = [], ...settings } = props;
    const at = this.node.path;
    if ((count === undefined) === (names === undefined)) throw countAndNames(at);
    if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
      throw invalidCount(`${at}: count`, count);
    }
    const groups = [...securityGroups, ...(sshFrom.length > 0 ? [sshGroup(this, props)] : [])];
    const ids = names ?? Array.from({ length: count ?? 0 }, (_, index) => String(index + 1));
    this.hosts = ids.map(
      (name) => new Ec2Host(this, name, given<Ec2HostProps>({ ...settings, securityGroups: groups })),
    );
  }
}
