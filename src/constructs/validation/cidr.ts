import { Token } from 'cdktf';
import { invalidCidr, invalidPodCidrSize, invalidServiceCidrSize, overlappingCidrs } from '../errors';

/** A range of IPv4 addresses, or one address, with the words for it in an error. */
export interface NamedRange {
  /** "podCidr", "the address of host rack-1". */
  readonly name: string;
  readonly value: string;
}

interface Interval extends NamedRange {
  readonly first: number;
  readonly last: number;
}

/** @throws invalidCidr, unless the value is a token or an IPv4 range such as `10.244.0.0/16`. */
export function validateCidr(at: string, value: string): void {
  if (!Token.isUnresolved(value) && (!value.includes('/') || parse(value) === undefined))
    throw invalidCidr(at, value);
}

/**
 * kube-controller-manager gives every node a /24 (`--node-cidr-mask-size`), and kubeadm takes a pod range
 * that is not smaller than that and at most 16 bits wider (`ValidatePodSubnetNodeMask` of its validation,
 * https://github.com/kubernetes/kubernetes/pull/95723).
 *
 * @throws invalidPodCidrSize, unless the value is a token or from /8 to /24
 */
export function validatePodCidrSize(at: string, value: string): void {
  if (!hasPrefix(value, 8, 24)) throw invalidPodCidrSize(at, value);
}

/**
 * kube-apiserver takes 20 bits of addresses at most (`--service-cluster-ip-range`), and kubeadm ten
 * addresses at least, because the cluster's DNS gets the tenth (`ValidateServiceSubnetSize` and
 * `MinimumAddressesInServiceSubnet` of kubeadm, https://github.com/kubernetes/kubernetes/pull/95723).
 *
 * @throws invalidServiceCidrSize, unless the value is a token or from /12 to /28
 */
export function validateServiceCidrSize(at: string, value: string): void {
  if (!hasPrefix(value, 12, 28)) throw invalidServiceCidrSize(at, value);
}

/**
 * Tokens, names and IPv6 addresses are passed over: what they stand for is not known here.
 *
 * @throws overlappingCidrs when two of the ranges have an address in common
 */
export function validateDisjoint(at: string, ranges: NamedRange[]): void {
  const intervals = ranges.flatMap((range): Interval[] => {
    const bounds = Token.isUnresolved(range.value) ? undefined : parse(range.value);
    return bounds === undefined ? [] : [{ ...range, ...bounds }];
  });
  intervals.sort((a, b) => a.first - b.first || b.last - a.last);
  let widest: Interval | undefined;
  for (const interval of intervals) {
    if (widest !== undefined && interval.first <= widest.last) {
      throw overlappingCidrs(`${at}: ${interval.name}`, interval.value, widest.name, widest.value);
    }
    if (widest === undefined || interval.last > widest.last) widest = interval;
  }
}

function hasPrefix(value: string, shortest: number, longest: number): boolean {
  if (Token.isUnresolved(value)) return true;
  const prefix = Number(value.slice(value.indexOf('/') + 1));
  return prefix >= shortest && prefix <= longest;
}

function parse(text: string): { first: number; last: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text);
  if (match === null) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const prefix = match[5] === undefined ? 32 : Number(match[5]);
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined;
  const address = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - prefix);
  const first = address - (address % size);
  return { first, last: first + size - 1 };
}
