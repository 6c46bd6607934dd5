import type { HostFacts } from '../../facts';
import { RecipeError } from '../recipe-error';

/** The name of the host's Node object: the user's, otherwise the host's name in lower case. */
export function nodeNameOf(
  facts: Pick<HostFacts, 'hostname'>,
  params: { readonly nodeName?: string },
): string {
  const name = params.nodeName ?? facts.hostname.toLowerCase();
  if (name.length > 253 || !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name)) {
    throw new RecipeError(
      `node_name "${name}" must consist of lower case letters, digits, "-" and "." and start and end with a letter or digit; set node_name`,
      'node_name',
    );
  }
  return name;
}
