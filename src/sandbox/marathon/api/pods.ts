import type { Pod } from '../definitions/pod';
import { readPod } from '../definitions/read-pod';
import { isPod } from '../definitions/spec';
import { badRequest, conflict, unknownPod, unknownTask } from '../errors';
import { addAncestors } from '../groups/root';
import type { Instance } from '../instances/instance';
import type { Plan } from '../deployments/plan';
import { asList } from '../json';
import { flagOf, ok, type ApiRequest, type Reply } from './http';
import type { ApiParts } from './parts';
import { podStatus, renderInstance } from './render-pod';

/** `/v2/pods` and what lies below it. */
export class PodsApi {
  constructor(private readonly parts: ApiParts) {}

  list(): Reply {
    return ok([...this.parts.leader.definitions.root.pods.values()]);
  }

  get(id: string): Reply {
    return ok(this.#pod(id));
  }

  async create(request: ApiRequest): Promise<Reply> {
    const { leader, rules } = this.parts;
    const pod = readPod(await request.json(), rules);
    const { root } = leader.definitions;
    if (root.pods.has(pod.id)) throw conflict(`A pod with id [${pod.id}] already exists.`);
    if (root.apps.has(pod.id)) throw conflict(`An app with id [${pod.id}] already exists.`);
    if (root.groups.has(pod.id)) throw conflict(`A group with id [${pod.id}] already exists.`);
    const plan = await this.#change(pod, request);
    leader.scene.events.publish('pod_created_event', { clientIp: request.remoteAddress, uri: request.path });
    return {
      status: 201,
      body: this.#pod(pod.id),
      headers: { Location: pod.id, 'Marathon-Deployment-Id': plan.id },
    };
  }

  async put(id: string, request: ApiRequest): Promise<Reply> {
    const pod = readPod(await request.json(), this.parts.rules);
    if (pod.id !== id) throw badRequest(`'${id}' does not match definition's id ('${pod.id}')`);
    this.#pod(id);
    const plan = await this.#change(pod, request);
    this.parts.leader.scene.events.publish('pod_updated_event', {
      clientIp: request.remoteAddress,
      uri: request.path,
    });
    return ok(this.#pod(id), { 'Marathon-Deployment-Id': plan.id });
  }

  async delete(id: string, request: ApiRequest): Promise<Reply> {
    this.#pod(id);
    const { leader } = this.parts;
    const plan = await leader.definitions.change((draft) => void draft.pods.delete(id), {
      force: flagOf(request.query, 'force'),
    });
    leader.scene.events.publish('pod_deleted_event', { clientIp: request.remoteAddress, uri: request.path });
    return { status: 202, headers: { 'Marathon-Deployment-Id': plan.id } };
  }

  statuses(): Reply {
    const { leader } = this.parts;
    return ok([...leader.definitions.root.pods.values()].map((pod) => podStatus(leader, pod)));
  }

  status(id: string): Reply {
    return ok(podStatus(this.parts.leader, this.#pod(id)));
  }

  versions(id: string): Reply {
    this.#pod(id);
    return ok(this.parts.leader.scene.history.versionsOf(id).map(({ version }) => version));
  }

  version(id: string, version: string): Reply {
    const found = this.parts.leader.scene.history.spec(id, version);
    if (found === undefined || !isPod(found)) throw unknownPod(id, version);
    return ok(found);
  }

  killOne(id: string, instanceId: string, { query }: ApiRequest): Reply {
    return ok(this.#kill(id, [instanceId], flagOf(query, 'wipe'))[0] ?? {});
  }

  async killSeveral(id: string, request: ApiRequest): Promise<Reply> {
    const ids = asList(await request.json()).map(String);
    return ok(this.#kill(id, ids, flagOf(request.query, 'wipe')));
  }

  #kill(id: string, instanceIds: readonly string[], wipe: boolean): ReturnType<typeof renderInstance>[] {
    const pod = this.#pod(id);
    const { killer, scene, launcher, deployments } = this.parts.leader;
    const instances = instanceIds.map((one): Instance => {
      const found = scene.tracker.get(one);
      if (found?.specId !== id) throw unknownTask(one);
      return found;
    });
    const rendered = instances.map((instance) => renderInstance(instance, pod));
    for (const instance of instances) {
      if (wipe) launcher.abandon(instance);
      killer.kill(instance, wipe ? 'Decommissioned' : 'Running', 'it was asked for');
    }
    deployments.ensureScale(id);
    return rendered;
  }

  #pod(id: string): Pod {
    const pod = this.parts.leader.definitions.root.pods.get(id);
    if (pod === undefined) throw unknownPod(id);
    return pod;
  }

  #change(pod: Pod, request: ApiRequest): Promise<Plan> {
    return this.parts.leader.definitions.change(
      (draft, version) => {
        addAncestors(draft, pod.id, version);
        draft.pods.set(pod.id, pod);
      },
      { force: flagOf(request.query, 'force') },
    );
  }
}
