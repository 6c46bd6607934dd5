import { isIPv4, isIPv6 } from 'node:net';

export function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function toAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

/** The first address and how many there are, or undefined when it is no IPv4 CIDR block. */
export function parseCidr(cidr: string): { readonly first: number; readonly size: number } | undefined {
  const [address = '', prefix = '', rest] = cidr.split('/');
  if (rest !== undefined || !isIPv4(address) || !/^(0|[1-9]\d?)$/.test(prefix) || Number(prefix) > 32) {
    return undefined;
  }
  const size = 2 ** (32 - Number(prefix));
  return { first: Math.floor(toNumber(address) / size) * size, size };
}

export function contains(cidr: string, address: string): boolean {
  const block = parseCidr(cidr);
  if (block === undefined || !isIPv4(address)) return false;
  const offset = toNumber(address) - block.first;
  return offset >= 0 && offset < block.size;
}

/** As EC2 keeps it: without the bits behind the prefix. */
export function canonicalCidr(cidr: string): string | undefined {
  const block = parseCidr(cidr);
  return block === undefined ? undefined : `${toAddress(block.first)}/${32 - Math.log2(block.size)}`;
}

/** In the shortest way to write it; the bits behind the prefix stay. */
export function canonicalIpv6Cidr(cidr: string): string | undefined {
  const [address = '', prefix = '', rest] = cidr.split('/');
  if (rest !== undefined || !isIPv6(address) || !/^(0|[1-9]\d{0,2})$/.test(prefix) || Number(prefix) > 128) {
    return undefined;
  }
  return `${new URL(`http://[${address}]`).hostname.slice(1, -1)}/${prefix}`;
}
