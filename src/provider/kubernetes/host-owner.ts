import { randomUUID } from 'node:crypto';
import {
  converge,
  ConvergeError,
  type ConvergeOptions,
  type HostShell,
  type Operation,
} from '../../bootstrap';
import { confirmOwner, type HostOwner, readOwner, takeOver } from '../../bootstrap/recipes/kubernetes';
import { DiagnosticError, type Diagnostics, type PrivateState } from '../../tfplugin';
import { stateLocation } from '../state-location';
import { runScript, ScriptError } from './run-script';

const TOKEN = 'owner';
const CONFIRMED = 'owner_confirmed';

/** By what a host is known to be this resource's. */
export function ownerOf(privateState: PrivateState): HostOwner {
  return { token: tokenOf(privateState), state: stateLocation() };
}

/** Made when it is first asked for. */
function tokenOf(privateState: PrivateState): string {
  const known = privateState.get(TOKEN);
  if (typeof known === 'string') return known;
  const token = randomUUID();
  privateState.set(TOKEN, token);
  return token;
}

/** For a creation that is planned: what was there before had a token of its own. */
export function mintOwner(privateState: PrivateState): void {
  privateState.set(TOKEN, randomUUID());
  privateState.delete(CONFIRMED);
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
  privateState: PrivateState,
  signal: AbortSignal,
): Promise<void> {
  if (privateState.get(CONFIRMED) === true) return;
  try {
    await runScript(shell, confirmOwner(tokenOf(privateState)), signal);
    privateState.set(CONFIRMED, true);
  } catch (error) {
    // A host that cannot be written on is looked at all the same; the next refresh tries again.
    if (!(error instanceof ScriptError)) throw error;
  }
}

/** An imported host belongs to the state it is imported into, and to no other any more. */
export async function takeOverHost(
  shell: HostShell,
  privateState: PrivateState,
  signal: AbortSignal,
): Promise<void> {
  mintOwner(privateState);
  await runScript(shell, takeOver(tokenOf(privateState)), signal);
  privateState.set(CONFIRMED, true);
}

/** Whose a host is, by its own record: `none` without one. */
export async function ownershipOf(
  shell: HostShell,
  privateState: PrivateState,
  signal: AbortSignal,
): Promise<'ours' | 'none' | 'other'> {
  const owner = (await runScript(shell, readOwner(), signal)).trim();
  if (owner === '') return 'none';
  return owner === privateState.get(TOKEN) ? 'ours' : 'other';
}

/** What is another state's by now is not removed together with what this one remembers of it. */
export function warnOfOtherOwner(diagnostics: Diagnostics, address: string): void {
  diagnostics.warn(
    ['host', 'address'],
    `host ${address} belongs to another Terraform state and was left as it is`,
    'it was imported there, or made there anew; only this state forgets it',
  );
}
