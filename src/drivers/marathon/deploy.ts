import { sleep } from '../abort';
import { defaultRetryMs } from '../http';
import type { Deployment, DeploymentResult } from './answers';
import { cancelDeployment, listDeployments } from './calls';
import { DeploymentInTheWayError } from './deployment-errors';
import { isMarathonError } from './errors';
import type { MarathonApi } from './marathon-api';

/** Until when, and who wants to know. */
export interface Patience {
  readonly signal: AbortSignal;
  /** When to give up, as `Date.now()` has it. */
  readonly deadline: number;
  /** How long that was from the beginning, for errors. */
  readonly timeoutMs: number;
  /** How long Marathon may be silent meanwhile: what is under way goes on when it is back. */
  readonly retryMs: number;
  readonly onProgress: (message: string) => void;
}

/** An only instance that has lost its lead ends, and its unit starts it again after up to a minute. */
export const restartMs = 120_000;

export function patienceOf({
  signal,
  timeoutMs,
  onProgress = () => undefined,
}: Pick<Patience, 'signal' | 'timeoutMs'> & Partial<Pick<Patience, 'onProgress'>>): Patience {
  const retryMs = Math.max(defaultRetryMs, Math.min(timeoutMs, restartMs));
  return { signal, timeoutMs, deadline: Date.now() + timeoutMs, retryMs, onProgress };
}

export interface Change {
  /** `app /shop/web` */
  readonly what: string;
  readonly send: (force: boolean) => Promise<DeploymentResult>;
  readonly force: boolean;
  /**
   * Asked when a deployment is in the way.
   * - `ours`: it may be overridden.
   * - `same`: it brings what is wanted.
   * - `wait`: it is somebody else's.
   */
  readonly judge: (blocking: readonly Deployment[]) => Promise<'ours' | 'same' | 'wait'>;
}

export const pollMs = 1_000;

/**
 * Begins a deployment, once those in its way have ended.
 * @returns what to follow: the new deployment, or the one under way that brings what is wanted
 * @throws DeploymentInTheWayError, MarathonError
 */
export async function beginDeployment(
  api: MarathonApi,
  change: Change,
  patience: Patience,
): Promise<{ readonly deploymentId: string; readonly version: string | undefined }> {
  let { force } = change;
  let said = '';
  for (;;) {
    try {
      return await change.send(force);
    } catch (error) {
      if (!isMarathonError(error, 'locked', 'busy')) throw error;
      if (error.kind === 'locked' && !force) {
        const all = await listDeployments(api, patience);
        const blocking = all.filter(
          ({ id }) => error.deployments.length === 0 || error.deployments.includes(id),
        );
        const verdict = await change.judge(blocking);
        const [first] = blocking;
        if (verdict === 'same' && first !== undefined) {
          return { deploymentId: first.id, version: undefined };
        }
        if (verdict === 'ours') {
          force = true;
          continue;
        }
      }
      const waits = `${change.what}: waits because ${error.detail}`;
      if (waits !== said) patience.onProgress(waits);
      said = waits;
      if (Date.now() + pollMs > patience.deadline) {
        if (error.kind === 'busy') throw error;
        throw new DeploymentInTheWayError(change.what, error.deployments, patience.timeoutMs);
      }
      await sleep(pollMs, patience.signal);
    }
  }
}

/**
 * Waits until a deployment is not under way any more, however it ended.
 * @returns undefined when it has ended; the deployment as it is at the deadline otherwise
 */
export async function followDeployment(
  api: MarathonApi,
  what: string,
  deploymentId: string,
  patience: Patience,
): Promise<Deployment | undefined> {
  let said = '';
  for (;;) {
    const deployment = (await listDeployments(api, patience)).find(({ id }) => id === deploymentId);
    if (deployment === undefined) return undefined;
    const now = `${what}: ${describeStep(deployment)}`;
    if (now !== said) patience.onProgress(now);
    said = now;
    if (Date.now() + pollMs > patience.deadline) return deployment;
    await sleep(pollMs, patience.signal);
  }
}

/** `step 2 of 3: ScaleApplication /shop/web` */
export function describeStep({ currentStep, totalSteps, currentActions }: Deployment): string {
  const actions = currentActions.map(
    ({ action, type, app, pod }) => `${action ?? type ?? ''} ${app ?? pod ?? ''}`,
  );
  return `step ${String(currentStep)} of ${String(totalSteps)}: ${actions.join(', ')}`;
}

/**
 * Brings back what was before a deployment: by ending it while it is under way, else by `revert`.
 * @param revert has the version from before deployed again; undefined when there was none
 * @returns whether that was done within its time
 */
export async function rollBack(
  api: MarathonApi,
  what: string,
  deploymentId: string,
  revert: (() => Promise<DeploymentResult>) | undefined,
  patience: Patience,
): Promise<boolean> {
  const begun = (await cancelDeployment(api, deploymentId, patience)) ?? (await revert?.());
  if (begun === undefined) return false;
  return (await followDeployment(api, `${what}, rolling back`, begun.deploymentId, patience)) === undefined;
}
