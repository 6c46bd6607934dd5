import { networkInterfaces } from 'node:os';
import type { Component } from './require-component';

/** The `::1` of this computer. */
export const ipv6Loopback: Component = {
  name: 'IPv6',
  available: Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1')),
  howToEnable: 'set the sysctl net.ipv6.conf.lo.disable_ipv6 to 0 and run the tests again',
};
