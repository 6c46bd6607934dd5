import { isPod, scaledTo, viewOf } from '../definitions/spec';
import { badRequest, unknownApp, unknownTask } from '../errors';
import type { RootDraft } from '../groups/root';
import type { Instance, Task } from '../instances/instance';
import type { JsonMap } from '../json';
import { asList, asMap } from '../json';
import { deploymentReply } from './apps';
import { flagOf, ok, type ApiRequest, type Reply } from './http';
import type { ApiParts } from './parts';
import { renderTask, taskLines, tasksOf, withTask } from './render-task';

/** `/v2/tasks` and the tasks of apps. */
export class TasksApi {
  constructor(private readonly parts: ApiParts) {}

  list({ query, accept }: ApiRequest): Reply {
    const { leader } = this.parts;
    const ids = [...leader.definitions.root.apps.keys()];
    if (wantsLines(accept)) return lines(taskLines(leader, ids));
    const statuses = [...query.getAll('status'), ...query.getAll('status[]')];
    const tasks = withTask(leader.scene.tracker.all())
      .filter((instance) => matchesStatus(instance, statuses))
      .flatMap((instance) => instance.tasks.map((task) => renderTask(leader, instance, task)));
    return ok({ tasks });
  }

  ofApp(id: string, { accept }: ApiRequest): Reply {
    const { leader } = this.parts;
    this.#checkApp(id);
    return wantsLines(accept) ? lines(taskLines(leader, [id])) : ok({ tasks: tasksOf(leader, id) });
  }

  killOfApp(id: string, request: ApiRequest): Promise<Reply> {
    this.#checkApp(id);
    const host = request.query.get('host');
    const instances = withTask(this.parts.leader.scene.tracker.of(id)).filter(
      ({ agent }) => host === null || agent?.host === host,
    );
    return this.#kill(instances, request, (tasks) => ({ tasks }));
  }

  killOne(id: string, taskId: string, request: ApiRequest): Promise<Reply> {
    this.#checkApp(id);
    const found = this.#find(taskId);
    if (found?.specId !== id) throw unknownTask(taskId);
    return this.#kill([found], request, ([task]) => ({ task }));
  }

  async killSeveral(request: ApiRequest): Promise<Reply> {
    const ids = asList(asMap(await request.json())['ids']).map(String);
    const instances = ids.map((id) => {
      const found = this.#find(id);
      if (found === undefined) throw badRequest(`Invalid task id ${id}`);
      return found;
    });
    return this.#kill(instances, request, (tasks) => ({ tasks }));
  }

  /** By a task's id, or the instance's. */
  #find(id: string): Instance | undefined {
    const { tracker } = this.parts.leader.scene;
    return tracker.byTask(id)?.instance ?? tracker.get(id);
  }

  async #kill(
    instances: readonly Instance[],
    { query }: ApiRequest,
    shape: (tasks: JsonMap[]) => JsonMap,
  ): Promise<Reply> {
    const { leader } = this.parts;
    const [scale, wipe] = [flagOf(query, 'scale'), flagOf(query, 'wipe')];
    if (scale && wipe) throw badRequest('You cannot use scale and wipe at the same time.');
    if (scale) return this.#scaleDown(instances, flagOf(query, 'force'));
    const tasks = instances.flatMap((instance) =>
      instance.tasks.map((task: Task) => renderTask(leader, instance, task)),
    );
    for (const instance of instances) {
      if (wipe) leader.launcher.abandon(instance);
      leader.killer.kill(instance, wipe ? 'Decommissioned' : 'Running', 'it was asked for');
    }
    await leader.scene.journal.flushed();
    return ok(shape(tasks));
  }

  async #scaleDown(instances: readonly Instance[], force: boolean): Promise<Reply> {
    const byApp = new Map<string, string[]>();
    for (const { specId, id } of instances) byApp.set(specId, [...(byApp.get(specId) ?? []), id]);
    const fewer = (draft: RootDraft): void => {
      for (const [id, killed] of byApp) {
        const app = draft.apps.get(id);
        if (app !== undefined)
          draft.apps.set(id, scaledTo(app, Math.max(0, viewOf(app).instances - killed.length)));
        const pod = draft.pods.get(id);
        if (pod !== undefined && isPod(pod))
          draft.pods.set(id, scaledTo(pod, Math.max(0, viewOf(pod).instances - killed.length)));
      }
    };
    return deploymentReply(await this.parts.leader.definitions.change(fewer, { force, toKill: byApp }));
  }

  #checkApp(id: string): void {
    if (!this.parts.leader.definitions.root.apps.has(id)) throw unknownApp(id);
  }
}

function matchesStatus({ condition }: Instance, statuses: readonly string[]): boolean {
  if (statuses.length === 0) return true;
  const staging = condition === 'Provisioned' || condition === 'Staging' || condition === 'Starting';
  return (
    (statuses.includes('running') && condition === 'Running') || (statuses.includes('staging') && staging)
  );
}

function wantsLines(accept: string): boolean {
  return accept.includes('text/plain') && !accept.includes('application/json');
}

function lines(content: string): Reply {
  return { status: 200, text: { type: 'text/plain', content } };
}
