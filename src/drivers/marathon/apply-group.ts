import { sleep } from '../abort';
import type { JsonObject } from '../json';
import type { AppInfo, Deployment, GroupInfo } from './answers';
import { areOwn, explainApp, isUp, rollbackMs, type Deployed, type DeployOptions } from './apply-app';
import { dryRunGroup, putGroup, readGroup } from './calls';
import { beginDeployment, followDeployment, patienceOf, pollMs, rollBack, type Patience } from './deploy';
import { OverriddenDeploymentError, StalledDeploymentError } from './deployment-errors';
import { describeSteps, driftOfGroup, flattenGroup, wholeGroup } from './group';
import type { MarathonApi } from './marathon-api';

export interface GroupDeclaration {
  /** Absolute. */
  readonly id: string;
  /** The whole group: what is in it and not here is removed. */
  readonly definition: JsonObject;
  /** Apps that this resource has declared before, and may remove. */
  readonly previousApps: readonly string[];
}

/** A group has apps that somebody else put there, which a change of it would remove. */
export class ForeignAppsError extends Error {
  constructor(
    group: string,
    readonly apps: readonly string[],
  ) {
    super(
      `group ${group} has apps that it does not declare, and applying it would remove them: ${apps.join(', ')}; ` +
        'declare them in the group, or move them to a group of their own',
    );
    this.name = 'ForeignAppsError';
  }
}

/** The apps of a live group that were never declared. */
export function foreignApps(
  { definition, previousApps }: Pick<GroupDeclaration, 'definition' | 'previousApps'>,
  live: GroupInfo | undefined,
): string[] {
  if (live === undefined) return [];
  const { apps } = flattenGroup(definition);
  const known = new Set([...apps.keys(), ...previousApps]);
  return [...flattenGroup(live as unknown as JsonObject).apps.keys()].filter((id) => !known.has(id));
}

/** What Marathon would do to have a group as declared, one line per step. @throws MarathonError */
export async function planGroup(
  api: MarathonApi,
  { id, definition }: Pick<GroupDeclaration, 'id' | 'definition'>,
  options: { readonly signal: AbortSignal },
): Promise<string[]> {
  return describeSteps(await dryRunGroup(api, id, wholeGroup({ ...definition, id }), options));
}

/**
 * Has Marathon run a group as declared, in the order of its dependencies, and waits until all of it runs.
 *
 * @throws ForeignAppsError, StalledDeploymentError with the reasons, DeploymentInTheWayError,
 * OverriddenDeploymentError, MarathonError
 */
export async function applyGroup(
  api: MarathonApi,
  declaration: GroupDeclaration,
  options: DeployOptions,
): Promise<Deployed> {
  const { id, definition } = declaration;
  const what = `group ${id}`;
  const patience = patienceOf(options);
  const before = await readGroup(api, id, patience);
  const foreign = foreignApps(declaration, before);
  if (foreign.length > 0) throw new ForeignAppsError(id, foreign);
  const { deploymentId, version } = await beginDeployment(
    api,
    {
      what,
      force: options.force,
      send: (force) => putGroup(api, id, wholeGroup({ ...definition, id }), { ...patience, force }),
      judge: async (blocking) => {
        const live = await readGroup(api, id, patience);
        if (live !== undefined && driftOfGroup(definition, live).length === 0) return 'same';
        return areOwn(blocking, options) ? 'ours' : 'wait';
      },
    },
    patience,
  );
  options.onBegun?.(deploymentId);
  const stalled = await followDeployment(api, what, deploymentId, patience);
  const live = stalled === undefined ? await waitUntilUp(api, id, definition, patience) : undefined;
  if (live?.up === true) return { version: live.group.version ?? version ?? '' };
  const reasons = await explainGroup(api, id, stalled, patience);
  const aftermath =
    options.onFailure === 'keep'
      ? undefined
      : await rollBackGroup(api, { id, deploymentId, before: before?.version ?? undefined }, options);
  throw new StalledDeploymentError(what, options.timeoutMs, reasons, deploymentId, aftermath);
}

async function waitUntilUp(
  api: MarathonApi,
  id: string,
  definition: JsonObject,
  { signal, deadline, retryMs }: Patience,
): Promise<{ readonly group: GroupInfo; readonly up: boolean }> {
  for (;;) {
    const group = await readGroup(api, id, { signal, retryMs });
    const drift = driftOfGroup(definition, group);
    if (group === undefined || drift.length > 0) throw new OverriddenDeploymentError(`group ${id}`, drift);
    if (appsOf(group).every(isUp)) return { group, up: true };
    if (Date.now() + pollMs > deadline) return { group, up: false };
    await sleep(pollMs, signal);
  }
}

export function appsOf({ apps, groups }: GroupInfo): AppInfo[] {
  return [...apps, ...groups.flatMap(appsOf)];
}

const appsInReasons = 5;

async function explainGroup(
  api: MarathonApi,
  id: string,
  deployment: Deployment | undefined,
  { signal }: Pick<Patience, 'signal'>,
): Promise<string[]> {
  const group = await readGroup(api, id, { signal });
  if (group === undefined) return [`group ${id}: it is not there`];
  // Of an app that is replaced, the instances of before still run.
  const deploying = new Set(deployment?.currentActions.map(({ app }) => app));
  const down = appsOf(group).filter((app) => !isUp(app) || deploying.has(app.id));
  const explained = await Promise.all(
    down.slice(0, appsInReasons).map((app) => explainApp(api, app.id, deployment, { signal })),
  );
  const more = down.length - explained.length;
  return [...explained.flat(), ...(more > 0 ? [`and ${String(more)} more apps do not run yet`] : [])];
}

async function rollBackGroup(
  api: MarathonApi,
  { id, deploymentId, before }: { id: string; deploymentId: string; before: string | undefined },
  options: DeployOptions,
): Promise<string> {
  const patience = patienceOf({ ...options, timeoutMs: rollbackMs });
  const revert =
    before === undefined
      ? undefined
      : () => putGroup(api, id, { version: before }, { ...patience, force: true });
  const done = await rollBack(api, `group ${id}`, deploymentId, revert, patience);
  if (!done) return 'rolling it back has not ended either';
  return 'it was rolled back';
}
