/**
 * The JavaScript number for a Terraform number. Terraform keeps decimals exactly and sends those that binary
 * cannot hold as text.
 *
 * @returns undefined when no JavaScript number stands for exactly this one.
 */
export function numberFromWire(wire: number | bigint | string): number | undefined {
  if (typeof wire === 'number') return Number.isFinite(wire) ? wire : undefined;
  const result = Number(wire);
  if (typeof wire === 'bigint') return BigInt(result) === wire ? result : undefined;
  const asked = decimal(wire);
  if (asked === undefined || !Number.isFinite(result)) return undefined;
  return asked === decimal(numberText(result)) ? result : undefined;
}

/** What to send for a JavaScript number: decimals as text, so that Terraform reads what the user wrote. */
export function numberToWire(value: number): number | string {
  return Number.isSafeInteger(value) ? value : numberText(value);
}

function numberText(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** A form in which equal decimals are equal strings: sign, digits without zeros around them, exponent. */
function decimal(text: string): string | undefined {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`;
  if (digits === '') return undefined;
  const significant = digits.replace(/^0+/, '');
  const trimmed = significant.replace(/0+$/, '');
  if (trimmed === '') return '0';
  const power = Number(exponent) - fraction.length + (significant.length - trimmed.length);
  return `${sign === '-' ? '-' : ''}${trimmed}e${power}`;
}
