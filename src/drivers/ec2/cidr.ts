import { isIP } from 'node:net';

/**
 * A block of addresses as EC2 stores it: without the bits beyond its prefix, IPv6 in its short form. What is no block is
 * returned as it is, for EC2 to refuse.
 */
export function canonicalCidr(text: string): string {
  const [address = '', prefix = '', ...rest] = text.trim().split('/');
  const version = isIP(address);
  const bits = version === 4 ? 32 : 128;
  const length = Number(prefix);
  if (version === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix) || length > bits) return text;
  const value = version === 4 ? ipv4Value(address) : ipv6Value(address);
  const beyond = BigInt(bits - length);
  const network = (value >> beyond) << beyond;
  return `${version === 4 ? ipv4Text(network) : ipv6Text(network)}/${String(length)}`;
}

function ipv4Value(address: string): bigint {
  return address.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function ipv4Text(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.');
}

function ipv6Value(address: string): bigint {
  const plain = address.replace(/(\d+\.){3}\d+$/, (tail) => {
    const value = ipv4Value(tail);
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0');
  return [...first, ...zeros, ...last].reduce((value, part) => (value << 16n) | BigInt(`0x${part}`), 0n);
}

/** RFC 5952: lower case, the first longest run of two or more zero groups as `::`. */
function ipv6Text(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  let [start, length] = [-1, 1];
  for (let from = 0; from < 8; from++) {
    let to = from;
    while (groups[to] === '0') to++;
    if (to - from > length) [start, length] = [from, to - from];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}
