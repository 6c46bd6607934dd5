import fc from 'fast-check';
import { exactlyOne } from '../../../src/provider/validation/exactly-one';
import { UNKNOWN } from '../../../src/tfplugin';

test.each([
  [{ a: 'x', b: null, c: false }, 'one', ['a']],
  [{ a: null, b: true }, 'one', ['b']],
  [{ a: null, b: null, c: false }, 'none', []],
  [{ a: 'x', b: true }, 'several', ['a', 'b']],
  [{ a: 'x', b: true, c: UNKNOWN }, 'several', ['a', 'b']],
  [{ a: 'x', b: UNKNOWN }, 'undecided', ['a']],
  [{ a: null, b: UNKNOWN }, 'undecided', []],
])('%j: %s', (attributes, verdict, set) => {
  expect(exactlyOne(attributes)).toEqual({ set, verdict });
});

test('a complaint about unknown values holds whatever they turn out to be', () => {
  const value = fc.constantFrom(null, false, true, 'x');
  fc.assert(
    fc.property(fc.array(fc.tuple(value, fc.boolean()), { maxLength: 4 }), (all) => {
      const known = Object.fromEntries(all.map(([one], index) => [`a${index}`, one]));
      const partly = Object.fromEntries(
        all.map(([one, hidden], index) => [`a${index}`, hidden ? UNKNOWN : one]),
      );
      const { verdict } = exactlyOne(partly);
      if (verdict !== 'undecided') expect(verdict).toBe(exactlyOne(known).verdict);
    }),
  );
});
