import { unlessAborted } from './abort';
import type { Ec2Api } from './api';
import { Batch } from './batch';
import type { CallOptions } from './configuration';
import type { Describer } from './describer';
import type { Ec2Instance } from './instance';
import type { Ownership } from './ownership';
import { isMarkedFor, launchMarkKey } from './launch-mark';
import { hasTags } from './tags';

/** Values of one filter; EC2 takes 200. */
const ownersPerRequest = 20;

const alive = { Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped'] };

interface Question {
  readonly owner: Ownership;
  readonly tokens: readonly string[];
}

/** Finds instances by their owner before they are created a second time. Questions of one moment share their requests. */
export class OwnerLookup {
  private readonly questions: Batch<Question, Ec2Instance[]>;

  constructor(
    api: Ec2Api,
    private readonly describer: Describer,
  ) {
    this.questions = new Batch({ collectMs: api.timing.collectMs, size: ownersPerRequest }, (questions) =>
      this.answer(questions),
    );
  }

  /** Instances that live and carry one of the client tokens or all of the owner's tags. */
  find(owner: Ownership, tokens: readonly string[], { signal }: CallOptions): Promise<Ec2Instance[]> {
    return unlessAborted(this.questions.add({ owner, tokens }), signal);
  }

  private async answer(questions: readonly Question[]): Promise<Ec2Instance[][]> {
    const found = new Map<string, Ec2Instance>();
    const searches = [
      this.byTokens(questions.flatMap(({ tokens }) => tokens)),
      this.byMarks(questions.map(({ owner }) => owner)),
      ...this.byTags(questions),
    ];
    for (const instances of await Promise.all(searches)) {
      for (const instance of instances) found.set(instance.id, instance);
    }
    const instances = [...found.values()];
    return questions.map(({ owner, tokens }) =>
      instances.filter(
        (instance) =>
          owner.except?.includes(instance.id) !== true &&
          (tokens.includes(instance.clientToken ?? '') || isOwnedBy(instance, owner)),
      ),
    );
  }

  private async byTokens(tokens: readonly string[]): Promise<Ec2Instance[]> {
    const found: Ec2Instance[] = [];
    for (let from = 0; from < tokens.length; from += 200) {
      const values = tokens.slice(from, from + 200);
      found.push(...(await this.describer.instancesWhere([{ Name: 'client-token', Values: values }, alive])));
    }
    return found;
  }

  private byMarks(owners: readonly Ownership[]): Promise<Ec2Instance[]> {
    const keys = owners.map(({ tags }) => launchMarkKey(tags));
    return this.describer.instancesWhere([{ Name: 'tag-key', Values: keys }, alive]);
  }

  /** Owners with the same tag keys are asked for together; who has which values is sorted out from the answer. */
  private byTags(questions: readonly Question[]): Promise<Ec2Instance[]>[] {
    const valuesByKeys = new Map<string, Map<string, Set<string>>>();
    for (const { owner } of questions) {
      const entries = Object.entries(owner.tags).sort(([a], [b]) => (a < b ? -1 : 1));
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

function isOwnedBy(instance: Ec2Instance, { tags }: Ownership): boolean {
  return Object.keys(tags).length > 0 && (hasTags(instance.tags, tags) || isMarkedFor(instance, tags));
}
