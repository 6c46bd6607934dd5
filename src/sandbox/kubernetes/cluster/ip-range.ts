/** IPv4 addresses of a network, as numbers. */
export class IpRange {
  private readonly first: number;
  readonly size: number;

  /** @param cidr `10.96.0.0/12` @throws RangeError */
  constructor(cidr: string) {
    const match = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(cidr);
    const bits = Number(match?.[2] ?? -1);
    if (match === null || bits < 1 || bits > 30) {
      throw new RangeError(
        `network ${JSON.stringify(cidr)} is no IPv4 network such as "10.96.0.0/12"; the sandbox covers no other`,
      );
    }
    this.size = 2 ** (32 - bits);
    this.first = Math.floor(toNumber(match[1] ?? '') / this.size) * this.size;
  }

  at(index: number): string {
    const value = this.first + index;
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  }

  contains(address: string): boolean {
    const value = toNumber(address);
    return value >= this.first && value < this.first + this.size;
  }

  /** A part of the network. `10.244.0.0/16` in parts of 24 bits: the third is `10.244.2.0/24`. */
  subnet(index: number, bits: number): string {
    return `${this.at((index * 2 ** (32 - bits)) % this.size)}/${String(bits)}`;
  }
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
