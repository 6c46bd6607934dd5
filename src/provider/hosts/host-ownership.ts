import { randomUUID } from 'node:crypto';
import {
  converge,
  ConvergeError,
  type ConvergeOptions,
  type HostFacts,
  type HostOwnerFact,
  type HostShell,
  type Operation,
} from '../../bootstrap';
import type { HostOwner, OwnerRecord } from '../../bootstrap/recipes/host-owner';
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

/** What is another state's by now is not removed together with what this one remembers of it. */
export function warnOfOtherOwner(diagnostics: Diagnostics, address: string): void {
  diagnostics.warn(
    ['host', 'address'],
    `host ${address} belongs to another Terraform state and was left as it is`,
    'it was made there anew; only this state forgets it',
  );
}

/** Whose something on a host is, by the host's own record. */
export class HostOwnership {
  /** @param factOf What the facts have of the record; null without one, or when it may not be read. */
  constructor(
    private readonly record: OwnerRecord,
    private readonly factOf: (facts: HostFacts) => HostOwnerFact | null,
  ) {}

  /** Once what was made is in a state, nobody else may go on with it. */
  async confirm(
    shell: HostShell,
    facts: HostFacts,
    owner: string | null,
    signal: AbortSignal,
  ): Promise<void> {
    const fact = this.factOf(facts);
    if (owner === null || fact?.token !== owner || fact.confirmed) return;
    try {
      await runScript(shell, this.record.confirm(owner), signal);
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
  async imported(shell: HostShell, signal: AbortSignal): Promise<string | null> {
    const recorded = (await runScript(shell, this.record.read(), signal)).trim();
    return recorded === '' ? null : recorded;
  }

  /** `none` without a record. */
  async of(shell: HostShell, owner: string | null, signal: AbortSignal): Promise<'ours' | 'none' | 'other'> {
    const recorded = (await runScript(shell, this.record.read(), signal)).trim();
    if (recorded === '') return 'none';
    return recorded === owner ? 'ours' : 'other';
  }

  /** Whether it has become somebody else's, by what was read of the host. Only root can read it: others get the error. */
  async isOthers(
    shell: HostShell,
    facts: HostFacts,
    owner: string | null,
    signal: AbortSignal,
  ): Promise<boolean> {
    if (facts.privilege === 'none') return (await this.of(shell, owner, signal)) === 'other';
    const fact = this.factOf(facts);
    return fact !== null && fact.token !== owner;
  }
}
