/** An amount as numerator over a power of ten, in the notation family it was written in. */
interface Amount {
  readonly digits: bigint;
  /** The amount is `digits × 10^exponent`. */
  readonly exponent: number;
  readonly family: 'decimal' | 'binary' | 'exponent';
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const decimalSuffixes: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const binarySuffixes = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];

function parse(text: string): Amount | undefined {
  const match = pattern.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', power, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  const unsigned = BigInt(whole + fraction);
  const digits = sign === '-' ? -unsigned : unsigned;
  const exponent = -fraction.length;
  if (power !== undefined) return { digits, exponent: exponent + Number(power), family: 'exponent' };
  const binary = suffix.endsWith('i') ? binarySuffixes.indexOf(suffix) : 0;
  if (binary > 0) return { digits: digits << BigInt(10 * binary), exponent, family: 'binary' };
  return { digits, exponent: exponent + (decimalSuffixes[suffix] ?? 0), family: 'decimal' };
}

export function isQuantity(text: string): boolean {
  return parse(text) !== undefined;
}

/** In the form the API server gives it: `0.5` is `500m`, `1024Mi` is `1Gi`. What is no quantity stays as it is. */
export function canonicalQuantity(text: string): string {
  const amount = parse(text);
  if (amount === undefined) return text;
  const { digits, exponent } = upToNano(amount);
  if (digits === 0n) return '0';
  if (amount.family === 'binary') {
    const whole = asWhole(digits, exponent);
    if (whole !== undefined && (whole >= 1024n || whole <= -1024n)) return binaryForm(whole);
  }
  return decimalForm(digits, exponent, amount.family === 'exponent');
}

/** Finer than a billionth is rounded up. */
function upToNano({ digits, exponent }: Amount): { digits: bigint; exponent: number } {
  if (exponent >= -9) return { digits, exponent };
  const per = 10n ** BigInt(-9 - exponent);
  const negative = digits < 0n;
  const size = negative ? -digits : digits;
  const rounded = (size + per - 1n) / per;
  return { digits: negative ? -rounded : rounded, exponent: -9 };
}

function asWhole(digits: bigint, exponent: number): bigint | undefined {
  if (exponent >= 0) return digits * 10n ** BigInt(exponent);
  const per = 10n ** BigInt(-exponent);
  return digits % per === 0n ? digits / per : undefined;
}

function binaryForm(whole: bigint): string {
  let rest = whole;
  let power = 0;
  while (rest % 1024n === 0n && power < binarySuffixes.length - 1) {
    rest /= 1024n;
    power += 1;
  }
  return `${String(rest)}${binarySuffixes[power] ?? ''}`;
}

function decimalForm(digits: bigint, exponent: number, scientific: boolean): string {
  let rest = digits;
  let power = exponent;
  while (rest % 10n === 0n) {
    rest /= 10n;
    power += 1;
  }
  while (power % 3 !== 0) {
    rest *= 10n;
    power -= 1;
  }
  while (power > 18) {
    rest *= 1000n;
    power -= 3;
  }
  if (scientific) return power === 0 ? String(rest) : `${String(rest)}e${String(power)}`;
  const suffix = Object.entries(decimalSuffixes).find(([, value]) => value === power)?.[0] ?? '';
  return `${String(rest)}${suffix}`;
}

/** In thousandths, rounded up; 0 for what is no quantity. For adding up requests. */
export function milliValue(text: string | number | undefined): number {
  const amount = text === undefined ? undefined : parse(String(text));
  if (amount === undefined) return 0;
  return Math.ceil(Number(amount.digits) * 10 ** (amount.exponent + 3) - 1e-9);
}

export function compareQuantities(left: string, right: string): number {
  const [one, other] = [parse(left), parse(right)];
  if (one === undefined || other === undefined) return 0;
  const shift = Math.min(one.exponent, other.exponent);
  const scaled = ({ digits, exponent }: Amount) => digits * 10n ** BigInt(exponent - shift);
  const difference = scaled(one) - scaled(other);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
