import { TerraformStack } from 'cdktf';
import type { IHost } from '../hosts/host';

/** The host's path below its stack, as one word. */
export function nodeId(host: IHost): string {
  const scopes = host.node.scopes;
  const depth = scopes.indexOf(TerraformStack.of(host));
  return scopes
    .slice(depth + 1)
    .map((scope) => scope.node.id)
    .join('-');
}
