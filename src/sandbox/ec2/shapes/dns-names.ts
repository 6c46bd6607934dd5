import type { Instance } from '../state/records';
import type { RegionState } from '../state/region';

export function privateDnsName({ name }: RegionState, { privateAddress }: Instance): string {
  const domain = name === 'us-east-1' ? 'ec2.internal' : `${name}.compute.internal`;
  return `ip-${privateAddress.replaceAll('.', '-')}.${domain}`;
}

/** Empty while the instance has no public address to show. */
export function publicDnsName({ name }: RegionState, instance: Instance): string {
  const address = visiblePublicAddress(instance);
  const domain = name === 'us-east-1' ? 'compute-1' : `${name}.compute`;
  return address === undefined ? '' : `ec2-${address.replaceAll('.', '-')}.${domain}.amazonaws.com`;
}

/** A stopped instance has no public address. */
export function visiblePublicAddress(instance: Instance): string | undefined {
  return instance.state === 'stopped' || instance.state === 'terminated' ? undefined : instance.publicAddress;
}
