import { timestamp } from '../clock';
import type { App } from '../definitions/app';
import { ancestorsOf } from '../definitions/path-id';
import { isPod, viewOf } from '../definitions/spec';
import type { Deployments } from '../deployments/deployments';
import { reverted } from '../deployments/deployments';
import { isUpgrade, planOf, type Plan } from '../deployments/plan';
import { invalidObject } from '../errors';
import type { Scene } from '../scene';
import { dependencyGraph, depths } from './dependencies';
import { draftOf, runSpec, runSpecs, type Root, type RootDraft, type RunSpec } from './root';
import { assignServicePorts } from './service-ports';

export interface ChangeOptions {
  /** Cancels deployments that are in the way. */
  readonly force?: boolean;
  /** Instances that have to go, by app. */
  readonly toKill?: ReadonlyMap<string, readonly string[]>;
  /** Apps and pods that are restarted though nothing of them changes. */
  readonly restart?: readonly string[];
}

/** Changes the copy of the root that it is given. */
export type RootChange = (draft: RootDraft, version: string) => void;

/** Changes what is defined, which begins a deployment of what has changed. */
export class Definitions {
  constructor(
    private readonly scene: Scene,
    private readonly deployments: Deployments,
    private readonly settle: () => void,
  ) {}

  get root(): Root {
    return this.scene.history.current;
  }

  /** The next version: later than the last one, whatever the clock says. */
  nextVersion(): string {
    const last = Date.parse(this.root.version);
    return timestamp(Math.max(this.scene.clock.now(), last + 1));
  }

  /**
   * @throws ApiError 409 when a deployment is in the way, 422 when the whole does not fit together
   */
  async change(change: RootChange, options: ChangeOptions = {}): Promise<Plan> {
    const plan = this.preview(change, options);
    this.deployments.checkLocks(plan, options.force ?? false);
    this.scene.history.append(plan.target);
    this.deployments.begin(plan);
    this.settle();
    await this.scene.journal.flushed();
    return plan;
  }

  /** What a change would do. */
  preview(change: RootChange, options: ChangeOptions = {}): Plan {
    const version = this.nextVersion();
    const draft = draftOf(this.root);
    change(draft, version);
    assignServicePorts(draft.apps, this.root, {
      from: this.scene.settings.localPortMin,
      to: this.scene.settings.localPortMax,
    });
    const { groups, apps, pods } = draft;
    this.#version(apps, version, options.restart ?? []);
    this.#version(pods, version, options.restart ?? []);
    this.#versionGroups(draft, version);
    const target: Root = { version, groups, apps, pods };
    check(target);
    return planOf(this.root, target, version, options.toKill);
  }

  /** Puts back what a deployment has changed. */
  async revert(plan: Plan): Promise<Plan> {
    return this.change(
      (draft) => {
        const { apps, pods, groups } = reverted(this.root, plan);
        draft.apps.clear();
        for (const [id, app] of apps) draft.apps.set(id, app);
        draft.pods.clear();
        for (const [id, pod] of pods) draft.pods.set(id, pod);
        draft.groups.clear();
        for (const [id, group] of groups) draft.groups.set(id, group);
      },
      { force: true },
    );
  }

  /** A group has the version of the latest change of anything that lies in it. */
  #versionGroups({ groups, apps, pods }: RootDraft, version: string): void {
    const specs = new Set([...apps.keys(), ...pods.keys(), ...runSpecs(this.root).map(({ id }) => id)]);
    const changed = [...specs].filter((id) => (apps.get(id) ?? pods.get(id)) !== runSpec(this.root, id));
    const above = new Set(['/', ...changed.flatMap((id) => ancestorsOf(id))]);
    for (const [id, group] of groups) if (above.has(id)) groups.set(id, { ...group, version });
  }

  /** Gives the new version to what has changed; what has not keeps the one that it has. */
  #version<T extends RunSpec>(specs: Map<string, T>, version: string, restart: readonly string[]): void {
    for (const [id, spec] of specs) {
      const before = runSpec(this.root, id);
      if (before === spec && !restart.includes(id)) continue;
      if (before === undefined || isPod(before) !== isPod(spec)) {
        specs.set(id, versioned(spec, version, version));
      } else if (isUpgrade(before, spec)) {
        specs.set(id, versioned(spec, version, version));
      } else if (restart.includes(id) || viewOf(before).instances !== viewOf(spec).instances) {
        specs.set(
          id,
          versioned(spec, version, isPod(before) ? before.version : before.versionInfo.lastConfigChangeAt),
        );
      } else {
        specs.set(id, before as T);
      }
    }
  }
}

function versioned<T extends RunSpec>(spec: T, version: string, configured: string): T {
  if (isPod(spec)) return { ...spec, version };
  const app: App = {
    ...spec,
    version,
    versionInfo: { lastScalingAt: version, lastConfigChangeAt: configured },
  };
  return app as T;
}

function check(root: Root): void {
  const clashes = runSpecs(root).filter(
    ({ id }) => root.groups.has(id) || (root.apps.has(id) && root.pods.has(id)),
  );
  if (clashes.length > 0) {
    throw invalidObject([
      {
        path: '/',
        errors: clashes.map(({ id }) => `Groups and Applications may not have the same identifier: ${id}`),
      },
    ]);
  }
  if (depths(dependencyGraph(root)) === undefined) {
    throw invalidObject([{ path: '/', errors: ['Dependency graph has cyclic dependencies.'] }]);
  }
}
