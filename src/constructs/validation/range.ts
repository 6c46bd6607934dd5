import { isIP } from 'node:net';
import { Token } from 'cdktf';
import { invalidRange } from '../errors-ec2';

/** @throws invalidRange, unless the value is a token or a range of IPv4 or IPv6 addresses. */
export function validateRange(at: string, value: string): void {
  if (Token.isUnresolved(value)) return;
  const [, address = '', prefix = ''] = /^(.+)\/(\d{1,3})$/.exec(value) ?? [];
  const version = isIP(address);
  if (version === 0 || Number(prefix) > (version === 4 ? 32 : 128)) throw invalidRange(at, value);
}
