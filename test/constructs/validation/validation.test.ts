import * as fc from 'fast-check';
import { validateDisjoint } from '../../../src/constructs/validation/cidr';
import { kubernetesCpus, kubernetesMemory, mebibytes } from '../../../src/constructs/validation/quantity';
import { codeOf } from '../../support/errors';

test.each([
  ['256MiB', '256Mi'],
  ['1.5GiB', '1.5Gi'],
  ['500MB', '500M'],
  ['64kB', '64k'],
  ['256Mi', '256Mi'],
])('%s is %s', (portable, kubernetes) => {
  expect(kubernetesMemory('at', portable)).toBe(kubernetes);
});

test.each(['256', '256 MiB', '-1GiB', '0MiB', '1.0001kB', '256mib', 'MiB', '', '1e3MiB'])(
  '%j is no amount',
  (value) => {
    expect(codeOf(() => kubernetesMemory('at', value))).toBe('invalidQuantity');
  },
);

test('processors are whole or thousandths', () => {
  expect([0.5, 1, 2.25, 0.1 + 0.2].map(kubernetesCpus)).toEqual(['500m', '1', '2250m', '300m']);
});

test('ranges overlap exactly when they have an address in common', () => {
  const range = fc.record({
    base: fc.integer({ min: 0, max: 255 }),
    prefix: fc.integer({ min: 24, max: 32 }),
  });
  fc.assert(
    fc.property(fc.array(range, { minLength: 2, maxLength: 4 }), (ranges) => {
      const seen = new Set<number>();
      let shared = false;
      for (const { base, prefix } of ranges) {
        const size = 2 ** (32 - prefix);
        const start = base - (base % size);
        for (let address = start; address < start + size; address++) {
          shared ||= seen.has(address);
          seen.add(address);
        }
      }
      const named = ranges.map(({ base, prefix }, n) => ({
        name: `range ${n}`,
        value: `10.0.0.${base}/${prefix}`,
      }));
      expect(
        codeOf(() => {
          validateDisjoint('at', named);
        }),
      ).toBe(shared ? 'overlappingCidrs' : 'no error');
    }),
  );
});

test("names and IPv6 addresses are nobody's range", () => {
  const values = ['db.example.org', 'fd00::1', '10.0.0.0/8'];
  expect(
    codeOf(() => {
      validateDisjoint(
        'at',
        values.map((value) => ({ name: value, value })),
      );
    }),
  ).toBe('no error');
});

test.each([
  ['256MiB', 256],
  ['1.5GiB', 1536],
  ['64Mi', 64],
  ['1048576kB', 1000],
])('%s is %d MiB', (text, count) => {
  expect(mebibytes('at', text)).toBe(count);
});
