import { deploymentReply } from './apps';
import { flagOf, ok, type ApiRequest, type Reply } from './http';
import type { ApiParts } from './parts';

/** `/v2/deployments` */
export class DeploymentsApi {
  constructor(private readonly parts: ApiParts) {}

  list(): Reply {
    return ok(this.parts.leader.deployments.list());
  }

  /** Reverts a deployment by another one, or with `force` just ends it where it is. */
  async cancel(id: string, { query }: ApiRequest): Promise<Reply> {
    const { deployments, definitions, scene } = this.parts.leader;
    const deployment = deployments.get(id);
    if (!flagOf(query, 'force')) return deploymentReply(await definitions.revert(deployment.plan));
    deployments.cancel(deployment);
    await scene.journal.flushed();
    return { status: 202 };
  }
}
