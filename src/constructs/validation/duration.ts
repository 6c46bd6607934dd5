import { Token } from 'cdktf';
import { invalidDuration } from '../errors';

/**
 * Hours, minutes and seconds in whole numbers, as the provider reads them: `90s`, `5m`, `1h30m`.
 *
 * @throws invalidDuration, unless the value is a token or such a duration
 */
export function validateDuration(at: string, value: string): void {
  if (!Token.isUnresolved(value) && !/^(\d+[hms])+$/.test(value)) throw invalidDuration(at, value);
}
