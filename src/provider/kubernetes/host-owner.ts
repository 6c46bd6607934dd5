import { randomUUID } from 'node:crypto';
import {
  converge,
  ConvergeError,
  type ConvergeOptions,
  type HostFacts,
  type HostShell,
  type Operation,
} from '../../bootstrap';
import { confirmOwner, type HostOwner, readOwner } from '../../bootstrap/recipes/kubernetes';
import { DiagnosticError, type Diagnostics, type Unknown } from '../../tfplugin';
import { stateLocation } from '../state-location';
import { runScript, ScriptError } from './run-script';

/**
 * By what a host is known to be this resource's. The token is an attribute and not private, because Terraform forgets
 * the private state of what is tainted, and gives the removal of what is replaced that of its successor.
 *
 * @param owner As planned; another one is made where nobody has one yet.
 */
export function ownerOf(owner: string | null | Unknown): HostOwner {
  return { token: typeof owner === 'string' ? owner : randomUUID(), state: stateLocation() };
}

/**
 * Makes sure that the host is this resource's, before anything of it is recorded.
 * @throws DiagnosticError at `host` when it is somebody else's
 */
export async function claimHost(
  shell: HostShell,
  claim: readonly Operation[],
  options: ConvergeOptions,
): Promise<void> {
  try {
    await converge(shell, claim, options);
  } catch (error) {
    if (!(error instanceof ConvergeError)) throw error;
    throw new DiagnosticError(`host ${shell.target.address} cannot be taken`, error.stderrTail, ['host'], {
      cause: error,
    });
  }
}

/** Once what was made is in a state, nobody else may go on with it. */
export async function confirmOwnership(
  shell: HostShell,
  { kubernetes }: HostFacts,
  owner: string | null,
  signal: AbortSignal,
): Promise<void> {
  if (owner === null || kubernetes.owner?.token !== owner || kubernetes.owner.confirmed) return;
  try {
    await runScript(shell, confirmOwner(owner), signal);
  } catch (error) {
    // A host that cannot be written on is looked at all the same; the next refresh tries again.
    if (!(error instanceof ScriptError)) throw error;
  }
}

/**
 * The owner that an imported host has by its own record, which the state goes on with: an import may be part of a plan
 * that nobody applies, and must not take the host from the state that has it. Null without a record, which the next
 * update makes.
 */
export async function importedOwner(shell: HostShell, signal: AbortSignal): Promise<string | null> {
  const recorded = (await runScript(shell, readOwner(), signal)).trim();
  return recorded === '' ? null : recorded;
}

/** Whose a host is, by its own record: `none` without one. */
export async function ownershipOf(
  shell: HostShell,
  owner: string | null,
  signal: AbortSignal,
): Promise<'ours' | 'none' | 'other'> {
  const recorded = (await runScript(shell, readOwner(), signal)).trim();
  if (recorded === '') return 'none';
  return recorded === owner ? 'ours' : 'other';
}

/** Whether a host has become somebody else's, by what was read of it. Only root can read it: others get the error. */
export async function isOthers(
  shell: HostShell,
  { kubernetes, privilege }: HostFacts,
  owner: string | null,
  signal: AbortSignal,
): Promise<boolean> {
  if (privilege === 'none') return (await ownershipOf(shell, owner, signal)) === 'other';
  return kubernetes.owner !== null && kubernetes.owner.token !== owner;
}

/** What is another state's by now is not removed together with what this one remembers of it. */
export function warnOfOtherOwner(diagnostics: Diagnostics, address: string): void {
  diagnostics.warn(
    ['host', 'address'],
    `host ${address} belongs to another Terraform state and was left as it is`,
    'it was made there anew; only this state forgets it',
  );
}
