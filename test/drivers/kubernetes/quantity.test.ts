import fc from 'fast-check';
import { sameQuantity } from '../../../src/drivers/kubernetes/quantity';

test.each([
  ['0.5', '500m'],
  ['1', '1000m'],
  ['1Gi', '1024Mi'],
  ['1.5Gi', '1536Mi'],
  ['1e3', '1k'],
  ['100M', '0.1G'],
  ['-1', '-1000m'],
  ['0.50', '.5'],
  ['1E', '1000P'],
  ['12e-1', '1200m'],
])('%s is %s', (left, right) => {
  expect(sameQuantity(left, right)).toBe(true);
});

test.each([
  ['1G', '1Gi'],
  ['1', '1m'],
  ['', '0'],
  ['web', 'Web'],
  ['1.2.3', '1.2.3.0'],
  ['0.1', '0.10000000000000000001'],
])('%j is not %j', (left, right) => {
  expect(sameQuantity(left, right)).toBe(false);
});

test('equality is exact, symmetric and independent of the suffix', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 1n << 60n }),
      fc.bigInt({ min: 0n, max: 1n << 60n }),
      (left, right) => {
        expect(sameQuantity(`${String(left)}Ki`, String(left * 1024n))).toBe(true);
        expect(sameQuantity(String(left), String(right))).toBe(left === right);
        expect(sameQuantity(`${String(left)}m`, `${String(right)}m`)).toBe(left === right);
      },
    ),
  );
});
