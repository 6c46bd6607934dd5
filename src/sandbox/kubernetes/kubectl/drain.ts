import { StatusError } from '../api/status-error';
import { at, mapsAt, textAt } from '../json';
import type { ApiObject } from '../json';
import { isBeingDeleted, nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import { setSchedulable } from './change';
import type { Client } from './client';
import type { Output } from './get';
import { resourceNamed } from './resource-names';

const retryMs = 250;

/** Cordons a node and evicts its pods, within the limits that disruption budgets set. */
export async function drain(args: Arguments, client: Client, output: Output): Promise<void> {
  const nodes = resourceNamed(client.registry, 'nodes');
  const pods = resourceNamed(client.registry, 'pods');
  const deadline = Date.now() + (args.duration('timeout') ?? Number.MAX_SAFE_INTEGER / 2);
  for (const name of args.after(1)) {
    const node = await client.get(nodes, '', name.replace(/^nodes?\//, ''));
    await setSchedulable(client, nodes, node, true, output);
    const there = await client.list(pods, '', {
      fields: `spec.nodeName=${nameOf(node)}`,
      labels: args.value('pod-selector'),
    });
    const leaving = chosen(there, args, output);
    const skipAfter = Number(args.value('skip-wait-for-delete-timeout') ?? 0);
    await Promise.all(leaving.map((pod) => evict(client, pods, pod, args, deadline, skipAfter, output)));
    output.out += `node/${nameOf(node)} drained\n`;
  }
}

/** Which pods are to go; those that nobody looks after go only by force. @throws KubectlError */
function chosen(there: readonly ApiObject[], args: Arguments, output: Output): ApiObject[] {
  const problems: string[] = [];
  const ignored: string[] = [];
  const leaving = there.filter((pod) => {
    const place = `${namespaceOf(pod)}/${nameOf(pod)}`;
    if (textAt(pod, 'metadata', 'annotations', 'kubernetes.io/config.mirror') !== undefined) return false;
    const owner = mapsAt(pod, 'metadata', 'ownerReferences').find((one) => one['controller'] === true);
    const ended = ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '');
    if (owner?.['kind'] === 'DaemonSet' && !ended) {
      if (args.has('ignore-daemonsets')) ignored.push(place);
      else
        problems.push(`cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): ${place}`);
      return false;
    }
    const local = mapsAt(pod, 'spec', 'volumes').some((volume) => at(volume, 'emptyDir') !== undefined);
    if (local && !ended && !args.has('delete-emptydir-data')) {
      problems.push(
        `cannot delete Pods with local storage (use --delete-emptydir-data to override): ${place}`,
      );
    }
    if (owner === undefined && !ended && !args.has('force')) {
      problems.push(
        `cannot delete cannot delete Pods that declare no controller (use --force to override): ${place}`,
      );
    }
    return true;
  });
  if (problems.length > 0)
    throw new KubectlError(
      `error: unable to drain node due to error: [${problems.join(', ')}], continuing command...`,
    );
  if (ignored.length > 0) output.err += `Warning: ignoring DaemonSet-managed Pods: ${ignored.join(', ')}\n`;
  return leaving;
}

async function evict(
  client: Client,
  pods: Resource,
  pod: ApiObject,
  args: Arguments,
  deadline: number,
  skipAfter: number,
  output: Output,
): Promise<void> {
  const given = Number(args.value('grace-period') ?? -1);
  const grace = given < 0 ? undefined : given;
  const place = `${namespaceOf(pod)}/${nameOf(pod)}`;
  output.out += `evicting pod ${place}\n`;
  for (;;) {
    try {
      if (args.has('disable-eviction'))
        await client.delete(pods, pod, { graceSeconds: grace, uid: uidOf(pod) });
      else await client.evict(pods, pod, grace);
      break;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.code === 404) return;
      if (error.code !== 429) throw error;
      if (Date.now() > deadline) {
        throw new KubectlError(
          `error when evicting pods/${JSON.stringify(nameOf(pod))} -n ${JSON.stringify(namespaceOf(pod))}: ${error.message}: global timeout reached`,
        );
      }
      output.err += `error when evicting pods/${JSON.stringify(nameOf(pod))} -n ${JSON.stringify(namespaceOf(pod))} (will retry after 5s): ${error.message}\n`;
      await client.sleep(retryMs);
    }
  }
  for (;;) {
    const live = await client.find(pods, namespaceOf(pod), nameOf(pod));
    if (live === undefined || uidOf(live) !== uidOf(pod)) {
      output.out += `pod/${nameOf(pod)} evicted\n`;
      return;
    }
    const since = Date.parse(textAt(live, 'metadata', 'deletionTimestamp') ?? '');
    if (skipAfter > 0 && isBeingDeleted(live) && Date.now() - since > skipAfter * 1000) return;
    if (Date.now() > deadline)
      throw new KubectlError(
        `error when waiting for pod ${JSON.stringify(nameOf(pod))} to terminate: global timeout reached`,
      );
    await client.sleep(50);
  }
}
