import { isUnder } from '../definitions/path-id';
import type { Root } from './root';
import { runSpecs } from './root';

/** Which apps and pods each of them needs: its own dependencies and those of the groups that it lies in. */
export function dependencyGraph(root: Root): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = runSpecs(root).map(({ id }) => id);
  /** An app itself, or all that lies in a group. */
  const meant = (id: string): readonly string[] => ids.filter((one) => one === id || isUnder(one, id));
  const graph = new Map<string, Set<string>>(ids.map((id) => [id, new Set<string>()]));
  const add = (from: string, to: string): void => {
    for (const one of meant(to)) if (one !== from) graph.get(from)?.add(one);
  };
  for (const app of root.apps.values()) for (const id of app.dependencies ?? []) add(app.id, id);
  for (const group of root.groups.values()) {
    for (const id of group.dependencies)
      for (const one of ids.filter((id) => isUnder(id, group.id))) add(one, id);
  }
  return graph;
}

/** How many others are before each, along the longest way; undefined when there is a circle. */
export function depths(
  graph: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, number> | undefined {
  const found = new Map<string, number>();
  const open = new Set<string>();
  const visit = (id: string): number | undefined => {
    const known = found.get(id);
    if (known !== undefined) return known;
    if (open.has(id)) return undefined;
    open.add(id);
    let depth = 1;
    for (const needed of graph.get(id) ?? []) {
      const below = visit(needed);
      if (below === undefined) return undefined;
      depth = Math.max(depth, below + 1);
    }
    open.delete(id);
    found.set(id, depth);
    return depth;
  };
  for (const id of graph.keys()) if (visit(id) === undefined) return undefined;
  return found;
}
