import { networkInterfaces } from 'node:os';

/** Whether this computer has `::1`. */
export function hasIpv6Loopback(): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1'));
}
