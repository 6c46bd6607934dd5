import { sameJson } from '../../drivers/json';
import { driftOfApp, driftOfGroup, planGroup, type GroupInfo } from '../../drivers/marathon';
import { SshCredentialError } from '../../drivers/ssh';
import {
  isUnknown,
  isWhollyKnown,
  messageOf,
  UNKNOWN,
  type Known,
  type PlanChangeContext,
} from '../../tfplugin';
import { requireCredential } from '../hosts/require-credential';
import type { marathonAppSchema } from '../schemas/marathon-app';
import type { marathonGroupSchema } from '../schemas/marathon-group';
import type { Session } from '../session';
import { accessMarathon, isMarathonSilent, nameOf, type MarathonReference } from './access';
import {
  canonicalForm,
  parseDefinition,
  refuseChangesOfReservations,
  refuseMissingFeatures,
  refuseVolumeProblems,
  warnOfUnknownFields,
  type Declared,
  type Kind,
} from './definition';
import { readLive, refuseToTakeOver } from './live';
import { requireLogin } from './login';
import { rememberedOwner } from './owner';
import { isImported } from './remembered';

type Context =
  | PlanChangeContext<typeof marathonAppSchema, Session>
  | PlanChangeContext<typeof marathonGroupSchema, Session>;

/** What a plan has found out. */
export interface PlannedDeployment {
  /** Absolute; undefined while it is unknown. */
  readonly id: string | undefined;
  /** Whether anything is to be deployed. */
  readonly changed: boolean;
  /** What Marathon says it would do; undefined where it was not asked. */
  readonly steps: string[] | undefined;
}

/** Plans that an app or a group is as declared, and asks Marathon what it would say to that, where there is one. */
export async function planDeployment(kind: Kind, context: Context): Promise<PlannedDeployment> {
  const { planned, prior } = context;
  planned.drift = [];
  requireAccess(context);
  if (isUnknown(planned.definition) || planned.definition === null) {
    return { id: undefined, changed: true, steps: undefined };
  }
  const declared = parseDefinition(kind, planned.definition);
  refuseVolumeProblems(declared);
  warnOfUnknownFields(declared, context.diagnostics);
  const before = prior === null ? undefined : parseDefinition(kind, prior.definition);
  if (before !== undefined && before.id !== declared.id) {
    context.requireReplace(['definition']);
  } else if (before !== undefined && prior !== null) {
    if (meansTheSame(context, before, declared)) planned.definition = prior.definition;
    else refuseChangesOfReservations(before, declared);
  }
  const changed = isChanged(prior, planned.definition);
  planned.version = changed || prior === null ? UNKNOWN : prior.version;
  const steps = changed ? await tryOnMarathon(context, declared, before) : undefined;
  return { id: declared.id, changed, steps };
}

function isChanged(
  prior: Known<typeof marathonAppSchema> | Known<typeof marathonGroupSchema> | null,
  definition: string,
): boolean {
  if (prior === null || prior.definition !== definition) return true;
  return prior.drift === null || prior.drift.length > 0;
}

/** Text that is only written otherwise is no change; what was imported is compared as what Marathon has. */
function meansTheSame({ private: remembered }: Context, before: Declared, after: Declared): boolean {
  if (isImported(remembered)) {
    return after.kind === 'app'
      ? driftOfApp(after.definition, before.definition).length === 0
      : driftOfGroup(after.definition, before.definition as unknown as GroupInfo).length === 0;
  }
  return sameJson(canonicalForm(before), canonicalForm(after));
}

/** What is not configured is better known before the apply. */
function requireAccess({ planned, data }: Context): void {
  const { access } = planned;
  if (access === null || isUnknown(access)) return;
  const { hosts, login } = access;
  if (typeof login === 'string') requireLogin(data, login, ['access', 'login']);
  if (hosts === null || isUnknown(hosts)) return;
  hosts.forEach((host, index) => {
    requireCredential(data, host, ['access', 'hosts', index]);
  });
}

/**
 * What Marathon would refuse, and what it would do, is better known before the apply. That it cannot be asked while it is
 * still to be made is as it should be, and no warning.
 */
async function tryOnMarathon(
  context: Context,
  declared: Declared,
  before: Declared | undefined,
): Promise<string[] | undefined> {
  const { planned, data, diagnostics, signal, private: remembered } = context;
  const { kind, id } = declared;
  if (!isWhollyKnown(planned.access)) return undefined;
  const access = planned.access as MarathonReference;
  if (data.comingServices.awaits('marathon', access.hosts)) return undefined;
  try {
    const api = await accessMarathon(data, access, 'look', signal);
    const { marathon_config: settings } = await api.info({ signal });
    refuseMissingFeatures(declared, settings?.features ?? [], api.source);
    if (before?.id !== id) {
      refuseToTakeOver(declared, await readLive(api, declared, signal), rememberedOwner(remembered));
    }
    return kind === 'group' ? await planGroup(api, declared, { signal }) : undefined;
  } catch (error) {
    // The key may be made by the same apply, or be where that runs alone; a first plan takes nothing but what is declared.
    const keyless = before === undefined && error instanceof SshCredentialError;
    if (signal.aborted || !(keyless || isMarathonSilent(error))) throw error;
    diagnostics.warn(
      ['access'],
      // The same for all: Terraform shows warnings of one summary as one, and there may be hundreds of them.
      'an app or a group was planned without its Marathon',
      `${kind} ${id}: ${nameOf(access)}: ${messageOf(error)}`,
    );
    return undefined;
  }
}
