import { Construct } from 'constructs';
import { countAndNames, invalidCount } from '../errors-ec2';
import { AzureHost } from './azure-host';
import type { AzureHostSettings } from './azure-host-settings';
import type { IHosts } from './host';

/** Props of `AzureHosts.of`. Exactly one of `count` and `names`. */
export interface AzureHostsProps extends AzureHostSettings {
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
 * Machines on Azure that are alike.
 *
 * @example
 * const workers = AzureHosts.of(stack, 'worker', { count: 2, network, image, size: 'Standard_D2s_v5', publicKeyFile });
 */
export class AzureHosts extends Construct implements IHosts {
  public static of(scope: Construct, id: string, props: AzureHostsProps): AzureHosts {
    return new AzureHosts(scope, id, props);
  }

  /** In the order of their names. */
  public readonly hosts: AzureHost[];

  private constructor(scope: Construct, id: string, props: AzureHostsProps) {
    super(scope, id);
    const { count, names, ...settings } = props;
    const at = this.node.path;
    if ((count === undefined) === (names === undefined)) throw countAndNames(at);
    if (count !== undefined && (!Number.isInteger(count) || count < 1)) {
      throw invalidCount(`${at}: count`, count);
    }
    const ids = names ?? Array.from({ length: count ?? 0 }, (_, index) => String(index + 1));
    this.hosts = ids.map((name) => new AzureHost(this, name, settings));
  }
}
