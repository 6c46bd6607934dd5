import { unlessAborted } from './abort';
import type { Ec2Api } from './api';
import { Batch } from './batch';
import type { CallOptions } from './configuration';
import type { Describer } from './describer';
import type { Ec2Instance } from './instance';
import type { Ownership } from './ownership';
import { isMarkedFor, launchMarkKey } from './launch-mark';
import { isOwned, tokenMark } from './marks';

/** Values of one filter; EC2 takes 200. */
const ownersPerRequest = 20;

const alive = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

/** Finds instances by their owner before they are created a second time. Questions of one moment share their requests. */
export class OwnerLookup {
  private readonly questions: Batch<Ownership, Ec2Instance[]>;

  constructor(
    api: Ec2Api,
    private readonly describer: Describer,
  ) {
    const options = { collectMs: api.timing.collectMs, size: ownersPerRequest };
    this.questions = new Batch(options, (owners) => this.answer(owners));
  }

  /** Instances that live and carry the owner's token or all of its tags. */
  find(owner: Ownership, { signal }: CallOptions): Promise<Ec2Instance[]> {
    return unlessAborted(this.questions.add(owner), signal);
  }

  private async answer(owners: readonly Ownership[]): Promise<Ec2Instance[][]> {
    const searches = [this.byTokens(owners), this.byMarks(owners), ...this.byTags(owners)];
    const found = new Map((await Promise.all(searches)).flat().map((instance) => [instance.id, instance]));
    const instances = [...found.values()];
    return owners.map((owner) =>
      instances.filter(
        (instance) =>
          owner.except?.includes(instance.id) !== true &&
          (isOwned(instance, owner) || isMarkedFor(instance, owner.tags)),
      ),
    );
  }

  private byTokens(owners: readonly Ownership[]): Promise<Ec2Instance[]> {
    const tokens = owners.map(({ clientToken }) => literally(clientToken));
    return this.describer.instancesWhere([{ Name: `tag:${tokenMark}`, Values: tokens }, alive]);
  }

  private byMarks(owners: readonly Ownership[]): Promise<Ec2Instance[]> {
    const keys = owners.map(({ tags }) => launchMarkKey(tags));
    return this.describer.instancesWhere([{ Name: 'tag-key', Values: keys }, alive]);
  }

  /** Owners with the same tag keys are asked for together; who has which values is sorted out from the answer. */
  private byTags(owners: readonly Ownership[]): Promise<Ec2Instance[]>[] {
    const valuesByKeys = new Map<string, Map<string, Set<string>>>();
    for (const { tags } of owners) {
      const entries = Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1));
      if (entries.length === 0) continue;
      const keys = JSON.stringify(entries.map(([key]) => key));
      const values = valuesByKeys.get(keys) ?? new Map<string, Set<string>>();
      for (const [key, value] of entries) values.set(key, (values.get(key) ?? new Set<string>()).add(value));
      valuesByKeys.set(keys, values);
    }
    return [...valuesByKeys.values()].map((values) =>
      this.describer.instancesWhere([
        ...[...values].map(([key, set]) => ({ Name: `tag:${key}`, Values: [...set].map(literally) })),
        alive,
      ]),
    );
  }
}

/** In a filter `*` and `?` are wildcards unless escaped. */
export function literally(value: string): string {
  return value.replace(/[\\*?]/g, (character) => `\\${character}`);
}
