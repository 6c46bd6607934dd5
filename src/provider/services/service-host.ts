import {
  converge,
  driftLines,
  forgetHost,
  gatherFacts,
  withHostLock,
  type ConvergeOptions,
  type HostFacts,
  type HostShell,
  type Operation,
  type PendingOperation,
} from '../../bootstrap';
import { serviceOwner, type ServiceParams } from '../../bootstrap/recipes/service';
import type { CreateContext, DeleteContext, ReadContext, Schema, Unknown } from '../../tfplugin';
import { writeDeclaration } from '../hosts/declaration';
import { fromRecipe } from '../hosts/from-recipe';
import { claimHost, HostOwnership, ownerOf, warnOfOtherOwner } from '../hosts/host-ownership';
import { shellForRemoval } from '../hosts/removal-shell';
import type { HostReference, Session } from '../session';
import type { ServiceKind, ServiceState } from './service-kind';

export function ownershipOf({ service }: Pick<ServiceKind<never, never>, 'service'>): HostOwnership {
  return new HostOwnership(serviceOwner(service), ({ services }) => services[service] ?? null);
}

/** A host on which a service is being changed, under its lock. */
export interface ClaimedHost<P extends ServiceParams> {
  readonly shell: HostShell;
  readonly facts: HostFacts;
  readonly params: P;
  readonly owner: string;
  readonly options: ConvergeOptions;
  readonly signal: AbortSignal;
  /** Everything, the service itself among it. */
  readonly operations: readonly Operation[];
}

/** Reaches the host, takes it, and gives it to `work`. What was found on it stays known until it is repaired. */
export async function withClaimedHost<
  S extends Schema,
  P extends ServiceParams,
  State extends ServiceState,
  T,
>(
  context: Pick<CreateContext<S, Session>, 'data' | 'signal' | 'log'> & {
    readonly planned: { readonly host: HostReference; readonly owner: string | null | Unknown };
  },
  kind: ServiceKind<P, State>,
  verb: string,
  makeParams: (signal: AbortSignal) => Promise<P>,
  onClaimed: (owner: string) => void,
  work: (claimed: ClaimedHost<P>) => Promise<T>,
): Promise<T> {
  const { planned, data, signal, log } = context;
  const { shell } = await data.reach(planned.host, 'booting', signal);
  const purpose = `${verb} ${kind.typeName}`;
  return withHostLock(shell, { owner: data.operator, purpose, signal }, async (locked) => {
    const facts = await gatherFacts(shell, { signal: locked });
    const owner = ownerOf(planned.owner);
    const params: P = {
      ...(await makeParams(locked)),
      owner,
      declaration: declarationOf(kind, planned),
    };
    const operations = fromRecipe(() => kind.operations(facts, params));
    const options: ConvergeOptions = {
      mode: 'apply',
      signal: locked,
      log: (message) => {
        log.debug(message, { host: planned.host.address });
      },
    };
    await claimHost(shell, kind.claim(params), options);
    onClaimed(owner.token);
    return work({ shell, facts, params, owner: owner.token, options, signal: locked, operations });
  });
}

/** Everything but the service itself and what comes after it: nothing that runs is restarted by it. */
export function preparation(operations: readonly Operation[]): readonly Operation[] {
  const at = operations.findIndex(({ id }) => id === 'service');
  return at < 0 ? operations : operations.slice(0, at);
}

/** Whether what is pending has the service started or restarted. */
export function restarts(
  operations: readonly Operation[],
  pending: readonly Pick<PendingOperation, 'id'>[],
): boolean {
  const service = operations.find(({ id }) => id === 'service');
  const causes = service?.kind === 'service' ? ['service', ...(service.restartOn ?? [])] : [];
  return pending.some(({ id }) => causes.includes(id));
}

/** What is found on the host that is not as declared; null when there is nothing of ours on it. */
export async function lookAtService<S extends Schema, P extends ServiceParams, State extends ServiceState>(
  { data, signal }: Pick<ReadContext<S, Session>, 'data' | 'signal'>,
  kind: ServiceKind<P, State>,
  state: State,
  makeParams: (signal: AbortSignal) => Promise<P>,
): Promise<{
  readonly shell: HostShell;
  readonly facts: HostFacts;
  readonly drift: readonly string[];
} | null> {
  const { shell } = await data.reach(state.host, 'running', signal);
  const facts = await gatherFacts(shell, { signal });
  const ownership = ownershipOf(kind);
  if ((facts.services[kind.service] ?? null) === null) {
    // A host that only root can read says nothing to others, which is an error and not a host without a record.
    if ((await ownership.of(shell, state.owner, signal)) === 'none') return null;
  }
  await ownership.confirm(shell, facts, state.owner, signal);
  const params: P = {
    ...(await makeParams(signal)),
    ...(state.owner === null ? {} : { owner: ownerOf(state.owner) }),
    declaration: declarationOf(kind, state),
  };
  const operations = fromRecipe(() => kind.operations(facts, params));
  return {
    shell,
    facts,
    drift: driftLines(await converge(shell, operations, { mode: 'check', signal })),
  };
}

function declarationOf<P extends ServiceParams, State extends ServiceState>(
  { schema }: ServiceKind<P, State>,
  declared: object,
): string {
  return writeDeclaration(schema, declared as Readonly<Record<string, unknown>>);
}

/** A host from which a service is removed, or why it cannot be reached. */
export type LeavingHost =
  | { readonly kind: 'alive'; readonly shell: HostShell; readonly facts: HostFacts }
  | { readonly kind: 'dead'; readonly reason: string }
  /** Somebody else's by now. */
  | { readonly kind: 'others' };

/** Finds out what can be done on the host of a service that goes. */
export async function leavingHost<S extends Schema, P extends ServiceParams, State extends ServiceState>(
  { data, signal, diagnostics }: Pick<DeleteContext<S, Session>, 'data' | 'signal' | 'diagnostics'>,
  kind: ServiceKind<P, State>,
  state: State,
): Promise<LeavingHost> {
  const shell = await shellForRemoval(data, state.host, signal);
  if (!('run' in shell)) {
    diagnostics.warn(
      ['host', 'address'],
      `host ${state.host.address} cannot be reached and was not cleaned`,
      `${shell.gone}\nIf it comes back, stop ${kind.service} on it: systemctl disable --now ${kind.service}`,
    );
    return { kind: 'dead', reason: shell.gone };
  }
  const facts = await gatherFacts(shell, { signal });
  if (await ownershipOf(kind).isOthers(shell, facts, state.owner, signal)) {
    warnOfOtherOwner(diagnostics, state.host.address);
    return { kind: 'others' };
  }
  return { kind: 'alive', shell, facts };
}

/** Leaves the host as it was found. */
export async function cleanService<P extends ServiceParams, State extends ServiceState>(
  session: Session,
  kind: ServiceKind<P, State>,
  state: State,
  shell: HostShell,
  signal: AbortSignal,
): Promise<void> {
  const purpose = `remove ${kind.typeName}`;
  await withHostLock(shell, { owner: session.operator, purpose, signal }, async (locked) => {
    await converge(shell, kind.removal(state), { mode: 'apply', signal: locked });
  });
  await forgetHost(shell, { signal });
}
