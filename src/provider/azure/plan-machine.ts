import { isUnknown, isWhollyKnown, type PlanChangeContext, type Planned, type Unknown } from '../../tfplugin';
import type { azureVirtualMachineSchema } from '../schemas/azure-virtual-machine';
import type { Session } from '../session';
import { IMPORTED } from './operation-in-mind';
import type { Machine } from './machine-request';

type Context = PlanChangeContext<typeof azureVirtualMachineSchema, Session>;
type PlannedConfig = Planned<typeof azureVirtualMachineSchema>;

/** What changes in place, what replaces the machine, and what will be otherwise afterwards. */
export function planChange(context: Context, prior: Machine): void {
  const { planned, requireReplace } = context;
  planned.state = 'running';
  // Parts alone make no machine: what comes in its place is another one, with another host key.
  if (prior.state === 'incomplete') requireReplace(['state']);
  planCustomData(context, prior);
  const { os_disk, data_disks } = planned;
  if (prior.os_disk !== null && os_disk !== null && !isUnknown(os_disk) && shrinks(prior.os_disk, os_disk)) {
    requireReplace(['os_disk', 'size_gib']);
  }
  planDataDisks(data_disks, prior, requireReplace);
}

/** Azure does not tell it back, so that of an import the declared one is only taken note of. */
function planCustomData({ planned, requireReplace, private: remembered }: Context, prior: Machine): void {
  if (isWhollyKnown(planned.custom_data) && planned.custom_data === prior.custom_data) return;
  if (prior.custom_data === null && remembered.get(IMPORTED) === true) return;
  requireReplace(['custom_data']);
}

function planDataDisks(
  planned: PlannedConfig['data_disks'],
  prior: Machine,
  requireReplace: Context['requireReplace'],
): void {
  if (isUnknown(planned)) {
    requireReplace(['data_disks']);
    return;
  }
  const before = prior.data_disks ?? {};
  for (const lun of new Set([...Object.keys(before), ...Object.keys(planned ?? {})])) {
    const was = before[lun];
    const is = planned?.[lun];
    if (was === undefined || is === undefined || is === null) {
      requireReplace(planned === null ? ['data_disks'] : ['data_disks', lun]);
    } else if (!isUnknown(is) && shrinks(was, is)) {
      requireReplace(['data_disks', lun, 'size_gib']);
    }
  }
}

function shrinks(
  was: { readonly size_gib: number | null },
  is: { readonly size_gib: number | null | Unknown },
): boolean {
  return typeof is.size_gib === 'number' && was.size_gib !== null && is.size_gib < was.size_gib;
}
