import type { AzureError } from './errors';
import type { Makeable } from './kinds';
import { hasFailed, type Observed } from './operation';
import { isOwned } from './marks';
import type { EnsureOptions } from './operations';
import type { Ownership } from './ownership';
import { noting, type Resources } from './resources';

/**
 * Makes what belongs to something bigger unless it is there.
 * @returns it when it was there already and is its owner's.
 * @throws AzureError `taken`
 */
export async function ensurePart<Model extends Observed>(
  resources: Resources,
  kind: Makeable<Model>,
  id: string,
  part: { readonly model: Model; readonly owner: Ownership },
  options: EnsureOptions,
): Promise<Model | undefined> {
  const isDone = (one: Model | undefined): boolean => isOwned(one?.tags, part.owner);
  const found = await resources.get(kind, id, options);
  if (found === undefined) {
    await resources.put(kind, id, part.model, { ...noting(options), isDone });
    options.onExists?.();
    return undefined;
  }
  if (!isDone(found)) throw taken(resources, id);
  options.onExists?.();
  const settled = await resources.settled(kind, id, options);
  // What is put as it is gets another try of what has failed.
  if (settled !== undefined && hasFailed(settled)) await resources.put(kind, id, settled, options);
  return settled;
}

/** The name is taken by what is not its owner's. */
export function taken({ api }: Resources, id: string, cause?: AzureError): AzureError {
  return api.error(`"${id}" exists and belongs to something else; choose another name, or import it`, {
    kind: 'taken',
    code: cause?.code,
    cause,
  });
}
