import { Construct } from 'constructs';
import type { IMesosCluster } from '../clusters/mesos-access';
import { MarathonApp as MarathonAppResource, type MarathonAppConfig } from '../generated/marathon-app';
import type { MarathonAppDefinition } from '../marathon/app-definition';
import { validateApp } from '../marathon/validate-app';
import { claimApp } from './app-claims';
import {
  type DeploymentProps,
  readDefinition,
  renderDeployment,
  warnOfUnknownFields,
} from './marathon-deployment';
import { awaitCluster } from './members-gate';

/** Props of `MarathonApp`. Exactly one of `definition` and `file`. */
export interface MarathonAppProps extends DeploymentProps {
  /** Where it runs. */
  readonly cluster: IMesosCluster;
  /**
   * The app as Marathon's API takes it; tokens may stand anywhere in it.
   *
   * @default none: `file` is used
   */
  readonly definition?: MarathonAppDefinition;
}

/**
 * An app of Marathon, in Marathon's own terms. It is checked by Marathon's rules, applied as a whole, and waited for until its
 * instances are healthy. It waits for all of its cluster, and for what `node.addDependency` names of the same stack.
 *
 * @example
 * new MarathonApp(stack, 'web', { cluster, definition: { id: '/web', cmd: 'python3 -m http.server $PORT0', instances: 3 } });
 */
export class MarathonApp extends Construct {
  /** Its id, a path from the root. */
  public readonly appId: string;
  /** The generated construct beneath. */
  public readonly resource: MarathonAppResource;

  constructor(scope: Construct, id: string, props: MarathonAppProps) {
    super(scope, id);
    const { cluster, definition, file } = props;
    const app = validateApp(this.node.path, readDefinition(this.node.path, definition, file));
    this.appId = app.id as string;
    claimApp(cluster, this, this.appId, false);
    warnOfUnknownFields(this, [app]);
    this.resource = new MarathonAppResource(
      this,
      'Default',
      renderDeployment(this, cluster, app, props) satisfies MarathonAppConfig,
    );
    awaitCluster(this.resource, this, cluster);
  }
}
