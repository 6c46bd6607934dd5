import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import type { PrivateState, Unknown } from '../tfplugin';

type Tags = Readonly<Record<string, string>>;

/** By what drivers know again what they have made. */
interface Ownership {
  readonly clientToken: string;
  readonly tags: Tags;
}

const TOKEN = 'client_token';

/** On everything: whose it is. */
export const OWNER_TAG = 'fleetwright:owner';
/**
 * On what is being made, until it is in the state: who is making it. Only what still has it is taken over by a later
 * apply of the same user, so that two states with equal names of resources do not end up with one object.
 */
export const CREATING_TAG = 'fleetwright:creating';

/** To be called when a creation is planned: the token lives as long as that plan, and no longer. */
export function mintToken(privateState: PrivateState): void {
  privateState.set(TOKEN, randomUUID());
}

/** What is made is known again by, after a lost answer or a killed provider. */
export function ownershipOf(
  privateState: PrivateState,
  owner: string | null | Unknown,
): { readonly owner: string; readonly ownership: Ownership } {
  const planned = privateState.get(TOKEN);
  const clientToken = typeof planned === 'string' ? planned : randomUUID();
  const name = typeof owner === 'string' ? owner : clientToken;
  const tags = { [OWNER_TAG]: name, [CREATING_TAG]: userInfo().username };
  return { owner: name, ownership: { clientToken, tags } };
}

/** The tags the user declares, of all that an object has; as they were declared when they say the same. */
export function declaredTags(observed: Tags, known: Tags | null): Record<string, string> | null {
  const own = Object.entries(observed).filter(([key]) => !key.startsWith('fleetwright:'));
  return own.length === 0 && known === null ? null : Object.fromEntries(own);
}

/** From the tags there were to those there shall be. */
export function tagChanges(
  prior: { readonly tags: Tags | null; readonly owner: string | null },
  planned: { readonly tags: Tags | null; readonly owner: string | null },
): { tags?: Tags; removeTags?: readonly string[] } {
  const before = prior.tags ?? {};
  const after = planned.tags ?? {};
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  if (planned.owner !== null && planned.owner !== prior.owner) set.push([OWNER_TAG, planned.owner]);
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return {
    ...(set.length > 0 ? { tags: Object.fromEntries(set) } : {}),
    ...(removed.length > 0 ? { removeTags: removed } : {}),
  };
}
