import { Construct } from 'constructs';
import type { IMesosCluster } from '../clusters/mesos-access';
import {
  type MarathonGroupConfig,
  MarathonGroup as MarathonGroupResource,
} from '../generated/marathon-group';
import type { MarathonGroupDefinition } from '../marathon/app-definition';
import { appsOf, validateGroup } from '../marathon/validate-group';
import { claimApp } from './app-claims';
import {
  type DeploymentProps,
  readDefinition,
  renderDeployment,
  warnOfUnknownFields,
} from './marathon-deployment';
import { awaitCluster } from './members-gate';

/** Props of `MarathonGroup`. Exactly one of `definition` and `file`. */
export interface MarathonGroupProps extends DeploymentProps {
  /** Where it runs. */
  readonly cluster: IMesosCluster;
  /**
   * The group as Marathon's API takes it; tokens may stand anywhere in it.
   *
   * @default none: `file` is used
   */
  readonly definition?: MarathonGroupDefinition;
}

/**
 * Apps of Marathon that belong together, with the groups in them: applied as a whole, in the order of their dependencies.
 * What is in the group and not declared is removed.
 *
 * @example
 * new MarathonGroup(stack, 'shop', { cluster, file: 'shop.json' });
 */
export class MarathonGroup extends Construct {
  /** Its id, a path from the root. */
  public readonly groupId: string;
  /** The generated construct beneath. */
  public readonly resource: MarathonGroupResource;

  constructor(scope: Construct, id: string, props: MarathonGroupProps) {
    super(scope, id);
    const { cluster, definition, file } = props;
    const group = validateGroup(this.node.path, readDefinition(this.node.path, definition, file));
    this.groupId = group.id as string;
    claimApp(cluster, this, this.groupId, true);
    warnOfUnknownFields(this, appsOf(group));
    this.resource = new MarathonGroupResource(
      this,
      'Default',
      renderDeployment(this, cluster, group, props) satisfies MarathonGroupConfig,
    );
    awaitCluster(this.resource, this, cluster);
  }
}
