import { areSameIds, isSameId } from '../../drivers/azure';
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
  keepSpelling(planned, prior);
  // Parts alone make no machine: what comes in its place is another one, with another host key.
  if (prior.state === 'incomplete') requireReplace(['state']);
  planCustomData(context, prior);
  const { os_disk, data_disks } = planned;
  if (prior.os_disk !== null && os_disk !== null && !isUnknown(os_disk) && shrinks(prior.os_disk, os_disk)) {
    requireReplace(['os_disk', 'size_gib']);
  }
  planDataDisks(data_disks, prior, requireReplace);
}

/** Upper and lower case make no other id for Azure, so they make no change either. */
function keepSpelling(planned: PlannedConfig, prior: Machine): void {
  const { subnet_id, image_id, application_security_group_ids: groups, identity } = planned;
  if (typeof subnet_id === 'string' && isSameId(subnet_id, prior.subnet_id))
    planned.subnet_id = prior.subnet_id;
  if (typeof image_id === 'string' && prior.image_id !== null && isSameId(image_id, prior.image_id)) {
    planned.image_id = prior.image_id;
  }
  const before = prior.application_security_group_ids;
  if (areTexts(groups) && areSameIds(groups, before ?? [])) planned.application_security_group_ids = before;
  if (identity === null || isUnknown(identity) || prior.identity === null) return;
  const { system_assigned, user_assigned_ids } = prior.identity;
  const ids = identity.user_assigned_ids;
  if (identity.system_assigned === system_assigned && areTexts(ids) && areSameIds(ids, user_assigned_ids)) {
    planned.identity = prior.identity;
  }
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
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
