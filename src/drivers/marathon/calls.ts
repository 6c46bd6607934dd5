import { z } from 'zod';
import type { JsonObject } from '../json';
import {
  appAnswer,
  deploymentList,
  deploymentResult,
  deploymentSteps,
  groupInfo,
  leader,
  queue,
  versionList,
  type AppInfo,
  type Deployment,
  type DeploymentResult,
  type DeploymentSteps,
  type GroupInfo,
  type QueueItem,
} from './answers';
import { isMarathonError } from './errors';
import type { MarathonApi, RequestOptions } from './marathon-api';

type Options = Pick<RequestOptions, 'signal' | 'retryMs'>;

/** What a change may override. */
export interface ChangeOptions extends Options {
  /** End deployments that are under way, wherever they are. */
  readonly force?: boolean;
}

const ofApp = ['app.tasks', 'app.counts', 'app.deployments', 'app.lastTaskFailure', 'app.readiness'];
const ofGroup = ['group.groups', 'group.apps', 'group.pods', 'group.apps.counts', 'group.apps.deployments'];

/** Ids are paths: `/shop/web` is at `/v2/apps//shop/web`, which Marathon also knows without the second slash. */
function pathOf(kind: 'apps' | 'groups', id: string): string {
  return `/v2/${kind}/${id.replace(/^\//, '').split('/').map(encodeURIComponent).join('/')}`;
}

/** An app with its tasks, their counts, its deployments and the last failure; undefined when there is none. */
export async function readApp(api: MarathonApi, id: string, options: Options): Promise<AppInfo | undefined> {
  const found = await api.find(pathOf('apps', id), appAnswer, { ...options, query: { embed: ofApp } });
  return found?.app;
}

/** Replaces the whole definition, or creates the app: what is left out becomes Marathon's default. */
export function putApp(
  api: MarathonApi,
  id: string,
  definition: JsonObject,
  options: ChangeOptions,
): Promise<DeploymentResult> {
  const query = { ...forceOf(options), partialUpdate: 'false' };
  return api.request('PUT', pathOf('apps', id), deploymentResult, definition, { ...options, query });
}

/** Has an app be again what it was in one of its versions. */
export function revertApp(
  api: MarathonApi,
  id: string,
  version: string,
  options: ChangeOptions,
): Promise<DeploymentResult> {
  const query = forceOf(options);
  return api.request('PUT', pathOf('apps', id), deploymentResult, { version }, { ...options, query });
}

/** The versions of an app that Marathon keeps, the newest first. */
export async function versionsOfApp(api: MarathonApi, id: string, options: Options): Promise<string[]> {
  const found = await api.find(`${pathOf('apps', id)}/versions`, versionList, options);
  return found?.versions ?? [];
}

export function removeApp(api: MarathonApi, id: string, options: ChangeOptions): Promise<DeploymentResult> {
  const query = forceOf(options);
  return api.request('DELETE', pathOf('apps', id), deploymentResult, undefined, { ...options, query });
}

/** A group with its apps and groups; undefined when there is none. */
export function readGroup(api: MarathonApi, id: string, options: Options): Promise<GroupInfo | undefined> {
  return api.find(pathOf('groups', id), groupInfo, { ...options, query: { embed: ofGroup } });
}

/** Replaces the whole group, or creates it. */
export function putGroup(
  api: MarathonApi,
  id: string,
  definition: JsonObject,
  options: ChangeOptions,
): Promise<DeploymentResult> {
  const query = forceOf(options);
  return api.request('PUT', pathOf('groups', id), deploymentResult, definition, { ...options, query });
}

/** What {@link putGroup} would do. */
export function dryRunGroup(
  api: MarathonApi,
  id: string,
  definition: JsonObject,
  options: Options,
): Promise<DeploymentSteps> {
  const query = { dryRun: 'true' };
  return api.request('PUT', pathOf('groups', id), deploymentSteps, definition, { ...options, query });
}

export function removeGroup(api: MarathonApi, id: string, options: ChangeOptions): Promise<DeploymentResult> {
  const query = forceOf(options);
  return api.request('DELETE', pathOf('groups', id), deploymentResult, undefined, { ...options, query });
}

/** The deployments that are under way. */
export function listDeployments(api: MarathonApi, options: Options): Promise<Deployment[]> {
  return api.request('GET', '/v2/deployments', deploymentList, undefined, options);
}

/**
 * Ends a deployment by another one that brings back what was before.
 * @returns the other one; undefined when the first had come to its end
 */
export async function cancelDeployment(
  api: MarathonApi,
  deploymentId: string,
  options: Options,
): Promise<DeploymentResult | undefined> {
  const path = `/v2/deployments/${encodeURIComponent(deploymentId)}`;
  const answer = z.union([deploymentResult, z.looseObject({})]);
  try {
    const result = await api.request('DELETE', path, answer, undefined, options);
    const parsed = deploymentResult.safeParse(result);
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (isMarathonError(error, 'not-found')) return undefined;
    throw error;
  }
}

/** What waits for offers. */
export async function readQueue(api: MarathonApi, options: Options): Promise<QueueItem[]> {
  return (await api.request('GET', '/v2/queue', queue, undefined, options)).queue;
}

/** `host:port` of the instance that leads. */
export async function readLeader(api: MarathonApi, options: Options): Promise<string | undefined> {
  return (await api.find('/v2/leader', leader, options))?.leader;
}

function forceOf({ force }: ChangeOptions): Record<string, string> {
  return force === true ? { force: 'true' } : {};
}
