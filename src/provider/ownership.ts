import { randomUUID } from 'node:crypto';
import type { Logger, PrivateState, Unknown } from '../tfplugin';
import { stateLocation } from './state-location';

type Tags = Readonly<Record<string, string>>;

/** By what drivers know again what they have made. */
interface Ownership {
  readonly clientToken: string;
  readonly tags: Tags;
}

const TOKEN = 'client_token';
/** Made, and not read since: it carries {@link CREATING_TAG}. */
const UNREAD = 'unread';

/** On everything: whose it is. */
export const OWNER_TAG = 'fleetwright:owner';
/**
 * On what has been made, until it is seen to be in the state: in which state it is to be. What a later apply of that
 * state finds with it, it takes over. It stays when the creation is over, because Terraform may be killed before it has
 * written that down, and comes off when the object is next read or changed. So two states with equal names of resources
 * do not end up with one object.
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
  const tags = { [OWNER_TAG]: name, [CREATING_TAG]: stateLocation() };
  privateState.set(UNREAD, true);
  return { owner: name, ownership: { clientToken, tags } };
}

/**
 * To be called with what was read of an object in the state: takes the mark of its creation off. Who may not do that in
 * a plan leaves it to the next update.
 */
export async function endCreation(
  { private: privateState, log }: { readonly private: PrivateState; readonly log: Logger },
  tags: Tags,
  removeTags: (keys: readonly string[]) => Promise<unknown>,
  isRefusal: (error: unknown) => boolean,
): Promise<void> {
  if (Object.hasOwn(tags, CREATING_TAG)) {
    try {
      await removeTags([CREATING_TAG]);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      log.warn(`the tag ${CREATING_TAG} stays for now`, { error });
      return;
    }
  }
  privateState.delete(UNREAD);
}

/**
 * Whether nobody has read it since it was made, so that its successor would take it for what is being made. Only a plan
 * without a refresh meets this.
 */
export function isUnread(privateState: PrivateState): boolean {
  return privateState.get(UNREAD) === true;
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

/** The same changes, and no mark of the creation any more: what is updated is in the state. */
export function unmarking<C extends { readonly removeTags?: readonly string[] }>(
  changes: C,
): C & { readonly removeTags: readonly string[] } {
  return { ...changes, removeTags: [...(changes.removeTags ?? []), CREATING_TAG] };
}
