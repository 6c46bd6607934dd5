import { isSubdomain } from './names';

/** Ports are 16 bit, and 0 names none (RFC 6335). */
export function validatePort(value: number): string | undefined {
  return Number.isInteger(value) && value >= 1 && value <= 65535
    ? undefined
    : `must be a port from 1 to 65535, is ${value}`;
}

export function validateCidr(value: string): string | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(value);
  const valid =
    match !== null && match.slice(1, 5).every((octet) => Number(octet) <= 255) && Number(match[5]) <= 32;
  return valid ? undefined : `must be an IPv4 range such as "10.244.0.0/16", is ${JSON.stringify(value)}`;
}

export function validateEndpoint(value: string): string | undefined {
  const match = /^([a-zA-Z0-9.-]+):(\d+)$/.exec(value);
  const [, host = '', port] = match ?? [];
  return isSubdomain(host.toLowerCase()) && validatePort(Number(port)) === undefined
    ? undefined
    : `must be host:port such as "api.example.org:6443", is ${JSON.stringify(value)}`;
}
