import { Annotations, type TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { claimServicePort } from '../workloads/app-claims';
import { MarathonApp } from '../workloads/marathon-app';
import { type MarathonPlatform, renderMarathon, untranslatableProps } from '../workloads/render-marathon';
import type { WorkloadSpec } from '../workloads/workload-spec';
import type { IMesosCluster, MarathonAccess } from './mesos-access';

/** What a cluster of our own and an imported one have in common. */
export abstract class MesosBase extends Construct implements IMesosCluster {
  public abstract readonly access: MarathonAccess;
  public abstract readonly members: TerraformResource[];
  protected abstract readonly platform: MarathonPlatform;

  /** A workload becomes an app of Marathon. */
  public runWorkload(scope: Construct, name: string, spec: WorkloadSpec): void {
    for (const { expose } of spec.ports ?? []) {
      if (expose !== undefined) claimServicePort(this, scope, expose);
    }
    const definition = renderMarathon(scope.node.path, name, spec, this.platform);
    for (const { at, cause, way } of untranslatableProps(scope.node.path, spec))
      Annotations.of(scope).addWarning(`${at}: was left out, because on Mesos Marathon ${cause}; ${way}`);
    new MarathonApp(scope, 'Default', { cluster: this, definition });
  }
}
