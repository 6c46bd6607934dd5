import { z } from 'zod';
import { sleep } from '../abort';
import { appList, deploymentResult, type AppInfo, type Task } from './answers';
import { patienceOf, type Patience } from './deploy';
import { isMarathonError } from './errors';
import type { MarathonApi, RequestOptions } from './marathon-api';

export interface EvacuateOptions {
  readonly signal: AbortSignal;
  /** In milliseconds. */
  readonly timeoutMs: number;
  readonly onProgress?: (message: string) => void;
}

/** Replacements did not get healthy elsewhere in time. Nothing was killed. */
export class StalledEvacuationError extends Error {
  override readonly name = 'StalledEvacuationError';
}

const POLL_MS = 1_000;

/** Marathon may restart meanwhile, or ZooKeeper change its members under it: it is asked until it is back. */
type Asking = Pick<Patience, 'signal' | 'retryMs'>;

/**
 * Has Marathon run elsewhere what it runs on a host, before that host is emptied: each app is scaled up by as many
 * instances as its `minimumHealthCapacity` needs elsewhere, those are waited for, and then the tasks on the host are killed
 * and the app scaled down again. The host must not be offered any more. Apps with local volumes stay: their tasks cannot
 * run elsewhere.
 *
 * @param host As tasks name it: the agent's hostname.
 * @throws StalledEvacuationError, MarathonError
 */
export async function evacuateHost(api: MarathonApi, host: string, options: EvacuateOptions): Promise<void> {
  const patience = patienceOf(options);
  const apps = await appsOn(api, host, patience);
  await Promise.all(
    apps.filter((app) => !isBoundToHost(app)).map((app) => evacuateApp(api, app.id, host, patience)),
  );
}

async function evacuateApp(api: MarathonApi, id: string, host: string, patience: Patience): Promise<void> {
  let added = 0;
  let declared: number | undefined;
  let said = '';
  for (;;) {
    const app = (await readApps(api, patience)).find((one) => one.id === id);
    if (app === undefined) return;
    declared ??= app.instances;
    const here = app.tasks.filter((task) => task.host === host && isLive(task));
    if (here.length === 0) {
      if (added > 0) await scaleBack(api, id, declared, patience);
      return;
    }
    const elsewhere = app.tasks.filter((task) => task.host !== host && isHealthy(app, task)).length;
    const needed = Math.ceil(declared * minimumHealthCapacity(app));
    if (elsewhere >= needed) {
      await killOn(api, id, host, added === here.length, patience);
      if (added > 0 && added !== here.length) await scaleBack(api, id, declared, patience);
      return;
    }
    if (added === 0 && app.deployments.length === 0) {
      const wanted = Math.min(here.length, needed - elsewhere);
      if (await scaleUp(api, id, declared + wanted, patience)) added = wanted;
    }
    const now = `${id} has ${String(elsewhere)} of ${String(needed)} healthy instances elsewhere`;
    if (now !== said) patience.onProgress(`${now}; ${String(here.length)} on ${host} wait for them`);
    said = now;
    if (Date.now() + POLL_MS > patience.deadline) {
      if (added > 0) await scaleBack(api, id, declared, patience);
      throw new StalledEvacuationError(
        `${api.source}: ${now} after ${String(Math.round(patience.timeoutMs / 1000))} s, and ${String(here.length)} on ${host} cannot go before`,
      );
    }
    await sleep(POLL_MS, patience.signal);
  }
}

async function readApps(api: MarathonApi, { signal, retryMs }: Asking): Promise<readonly AppInfo[]> {
  const query = { embed: ['apps.tasks', 'apps.deployments', 'apps.counts'] };
  return (await api.request('GET', '/v2/apps', appList, undefined, { signal, retryMs, query })).apps;
}

async function appsOn(api: MarathonApi, host: string, patience: Asking): Promise<readonly AppInfo[]> {
  return (await readApps(api, patience)).filter(({ tasks }) =>
    tasks.some((task) => task.host === host && isLive(task)),
  );
}

/** The tasks on the host end; those that were added elsewhere take their place. */
async function killOn(
  api: MarathonApi,
  id: string,
  host: string,
  scaleDown: boolean,
  { signal, retryMs }: Asking,
): Promise<void> {
  const query = { host, ...(scaleDown ? { scale: 'true' } : {}) };
  await change(() =>
    api.request('DELETE', `${pathOf(id)}/tasks`, z.looseObject({}), undefined, {
      signal,
      retryMs,
      query: { ...query, force: 'true' },
    }),
  );
}

/** @returns whether it was begun: a deployment of the app that is under way is not overridden */
async function scaleUp(
  api: MarathonApi,
  id: string,
  instances: number,
  { signal, retryMs }: Asking,
): Promise<boolean> {
  try {
    await scale(api, id, instances, { signal, retryMs, query: { partialUpdate: 'true' } });
    return true;
  } catch (error) {
    if (!isMarathonError(error, 'locked')) throw error;
    return false;
  }
}

/** Also while what was scaled up is still being deployed: that is what is overridden. */
async function scaleBack(
  api: MarathonApi,
  id: string,
  instances: number,
  { signal, retryMs }: Asking,
): Promise<void> {
  await change(() =>
    scale(api, id, instances, { signal, retryMs, query: { partialUpdate: 'true', force: 'true' } }),
  );
}

function scale(api: MarathonApi, id: string, instances: number, options: RequestOptions): Promise<unknown> {
  return api.request('PUT', pathOf(id), deploymentResult, { instances }, options);
}

function pathOf(id: string): string {
  return `/v2/apps/${id.replace(/^\//, '').split('/').map(encodeURIComponent).join('/')}`;
}

/** What is gone meanwhile needs no change. */
async function change(request: () => Promise<unknown>): Promise<void> {
  try {
    await request();
  } catch (error) {
    if (!isMarathonError(error, 'not-found')) throw error;
  }
}

function isLive({ state }: Task): boolean {
  return state == null || /^TASK_(RUNNING|STARTING|STAGING|UNREACHABLE)$/.test(state);
}

function isHealthy(app: AppInfo, task: Task): boolean {
  if (task.state != null && task.state !== 'TASK_RUNNING') return false;
  if (app.healthChecks.length === 0) return true;
  return task.healthCheckResults.some((result) => result?.alive === true);
}

const strategy = z.looseObject({
  upgradeStrategy: z.looseObject({ minimumHealthCapacity: z.number() }).partial().nullish(),
});

function minimumHealthCapacity(app: AppInfo): number {
  const parsed = strategy.safeParse(app);
  return parsed.success ? (parsed.data.upgradeStrategy?.minimumHealthCapacity ?? 1) : 1;
}

const volumes = z.looseObject({
  container: z
    .looseObject({ volumes: z.array(z.looseObject({ persistent: z.unknown().optional() })).nullish() })
    .nullish(),
});

function isBoundToHost(app: AppInfo): boolean {
  const parsed = volumes.safeParse(app);
  const found = parsed.success ? (parsed.data.container?.volumes ?? []) : [];
  return found.some(({ persistent }) => persistent != null);
}
