import { sleep } from '../abort';
import type { DeploymentResult } from './answers';
import { readApp, removeApp } from './calls';
import type { DeployOptions } from './apply-app';
import { beginDeployment, followDeployment, patienceOf, pollMs, type Patience } from './deploy';
import { StalledDeploymentError } from './deployment-errors';
import { isMarathonError } from './errors';
import type { MarathonApi } from './marathon-api';

export type RemovalOptions = Pick<
  DeployOptions,
  'signal' | 'timeoutMs' | 'force' | 'onProgress' | 'ownDeployments'
>;

/**
 * Removes an app with its tasks, and waits until it is gone. Persistent volumes go with it. Deployments that are about
 * this app alone are ended: they have nothing left to deploy.
 *
 * @throws StalledDeploymentError with the tasks that do not end, DeploymentInTheWayError, MarathonError
 */
export async function deleteApp(api: MarathonApi, id: string, options: RemovalOptions): Promise<void> {
  const patience = patienceOf(options);
  await removeAndFollow(
    api,
    {
      what: `app ${id}`,
      send: (force) => removeApp(api, id, { ...patience, force }),
      within: (affected) => affected === id,
    },
    options,
    patience,
  );
  for (;;) {
    const app = await readApp(api, id, patience);
    if (app === undefined) return;
    if (Date.now() + pollMs > patience.deadline) {
      const tasks = app.tasks.map(
        ({ id: task, host, state }) => `task ${task} on ${host ?? 'an agent'}: ${state ?? ''}`,
      );
      throw new StalledDeploymentError(
        `app ${id}`,
        options.timeoutMs,
        ['it is still there', ...tasks],
        '',
        undefined,
      );
    }
    await sleep(pollMs, options.signal);
  }
}

/** Has a removal begin and waits for its deployment. What is gone already needs none. */
export async function removeAndFollow(
  api: MarathonApi,
  {
    what,
    send,
    within,
  }: {
    readonly what: string;
    readonly send: (force: boolean) => Promise<DeploymentResult>;
    /** Whether an app is part of what is removed. */
    readonly within: (appId: string) => boolean;
  },
  options: RemovalOptions,
  patience: Patience,
): Promise<void> {
  try {
    const { deploymentId } = await beginDeployment(
      api,
      {
        what,
        send,
        force: options.force,
        judge: (blocking) =>
          Promise.resolve(
            blocking.length > 0 &&
              blocking.every(({ affectedApps, affectedPods }) =>
                [...affectedApps, ...affectedPods].every(within),
              )
              ? 'ours'
              : 'wait',
          ),
      },
      patience,
    );
    const stalled = await followDeployment(api, what, deploymentId, patience);
    if (stalled === undefined) return;
    throw new StalledDeploymentError(
      what,
      options.timeoutMs,
      ['its removal has not ended'],
      deploymentId,
      undefined,
    );
  } catch (error) {
    if (!isMarathonError(error, 'not-found')) throw error;
  }
}
