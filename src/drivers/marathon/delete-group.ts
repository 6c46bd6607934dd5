import { sleep } from '../abort';
import type { JsonObject } from '../json';
import { readGroup, removeGroup } from './calls';
import { deleteApp, removeAndFollow, type RemovalOptions } from './delete-app';
import { patienceOf, pollMs } from './deploy';
import { StalledDeploymentError } from './deployment-errors';
import { flattenGroup } from './group';
import type { MarathonApi } from './marathon-api';
import { isWithin } from './paths';

/**
 * Removes a group with all that is in it, and waits until it is gone. Where others have put apps into it, only what was
 * declared is removed, and the group stays for them.
 *
 * @param declaredApps absolute ids
 * @returns the apps of others, for which the group was left
 * @throws as {@link deleteApp}
 */
export async function deleteGroup(
  api: MarathonApi,
  id: string,
  declaredApps: readonly string[],
  options: RemovalOptions,
): Promise<string[]> {
  const patience = patienceOf(options);
  const live = await readGroup(api, id, patience);
  if (live === undefined) return [];
  const apps = [...flattenGroup(live as unknown as JsonObject).apps.keys()];
  const others = apps.filter((app) => !declaredApps.includes(app));
  if (others.length > 0 || live.pods.length > 0) {
    for (const app of apps.filter((one) => declaredApps.includes(one))) {
      await deleteApp(api, app, { ...options, timeoutMs: Math.max(0, patience.deadline - Date.now()) });
    }
    return others;
  }
  await removeAndFollow(
    api,
    {
      what: `group ${id}`,
      send: (force) => removeGroup(api, id, { ...patience, force }),
      within: (app) => isWithin(app, id),
    },
    options,
    patience,
  );
  while ((await readGroup(api, id, patience)) !== undefined) {
    if (Date.now() + pollMs > patience.deadline) {
      throw new StalledDeploymentError(
        `group ${id}`,
        options.timeoutMs,
        ['it is still there'],
        '',
        undefined,
      );
    }
    await sleep(pollMs, options.signal);
  }
  return [];
}
