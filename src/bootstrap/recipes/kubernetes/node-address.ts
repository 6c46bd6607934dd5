import type { HostFacts } from '../../facts';
import { RecipeError } from '../recipe-error';
import type { NodeParams } from './params';

/**
 * The address other hosts reach this one at: the one it is declared with when that is its own, otherwise that
 * of the default route, which changes with the route. A loopback address is the SSH end of a tunnel and not meant.
 */
export function nodeAddress(
  facts: Pick<HostFacts, 'hostname' | 'addresses' | 'defaultAddress'>,
  { hostAddress }: Pick<NodeParams, 'hostAddress'>,
): string {
  const own = facts.addresses
    .map(({ address }) => address)
    .filter((address) => !address.includes(':') && !address.startsWith('127.'));
  if (hostAddress !== undefined && own.includes(hostAddress)) return hostAddress;
  if (facts.defaultAddress !== null) return facts.defaultAddress;
  throw new RecipeError(
    `${facts.hostname} has no default route, so its node address is not known; add a default route`,
  );
}
