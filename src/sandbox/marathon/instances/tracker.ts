import type { Journal } from '../storage/journal';
import { instanceIdOfTask, isActive, isScheduled, type Instance, type Task } from './instance';

/** All instances there are. Whoever changes one says so with {@link save}. */
export class Tracker {
  readonly #instances = new Map<string, Instance>();

  constructor(
    private readonly journal: Journal,
    /** Called after every change. */
    private readonly onChange: (instance: Instance) => void,
  ) {}

  load(values: ReadonlyMap<string, string>): void {
    for (const [key, value] of values) {
      if (!key.startsWith('instance/')) continue;
      const instance = JSON.parse(value) as Instance;
      this.#instances.set(instance.id, instance);
    }
  }

  all(): Instance[] {
    return [...this.#instances.values()];
  }

  of(specId: string): Instance[] {
    return this.all().filter((instance) => instance.specId === specId);
  }

  scheduledOf(specId: string): Instance[] {
    return this.of(specId).filter(isScheduled);
  }

  /** Those with an agent, for constraints. @param since leaves out what runs an older configuration */
  placedOf(specId: string, since: string): Instance[] {
    return this.of(specId).filter(
      (instance) =>
        (isActive(instance) || instance.volumes !== undefined) &&
        instance.agent !== undefined &&
        instance.version >= since,
    );
  }

  get(id: string): Instance | undefined {
    return this.#instances.get(id);
  }

  /** The instance of a task that is its latest. */
  byTask(taskId: string): { readonly instance: Instance; readonly task: Task } | undefined {
    const instance = this.#instances.get(instanceIdOfTask(taskId) ?? '');
    const task = instance?.tasks.find(({ id }) => id === taskId);
    return instance === undefined || task === undefined ? undefined : { instance, task };
  }

  save(instance: Instance): void {
    this.#instances.set(instance.id, instance);
    this.journal.put(`instance/${instance.id}`, instance);
    this.onChange(instance);
  }

  remove(instance: Instance): void {
    if (!this.#instances.delete(instance.id)) return;
    this.journal.remove(`instance/${instance.id}`);
    this.onChange(instance);
  }
}
