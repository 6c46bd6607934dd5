import { listAt, mapsAt, numberAt, textAt } from '../json';
import type { JsonMap } from '../json';
import { isBeingDeleted } from '../kinds/resource';
import type { ApiObject } from '../json';

/** What kubectl shows under READY, STATUS and RESTARTS. */
export function podState(pod: ApiObject): { ready: string; status: string; restarts: number } {
  const statuses = mapsAt(pod, 'status', 'containerStatuses');
  const containers = mapsAt(pod, 'spec', 'containers').length;
  const ready = statuses.filter((status) => status['ready'] === true).length;
  const restarts = statuses.reduce((sum, status) => sum + (numberAt(status, 'restartCount') ?? 0), 0);
  return { ready: `${String(ready)}/${String(containers)}`, status: reasonOf(pod, statuses), restarts };
}

function reasonOf(pod: ApiObject, statuses: readonly JsonMap[]): string {
  if (isBeingDeleted(pod)) return textAt(pod, 'status', 'reason') === 'NodeLost' ? 'Unknown' : 'Terminating';
  for (const status of statuses) {
    const waiting = textAt(status, 'state', 'waiting', 'reason');
    if (waiting !== undefined) return waiting;
    const ended = textAt(status, 'state', 'terminated', 'reason');
    if (ended !== undefined && textAt(pod, 'status', 'phase') !== 'Running') return ended;
  }
  const gated = listAt(pod, 'spec', 'schedulingGates').length > 0;
  return (
    textAt(pod, 'status', 'reason') ??
    (gated ? 'SchedulingGated' : (textAt(pod, 'status', 'phase') ?? 'Unknown'))
  );
}

/** Ready, NotReady or Unknown, and whether it takes pods. */
export function nodeState(node: ApiObject): string {
  const ready = mapsAt(node, 'status', 'conditions').find((condition) => condition['type'] === 'Ready');
  const state = ready === undefined ? 'Unknown' : ready['status'] === 'True' ? 'Ready' : 'NotReady';
  const spec = node['spec'] as JsonMap | undefined;
  return spec?.['unschedulable'] === true ? `${state},SchedulingDisabled` : state;
}
