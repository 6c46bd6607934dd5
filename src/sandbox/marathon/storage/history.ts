import type { App } from '../definitions/app';
import type { Pod } from '../definitions/pod';
import { safeId } from '../definitions/path-id';
import { isPod } from '../definitions/spec';
import { emptyRoot, runSpecs, type Group, type Root, type RunSpec } from '../groups/root';
import type { Journal } from './journal';

/** A root as it is stored: what lies in it is stored on its own. */
interface StoredRoot {
  readonly version: string;
  readonly groups: readonly Group[];
  readonly apps: Readonly<Record<string, string>>;
  readonly pods: Readonly<Record<string, string>>;
}

/** The current root and the latest versions of it, and of every app and pod. */
export class History {
  #roots: Root[] = [];
  /** By id, the latest last. */
  readonly #specs = new Map<string, RunSpec[]>();

  /** @param keep how many versions: `--zk_max_versions` */
  constructor(
    private readonly journal: Journal,
    private readonly keep: number,
    now: string,
  ) {
    this.#roots.push(emptyRoot(now));
  }

  get current(): Root {
    const root = this.#roots.at(-1);
    if (root === undefined) throw new Error('a history has a root at all times');
    return root;
  }

  get roots(): readonly Root[] {
    return this.#roots;
  }

  root(version: string): Root | undefined {
    return this.#roots.find((root) => root.version === version);
  }

  /** The latest first. */
  versionsOf(id: string): readonly RunSpec[] {
    return [...(this.#specs.get(id) ?? [])].reverse();
  }

  /** Also of roots that are kept longer. */
  spec(id: string, version: string): RunSpec | undefined {
    return this.#specs.get(id)?.find((spec) => spec.version === version);
  }

  append(root: Root): void {
    for (const spec of runSpecs(root)) this.#keepSpec(spec);
    this.#roots.push(root);
    // The one before as well: at first that is the empty one, which deployments begin from.
    for (const one of this.#roots.slice(-2)) this.journal.put(`root/${one.version}`, stored(one));
    this.#prune();
  }

  load(values: ReadonlyMap<string, string>): void {
    for (const [key, value] of values) {
      if (!/^(apps|pods)\//.test(key)) continue;
      const spec = JSON.parse(value) as RunSpec;
      this.#specs.set(spec.id, [...(this.#specs.get(spec.id) ?? []), spec]);
    }
    for (const list of this.#specs.values()) list.sort((a, b) => (a.version < b.version ? -1 : 1));
    const roots = [...values]
      .filter(([key]) => key.startsWith('root/'))
      .map(([, value]) => this.#restore(JSON.parse(value) as StoredRoot));
    roots.sort((a, b) => (a.version < b.version ? -1 : 1));
    if (roots.length > 0) this.#roots = roots;
  }

  #restore({ version, groups, apps, pods }: StoredRoot): Root {
    const found = <T>(refs: Readonly<Record<string, string>>): Map<string, T> =>
      new Map(
        Object.entries(refs).flatMap(([id, at]) => {
          const spec = this.spec(id, at);
          return spec === undefined ? [] : [[id, spec as T]];
        }),
      );
    return {
      version,
      groups: new Map(groups.map((group) => [group.id, group])),
      apps: found<App>(apps),
      pods: found<Pod>(pods),
    };
  }

  #keepSpec(spec: RunSpec): void {
    const list = this.#specs.get(spec.id) ?? [];
    if (list.some(({ version }) => version === spec.version)) return;
    list.push(spec);
    this.#specs.set(spec.id, list);
    this.journal.put(keyOf(spec), spec);
  }

  #prune(): void {
    for (const root of this.#roots.splice(0, Math.max(0, this.#roots.length - this.keep)))
      this.journal.remove(`root/${root.version}`);
    const needed = new Set(this.#roots.flatMap((root) => runSpecs(root)));
    for (const [id, list] of this.#specs) {
      const kept = list.filter(
        (spec, index) => needed.has(spec) || (index >= list.length - this.keep && this.#exists(id)),
      );
      for (const spec of list) if (!kept.includes(spec)) this.journal.remove(keyOf(spec));
      if (kept.length === 0) this.#specs.delete(id);
      else this.#specs.set(id, kept);
    }
  }

  #exists(id: string): boolean {
    return this.current.apps.has(id) || this.current.pods.has(id);
  }
}

function keyOf(spec: RunSpec): string {
  return `${isPod(spec) ? 'pods' : 'apps'}/${safeId(spec.id)}/${spec.version}`;
}

function stored(root: Root): StoredRoot {
  const refs = (specs: ReadonlyMap<string, RunSpec>): Record<string, string> =>
    Object.fromEntries([...specs].map(([id, { version }]) => [id, version]));
  return {
    version: root.version,
    groups: [...root.groups.values()],
    apps: refs(root.apps),
    pods: refs(root.pods),
  };
}
