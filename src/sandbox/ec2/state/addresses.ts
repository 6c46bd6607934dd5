import type { AddressPlan } from '../../world/network';
import { ApiError, invalidValue } from '../errors';
import { contains, parseCidr, toAddress } from '../../world/cidr';

/** Of the third number of an address: where the subnets of a VPC of 16 bits begin. */
const SUBNET_STARTS = [16, 32, 48] as const;
/** EC2 keeps the first four addresses of a subnet and the last. */
const RESERVED_FIRST = 4;

/**
 * Who has which address. Accounts and regions have subnets of the same blocks, but their machines share one
 * loopback network: no address is given to two of them.
 */
export class Addresses {
  readonly #taken = new Set<string>();
  /** Where to look next, so that the address of a terminated instance is not given to the next one. */
  readonly #next = new Map<string, number>();
  /** All of them are loopback: what has no network of its own still has 127.0.0.0/8 to itself. */
  readonly vpcCidr: string;
  /** One for each zone. */
  readonly subnetCidrs: readonly string[];
  readonly #publicCidr: string;

  constructor(plan: AddressPlan) {
    this.vpcCidr = `${plan.vpc}.0.0/16`;
    this.subnetCidrs = SUBNET_STARTS.map((start) => `${plan.vpc}.${start}.0/20`);
    this.#publicCidr = `${plan.public}.0.0/16`;
  }

  takePrivate(cidr: string, wanted?: string): string {
    if (wanted === undefined) return this.#take(cidr);
    if (!contains(cidr, wanted)) {
      throw invalidValue('privateIpAddress', wanted, `The address is not within the subnet's block ${cidr}.`);
    }
    if (this.#taken.has(wanted)) {
      throw new ApiError('InvalidIPAddress.InUse', `Address ${wanted} is in use.`);
    }
    this.#taken.add(wanted);
    return wanted;
  }

  takePublic(): string {
    return this.#take(this.#publicCidr);
  }

  release(address: string): void {
    this.#taken.delete(address);
  }

  free(cidr: string): number {
    const size = parseCidr(cidr)?.size ?? 0;
    const taken = [...this.#taken].filter((address) => contains(cidr, address)).length;
    return size - RESERVED_FIRST - 1 - taken;
  }

  #take(cidr: string): string {
    const { first, size } = parseCidr(cidr) ?? { first: 0, size: 0 };
    const usable = size - RESERVED_FIRST - 1;
    const start = this.#next.get(cidr) ?? 0;
    for (let step = 0; step < usable; step += 1) {
      const offset = (start + step) % usable;
      const address = toAddress(first + RESERVED_FIRST + offset);
      if (this.#taken.has(address)) continue;
      this.#taken.add(address);
      this.#next.set(cidr, offset + 1);
      return address;
    }
    throw new ApiError(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in ${cidr}.`,
    );
  }
}
