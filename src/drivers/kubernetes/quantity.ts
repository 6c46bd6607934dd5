const suffixes: Readonly<Record<string, readonly [bigint, bigint]>> = {
  n: [1n, 1_000_000_000n],
  u: [1n, 1_000_000n],
  m: [1n, 1_000n],
  '': [1n, 1n],
  k: [1_000n, 1n],
  M: [1_000_000n, 1n],
  G: [1_000_000_000n, 1n],
  T: [1_000_000_000_000n, 1n],
  P: [10n ** 15n, 1n],
  E: [10n ** 18n, 1n],
  Ki: [1n << 10n, 1n],
  Mi: [1n << 20n, 1n],
  Gi: [1n << 30n, 1n],
  Ti: [1n << 40n, 1n],
  Pi: [1n << 50n, 1n],
  Ei: [1n << 60n, 1n],
};

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2})|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei))?$/;

/**
 * Whether two Kubernetes quantities are the same amount: `0.5` and `500m`, `1Gi` and `1024Mi`. Texts that are no
 * quantities are the same when they are equal.
 */
export function sameQuantity(left: string, right: string): boolean {
  if (left === right) return true;
  const [one, other] = [parse(left), parse(right)];
  if (one === undefined || other === undefined) return false;
  return one.numerator * other.denominator === other.numerator * one.denominator;
}

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function parse(text: string): Fraction | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent, suffix] = match;
  if (whole === '' && fraction === '') return undefined;
  const power = Number(exponent ?? 0);
  const [times, per] = suffixes[suffix ?? ''] ?? [1n, 1n];
  const digits = BigInt(whole + fraction) * times * 10n ** BigInt(Math.max(power, 0));
  return {
    numerator: sign === '-' ? -digits : digits,
    denominator: per * 10n ** BigInt(fraction.length) * 10n ** BigInt(Math.max(-power, 0)),
  };
}
