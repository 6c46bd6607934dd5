import { messageOf } from '../../tfplugin';
import { accessMarathon, isMarathonSilent, nameOf } from './access';
import { parseDefinition, type Kind } from './definition';
import type { Deployable, Operation } from './deploy';
import { driftOf, readLive } from './live';

/** What was found of an app or a group; `silent` when its Marathon, which is ours to repair, does not answer. */
export type Observation = { readonly version: string | null; readonly drift: string[] } | 'gone' | 'silent';

/** Compares what is declared with what Marathon has. */
export async function observe(kind: Kind, state: Deployable, operation: Operation): Promise<Observation> {
  const { data, signal, diagnostics } = operation;
  const declared = parseDefinition(kind, state.definition);
  try {
    const api = await accessMarathon(data, state.access, 'look', signal);
    const live = await readLive(api, declared, signal);
    return live === undefined ? 'gone' : { version: live.version, drift: driftOf(declared, live) };
  } catch (error) {
    // The plan that repairs our hosts must come out. What is behind a URL is not ours to repair.
    if (state.access.url !== null || signal.aborted || !isMarathonSilent(error)) throw error;
    diagnostics.warn(
      ['access'],
      // The same for all: Terraform shows warnings of one summary as one.
      'an app or a group was not compared with its Marathon',
      `${kind} ${declared.id}: ${nameOf(state.access)}: ${messageOf(error)}\nWhat is known of it stays as it was last seen.`,
    );
    return 'silent';
  }
}
