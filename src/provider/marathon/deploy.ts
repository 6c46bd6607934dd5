import {
  applyApp,
  applyGroup,
  deleteApp,
  deleteGroup,
  type DeployOptions,
  type MarathonApi,
} from '../../drivers/marathon';
import { DiagnosticError, messageOf, type Diagnostics, type Logger, type PrivateState } from '../../tfplugin';
import type { Session } from '../session';
import { parseDuration } from '../validation/names';
import { accessMarathon, isMarathonSilent, nameOf, type MarathonReference } from './access';
import { parseDefinition, refuseMissingFeatures, type Declared, type Kind } from './definition';
import { labelled, othersApps, readLive, refuseToTakeOver, type Live } from './live';
import { rememberedOwner, rememberOwner } from './owner';
import { forgetDeployments, ownDeployments, rememberDeployment, rememberImported } from './remembered';
import { atAttribute } from './report';

/** What an app and a group have in common in plan and state. */
export interface Deployable {
  readonly access: MarathonReference;
  readonly definition: string;
  readonly timeout: string;
  readonly on_failure: string;
  readonly force: boolean;
}

/** What every operation gets of its context. */
export interface Operation {
  readonly data: Session;
  readonly private: PrivateState;
  readonly diagnostics: Diagnostics;
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/**
 * Has Marathon run what is planned, and waits until it does.
 *
 * @param prior what was declared before; null when it is to be created
 * @param onBegun told when Marathon has taken it: it exists from then on
 * @returns the version that runs
 */
export async function deploy(
  kind: Kind,
  planned: Deployable,
  prior: Deployable | null,
  operation: Operation,
  onBegun: () => void,
): Promise<string> {
  const { data, signal, log, private: remembered } = operation;
  const declared = parseDefinition(kind, planned.definition);
  const owner = rememberedOwner(remembered);
  const api = await accessMarathon(data, planned.access, 'change', signal);
  const { marathon_config: settings } = await api.info({ signal });
  refuseMissingFeatures(declared, settings?.features ?? [], api.source);
  const live = await readLive(api, declared, signal);
  if (prior === null) {
    refuseSecond(data, api, declared);
    refuseToTakeOver(declared, live, owner);
  } else {
    refuseOthers(declared, live, owner);
  }
  rememberOwner(remembered, owner);
  const definition = labelled(declared, live, owner);
  const previousApps = prior === null ? [] : [...parseDefinition(kind, prior.definition).apps.keys()];
  const options: DeployOptions = {
    signal,
    timeoutMs: timeoutOf(planned),
    force: planned.force,
    onFailure: planned.on_failure === 'rollback' ? 'rollback' : 'keep',
    ownDeployments: ownDeployments(remembered),
    onProgress: (message) => {
      log.info(message);
    },
    onBegun: (deploymentId) => {
      rememberDeployment(remembered, deploymentId);
      onBegun();
    },
  };
  const { id } = declared;
  const { version } =
    kind === 'app'
      ? await applyApp(api, { id, definition }, options)
      : await applyGroup(
          api,
          { id, definition, previousApps: mayRemove(prior, live, owner, previousApps) },
          options,
        );
  forgetDeployments(remembered);
  rememberImported(remembered, false);
  return version;
}

/** Its label says of what was made whose state it is in, not which resource of that state made it. */
function refuseSecond({ madeOnMarathon }: Session, { source }: MarathonApi, { kind, id }: Declared): void {
  const key = `${source} ${id}`;
  if (madeOnMarathon.has(key)) {
    throw new DiagnosticError(
      `${kind} ${id} is declared twice`,
      'another resource of this configuration has made it in this very run; remove one of the two, or give it another id',
      ['definition'],
    );
  }
  madeOnMarathon.add(key);
}

/** Apps that a group may lose: those it declared, and in a create that is taken up again those that have our label. */
function mayRemove(
  prior: Deployable | null,
  live: Live | undefined,
  owner: string,
  previousApps: readonly string[],
): readonly string[] {
  if (prior !== null || live === undefined) return previousApps;
  const others = new Set(othersApps(live, owner, true));
  return [...live.apps.keys()].filter((id) => !others.has(id));
}

function refuseOthers({ kind, id, apps }: Declared, live: Live | undefined, owner: string): void {
  if (live === undefined) return;
  const others = othersApps(live, owner, false).filter((app) => apps.has(app));
  if (others.length === 0) return;
  throw new DiagnosticError(
    `${kind} ${id} belongs to another Terraform state by now: ${others.join(', ')}`,
    'It was removed and made anew there. Remove it from one of the two: terraform state rm <address of the resource>',
    ['definition'],
  );
}

/**
 * Removes what was declared, with its tasks, and waits until it is gone.
 * @throws DiagnosticError when Marathon does not answer: it may well be running
 */
export async function undeploy(kind: Kind, state: Deployable, operation: Operation): Promise<void> {
  const { data, signal, log, diagnostics, private: remembered } = operation;
  const declared = parseDefinition(kind, state.definition);
  const { id } = declared;
  const api = await accessForRemoval(data, kind, id, state.access, signal);
  const live = await readLive(api, declared, signal);
  if (live === undefined) return;
  const others = othersApps(live, rememberedOwner(remembered), false);
  if (kind === 'app' && others.length > 0) {
    diagnostics.warn(
      ['definition'],
      `app ${id} belongs to another Terraform state and was left as it is`,
      'it was made there anew; only this state forgets it',
    );
    return;
  }
  const options = {
    signal,
    timeoutMs: timeoutOf(state),
    force: state.force,
    ownDeployments: ownDeployments(remembered),
    onProgress: (message: string) => {
      log.info(message);
    },
  };
  if (kind === 'app') {
    await deleteApp(api, id, options);
    return;
  }
  const ours = [...declared.apps.keys()].filter((app) => !others.includes(app));
  const left = await deleteGroup(api, id, ours, options);
  if (left.length === 0) return;
  diagnostics.warn(
    ['definition'],
    `group ${id} was left for the apps of others in it`,
    `${left.join('\n')}\nWhat this configuration had declared in it is removed.`,
  );
}

async function accessForRemoval(
  session: Session,
  kind: Kind,
  id: string,
  access: MarathonReference,
  signal: AbortSignal,
): Promise<MarathonApi> {
  try {
    return await accessMarathon(session, access, 'change', signal);
  } catch (error) {
    if (signal.aborted || !isMarathonSilent(error)) throw error;
    throw new DiagnosticError(
      `${kind} ${id} cannot be deleted: ${nameOf(access)} does not answer`,
      `${messageOf(error)}\nIt may well be running, so it stays in the state. If Marathon is gone for good: terraform state rm <address of the resource>`,
      ['access'],
      { cause: error },
    );
  }
}

function timeoutOf({ timeout }: Pick<Deployable, 'timeout'>): number {
  return parseDuration(timeout) ?? 600_000;
}

/** Has errors of the driver be at the attributes they belong to. */
export async function reported<T>(
  work: () => Promise<T>,
  as: (error: unknown) => unknown = atAttribute,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw as(error);
  }
}
