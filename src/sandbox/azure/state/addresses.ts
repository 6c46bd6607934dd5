import { contains, parseCidr, toAddress, toNumber } from '../../world/cidr';
import type { AddressPlan } from '../../world/network';
import { ArmError, notCovered } from '../errors';

/** Azure keeps the first four addresses of a subnet and the last. */
const RESERVED_FIRST = 4;
const BLOCK = 2 ** 16;
/** How many addresses of networks with the same prefix are passed over until any address will do. */
const MOST_OTHERS = 256;

/** A private address of a network interface. */
export interface PrivateAddress {
  /** Where the machine answers: a loopback address. */
  readonly address: string;
  /** What it would be in its subnet: rules of security groups are about either of them. */
  readonly nominal: string;
}

/**
 * Who has which address. Virtual networks may have any prefixes, also the same ones, but their machines share one
 * loopback network: an address of 10.0.1.0/24 becomes one of 127.80.1.0/24 that nobody else has.
 */
export class Addresses {
  readonly #plan: AddressPlan;
  readonly #taken = new Set<string>();
  readonly #base: number;
  readonly #publicBase: number;

  constructor(plan: AddressPlan) {
    this.#plan = plan;
    this.#base = toNumber(`${plan.vnet}.0.0`);
    this.#publicBase = toNumber(`${plan.azurePublic}.0.0`);
  }

  /**
   * @param used what interfaces in the same subnet have, as it would be there
   * @param wanted an address that was asked for
   */
  takePrivate(
    subnet: { readonly id: string; readonly prefix: string },
    used: ReadonlySet<string>,
    wanted?: string,
  ): PrivateAddress {
    if (wanted !== undefined) return this.#takeWanted(subnet, used, wanted);
    const { first, size } = parseCidr(subnet.prefix) ?? { first: 0, size: 0 };
    let nominal: string | undefined;
    let others = 0;
    for (let offset = RESERVED_FIRST; offset < size - 1 && others < MOST_OTHERS; offset += 1) {
      const candidate = toAddress(first + offset);
      if (used.has(candidate)) continue;
      nominal ??= candidate;
      const address = this.#mapped(first + offset);
      if (this.#take(address)) return { address, nominal: candidate };
      others += 1;
    }
    if (nominal === undefined) {
      throw new ArmError(
        400,
        'SubnetIsFull',
        `Subnet ${subnet.id} with address prefix ${subnet.prefix} does not have enough capacity for 1 IP addresses.`,
      );
    }
    return { address: this.#takeAny(this.#base), nominal };
  }

  takePublic(): string {
    return this.#takeAny(this.#publicBase);
  }

  release(address: string): void {
    this.#taken.delete(address);
  }

  #takeWanted(
    { id, prefix }: { readonly id: string; readonly prefix: string },
    used: ReadonlySet<string>,
    wanted: string,
  ): PrivateAddress {
    if (!contains(prefix, wanted)) {
      throw new ArmError(
        400,
        'PrivateIPAddressNotInSubnet',
        `Private static IP address ${wanted} does not belong to the range of subnet prefix ${prefix}.`,
      );
    }
    const block = `${this.#plan.vnet}.0.0/16`;
    if (!contains(block, wanted)) {
      throw notCovered(
        `the private address ${wanted}: its machines have loopback addresses, and those of one's own choice are in ${block}`,
      );
    }
    if (used.has(wanted) || !this.#take(wanted)) {
      throw new ArmError(
        400,
        'PrivateIPAddressInUse',
        `IP configuration in subnet ${id} is using the private IP address ${wanted} which is already allocated to another resource.`,
      );
    }
    return { address: wanted, nominal: wanted };
  }

  /** What the address is in the block of the sandbox; itself, where it is in it already. */
  #mapped(nominal: number): string {
    return toAddress(this.#base + (nominal % BLOCK));
  }

  #takeAny(base: number): string {
    for (let offset = RESERVED_FIRST; offset < BLOCK - 1; offset += 1) {
      const address = toAddress(base + offset);
      if (this.#take(address)) return address;
    }
    throw new ArmError(503, 'ServiceUnavailable', 'The sandbox has no more addresses.');
  }

  #take(address: string): boolean {
    if (this.#taken.has(address)) return false;
    this.#taken.add(address);
    return true;
  }
}
