import type { CallOptions, OperationOptions, Tags } from './configuration';
import { isAzureError } from './errors';
import { objectAt, textAt } from './fields';
import { canonicalLocation, groupId } from './ids';
import { isOwned, marksOf, splitTags, type TagsAndMarks } from './marks';
import type { Ownership } from './ownership';
import type { Resources } from './resources';

export interface ResourceGroup extends TagsAndMarks {
  readonly location: string;
}

/** Resource groups: made and removed with what is in them, or somebody else's. */
export class Groups {
  constructor(private readonly resources: Resources) {}

  async find(name: string, options: CallOptions): Promise<ResourceGroup | undefined> {
    const found = await this.resources.get(this.id(name), options);
    if (found === undefined) return undefined;
    return { location: canonicalLocation(textAt(found, 'location') ?? ''), ...splitTags(found.tags) };
  }

  /** One that is there belongs to whoever does not want it made. */
  async require(name: string, options: CallOptions): Promise<void> {
    if ((await this.find(name, options)) !== undefined) return;
    throw this.resources.api.error(
      `resource group "${name}" does not exist; make it first, or have it made`,
      {
        kind: 'not-found',
      },
    );
  }

  /**
   * Finds it when it is its owner's, or else makes it.
   * @throws AzureError `taken`
   */
  async ensure(
    name: string,
    { location, tags, owner }: { readonly location: string; readonly tags: Tags; readonly owner: Ownership },
    options: OperationOptions,
  ): Promise<void> {
    const found = await this.find(name, options);
    if (found === undefined) {
      const body = { location, tags: { ...tags, ...marksOf(owner) } };
      await this.resources.put(this.id(name), body, {
        ...options,
        isDone: (group) => isOwned(splitTags(objectAt(group).tags), owner),
      });
      return;
    }
    if (isOwned(found, owner)) return;
    throw this.resources.api.error(
      `resource group "${name}" exists and belongs to something else; choose another name, or use it as a given one`,
      { kind: 'taken' },
    );
  }

  async tag(name: string, tags: Tags, options: OperationOptions): Promise<void> {
    await this.resources.patch(this.id(name), { tags }, options);
  }

  /**
   * Removes the group when nothing is in it.
   * @returns names of what is in it otherwise.
   */
  async removeEmpty(name: string, options: OperationOptions): Promise<string[]> {
    const others = await this.contents(name, options);
    if (others.length === 0) await this.resources.delete(this.id(name), options);
    return others;
  }

  private async contents(name: string, options: CallOptions): Promise<string[]> {
    try {
      const found = await this.resources.list(`${this.id(name)}/resources`, options);
      return found.flatMap((one) => textAt(one, 'id')?.replace(/^.*\/providers\//i, '') ?? []);
    } catch (error) {
      if (isAzureError(error, 'not-found')) return [];
      throw error;
    }
  }

  private id(name: string): string {
    return groupId(this.resources.api.root, name);
  }
}
