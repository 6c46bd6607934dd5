import { sleep } from '../abort';
import type { JsonObject } from '../json';
import type { AppInfo, Deployment } from './answers';
import { putApp, readApp, readQueue, revertApp } from './calls';
import { beginDeployment, followDeployment, patienceOf, pollMs, rollBack, type Patience } from './deploy';
import { OverriddenDeploymentError, StalledDeploymentError } from './deployment-errors';
import { describeDrift, driftOfApp } from './drift';
import type { MarathonApi } from './marathon-api';
import { explainStall, progressOf } from './stall';

export interface AppDeclaration {
  /** Absolute. */
  readonly id: string;
  /** The whole definition: what it leaves out becomes Marathon's default. */
  readonly definition: JsonObject;
}

export interface DeployOptions {
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly timeoutMs: number;
  /** Override deployments of others. */
  readonly force: boolean;
  readonly onFailure: 'keep' | 'rollback';
  /** Deployments that this resource has begun before: they are overridden without `force`. */
  readonly ownDeployments?: readonly string[];
  readonly onProgress?: (message: string) => void;
  /** Told as soon as Marathon has taken the definition. */
  readonly onBegun?: (deploymentId: string) => void;
}

export interface Deployed {
  /** The version that runs. */
  readonly version: string;
}

/** How long a rollback may take beyond the timeout: the user waits for the reason. */
export const rollbackMs = 120_000;

/**
 * Has Marathon run an app as declared, and waits until its instances run and are healthy.
 *
 * @throws StalledDeploymentError with the reason, DeploymentInTheWayError, OverriddenDeploymentError, MarathonError
 */
export async function applyApp(
  api: MarathonApi,
  { id, definition }: AppDeclaration,
  options: DeployOptions,
): Promise<Deployed> {
  const what = `app ${id}`;
  const patience = patienceOf(options);
  const before = await readApp(api, id, patience);
  const { deploymentId, version } = await beginDeployment(
    api,
    {
      what,
      force: options.force,
      send: (force) => putApp(api, id, { ...definition, id }, { ...patience, force }),
      judge: async (blocking) => {
        const live = await readApp(api, id, patience);
        if (live !== undefined && driftOfApp(definition, live as JsonObject).length === 0) return 'same';
        return areOwn(blocking, options) ? 'ours' : 'wait';
      },
    },
    patience,
  );
  options.onBegun?.(deploymentId);
  const stalled = await followDeployment(api, what, deploymentId, patience);
  const live = stalled === undefined ? await waitUntilUp(api, id, definition, patience) : undefined;
  if (live?.up === true) return { version: live.app.version ?? version ?? '' };
  const reasons = await explainApp(api, id, stalled, patience);
  const aftermath =
    options.onFailure === 'keep'
      ? undefined
      : await rollBackApp(api, { id, deploymentId, before: before?.version ?? undefined }, options);
  throw new StalledDeploymentError(what, options.timeoutMs, reasons, deploymentId, aftermath);
}

export function areOwn(
  blocking: readonly Deployment[],
  { ownDeployments = [] }: Pick<DeployOptions, 'ownDeployments'>,
): boolean {
  return blocking.length > 0 && blocking.every(({ id }) => ownDeployments.includes(id));
}

/** A deployment has ended when its last instance was up once; what was declared must be there, and still up. */
async function waitUntilUp(
  api: MarathonApi,
  id: string,
  definition: JsonObject,
  { signal, deadline, retryMs, onProgress }: Patience,
): Promise<{ readonly app: AppInfo; readonly up: boolean }> {
  let said = '';
  for (;;) {
    const app = await readApp(api, id, { signal, retryMs });
    if (app === undefined) throw new OverriddenDeploymentError(`app ${id}`, ['it was removed']);
    const drift = driftOfApp(definition, app as JsonObject);
    if (drift.length > 0) throw new OverriddenDeploymentError(`app ${id}`, describeDrift(id, drift));
    if (isUp(app)) return { app, up: true };
    const now = `app ${id}: ${progressOf(app)}`;
    if (now !== said) onProgress(now);
    said = now;
    if (Date.now() + pollMs > deadline) return { app, up: false };
    await sleep(pollMs, signal);
  }
}

/** Whether all instances run, and are healthy where that is checked. */
export function isUp(app: AppInfo): boolean {
  const up = app.healthChecks.length > 0 ? app.tasksHealthy : app.tasksRunning;
  return (up ?? 0) >= app.instances;
}

/** What is told of a stalled app, even where part of it cannot be asked for. */
export async function explainApp(
  api: MarathonApi,
  id: string,
  deployment: Deployment | undefined,
  { signal }: Pick<Patience, 'signal'>,
): Promise<string[]> {
  const app = await readApp(api, id, { signal });
  if (app === undefined) return [`app ${id}: it is not there`];
  const queue = await readQueue(api, { signal }).catch(() => []);
  return explainStall({ app, deployment, queued: queue.find((item) => item.app?.id === id) });
}

async function rollBackApp(
  api: MarathonApi,
  { id, deploymentId, before }: { id: string; deploymentId: string; before: string | undefined },
  options: DeployOptions,
): Promise<string> {
  const patience = patienceOf({ ...options, timeoutMs: rollbackMs });
  const revert =
    before === undefined ? undefined : () => revertApp(api, id, before, { ...patience, force: true });
  const done = await rollBack(api, `app ${id}`, deploymentId, revert, patience);
  if (!done) return 'rolling it back has not ended either';
  return before === undefined
    ? 'it was rolled back: the app is removed'
    : `it was rolled back to version ${before}`;
}
