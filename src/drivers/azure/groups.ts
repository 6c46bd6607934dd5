import type { ResourceGroup } from '@azure/arm-resources';
import type { CallOptions, OperationOptions, Tags } from './configuration';
import { canonicalLocation, groupId } from './ids';
import { resourceGroups } from './kinds';
import { isOwned, marksOf, splitTags, type TagsAndMarks } from './marks';
import type { Ownership } from './ownership';
import type { Resources } from './resources';

export interface ObservedGroup extends TagsAndMarks {
  readonly location: string;
}

/** Resource groups: made and removed with what is in them, or somebody else's. */
export class Groups {
  constructor(private readonly resources: Resources) {}

  async find(name: string, options: CallOptions): Promise<ObservedGroup | undefined> {
    const found = await this.resources.get(resourceGroups, this.id(name), options);
    return found && { location: canonicalLocation(found.location), ...splitTags(found.tags) };
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
    const found = await this.resources.get(resourceGroups, this.id(name), options);
    if (found === undefined) {
      const group = { location, tags: { ...tags, ...marksOf(owner) } };
      const isDone = (one: ResourceGroup | undefined): boolean => isOwned(one?.tags, owner);
      await this.resources.put(resourceGroups, this.id(name), group, { ...options, isDone });
      return;
    }
    if (isOwned(found.tags, owner)) return;
    throw this.resources.api.error(
      `resource group "${name}" exists and belongs to something else; choose another name, or use it as a given one`,
      { kind: 'taken' },
    );
  }

  async tag(name: string, tags: Tags, options: OperationOptions): Promise<void> {
    await this.resources.tag(resourceGroups, this.id(name), tags, options);
  }

  /**
   * Removes the group when nothing is in it.
   * @returns names of what is in it otherwise.
   */
  async removeEmpty(name: string, options: OperationOptions): Promise<string[]> {
    const others = await this.contents(name, options);
    if (others.length === 0) await this.resources.delete(resourceGroups, this.id(name), options);
    return others;
  }

  private async contents(name: string, options: CallOptions): Promise<string[]> {
    const found = await this.resources.list(
      ({ resources }, call) => resources.resources.listByResourceGroup(name, call),
      options,
    );
    return found.flatMap(({ id }) => id?.replace(/^.*\/providers\//i, '') ?? []);
  }

  private id(name: string): string {
    return groupId(this.resources.api.root, name);
  }
}
