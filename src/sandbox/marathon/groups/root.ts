import type { App } from '../definitions/app';
import type { Pod } from '../definitions/pod';
import { ancestorsOf, isUnder, parentOf } from '../definitions/path-id';

/** What a group says beside what lies in it. */
export interface Group {
  /** Absolute; `/` for the root. */
  readonly id: string;
  readonly version: string;
  /** Ids of groups and apps that have to be there first. */
  readonly dependencies: readonly string[];
  /** Whether what lies in it takes the group's name as its role. Only groups directly under the root may say so. */
  readonly enforceRole: boolean;
}

export type RunSpec = App | Pod;

/** All groups, apps and pods at one moment. Never changed, only replaced. */
export interface Root {
  readonly version: string;
  readonly groups: ReadonlyMap<string, Group>;
  readonly apps: ReadonlyMap<string, App>;
  readonly pods: ReadonlyMap<string, Pod>;
}

export function emptyRoot(version: string): Root {
  const root: Group = { id: '/', version, dependencies: [], enforceRole: false };
  return { version, groups: new Map([['/', root]]), apps: new Map(), pods: new Map() };
}

/** A copy that can be changed. */
export interface RootDraft {
  readonly groups: Map<string, Group>;
  readonly apps: Map<string, App>;
  readonly pods: Map<string, Pod>;
}

export function draftOf(root: Root): RootDraft {
  return { groups: new Map(root.groups), apps: new Map(root.apps), pods: new Map(root.pods) };
}

/** Makes the groups that an id lies in where they are missing. */
export function addAncestors(draft: RootDraft, id: string, version: string): void {
  for (const group of ancestorsOf(id)) addGroup(draft, group, version);
}

export function addGroup(draft: RootDraft, id: string, version: string): void {
  if (!draft.groups.has(id)) draft.groups.set(id, { id, version, dependencies: [], enforceRole: false });
}

/** Takes a group away with all that lies in it; of the root only what lies in it. */
export function removeGroup(draft: RootDraft, id: string): void {
  for (const part of [draft.groups, draft.apps, draft.pods]) {
    for (const one of [...part.keys()]) if (isUnder(one, id)) part.delete(one);
  }
  if (id !== '/') draft.groups.delete(id);
}

export function runSpec(root: Pick<Root, 'apps' | 'pods'>, id: string): RunSpec | undefined {
  return root.apps.get(id) ?? root.pods.get(id);
}

export function runSpecs(root: Pick<Root, 'apps' | 'pods'>): RunSpec[] {
  return [...root.apps.values(), ...root.pods.values()];
}

/** Groups directly in a group. */
export function childGroups(root: Root, id: string): Group[] {
  return [...root.groups.values()].filter((group) => group.id !== '/' && parentOf(group.id) === id);
}

/** The role of what lies at an id and names none. @param role the framework's */
export function roleFor(root: Pick<Root, 'groups'>, id: string, role: string): string {
  const top = id.split('/')[1] ?? '';
  return root.groups.get(`/${top}`)?.enforceRole === true && parentOf(id) !== '/' ? top : role;
}
