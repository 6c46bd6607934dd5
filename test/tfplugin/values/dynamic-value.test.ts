import fc from 'fast-check';
import { encode as packWith } from '@msgpack/msgpack';
import { a, defineSchema, t, UNKNOWN } from '../../../src/tfplugin';
import { decodeDynamicValue, encodeDynamicValue } from '../../../src/tfplugin/values/dynamic-value';
import { numberFromWire, numberToWire } from '../../../src/tfplugin/values/number';
import { arbitraryAttributes, arbitraryObject } from '../fixtures/arbitraries';

const source = { name: 'the test', dropUnknownAttributes: false };
const json = new Uint8Array();

describe('values on the wire', () => {
  test('come back as they were, for any schema', () => {
    const cases = arbitraryAttributes.chain((attributes) =>
      fc.tuple(fc.constant(attributes), arbitraryObject(attributes, { unknowns: true, nulls: true })),
    );
    fc.assert(
      fc.property(cases, ([attributes, value]) => {
        const decoded = decodeDynamicValue(attributes, encodeDynamicValue(attributes, value), source);
        expect(decoded).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  test('any bytes end in a value or an error, never anything else', () => {
    const attributes = { name: a.string({ optional: true, description: '' }) };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (msgpack) => {
        try {
          decodeDynamicValue(attributes, { msgpack, json }, source);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a null is no resource', () => {
    expect(decodeDynamicValue({}, encodeDynamicValue({}, null), source)).toBeNull();
    expect(decodeDynamicValue({}, undefined, source)).toBeNull();
  });

  test('unknown is written as the plain extension Terraform writes', () => {
    const attributes = { name: a.string({ optional: true, description: '' }) };
    const { msgpack } = encodeDynamicValue(attributes, { name: UNKNOWN });
    expect([...msgpack.subarray(-3)]).toEqual([0xd4, 0, 0]);
  });

  test('wrong types are errors at their attribute', () => {
    const { attributes } = defineSchema({
      version: 0,
      description: '',
      attributes: {
        hosts: a.objectMap(
          { ports: a.list(t.number, { optional: true, description: '' }) },
          { optional: true, description: '' },
        ),
      },
    });
    const wrong = { msgpack: packWith({ hosts: { web: { ports: [1, true] } } }), json };
    expect(() => decodeDynamicValue(attributes, wrong, source)).toThrow(
      expect.objectContaining({
        path: ['hosts', 'web', 'ports', 1],
        summary: '"hosts.web.ports[1]" in the test must be a number, got a boolean',
      }),
    );
    expect(() => decodeDynamicValue(attributes, { msgpack: packWith({ host: 1 }), json }, source)).toThrow(
      'the test has "host", which the schema does not have',
    );
  });

  test('strings are in normal form C, as Terraform has them', () => {
    const attributes = { name: a.string({ optional: true, description: '' }) };
    const decoded = decodeDynamicValue(attributes, { msgpack: packWith({ name: 'a\u0308' }), json }, source);
    expect(decoded).toEqual({ name: 'ä' });
  });
});

describe('numbers', () => {
  test.each([
    ['0.1', 0.1],
    ['1e3', 1000],
    ['-0.50', -0.5],
    ['1152921504606846976', 2 ** 60],
    ['0', 0],
    ['1e-7', 1e-7],
  ])('%s is %p', (text, number) => {
    expect(numberFromWire(text)).toBe(number);
  });

  test.each(['0.1234567890123456789', '9007199254740993', '1e400', 'ten', '', '.', '0x10', '1_000'])(
    '%s is none',
    (text) => {
      expect(numberFromWire(text)).toBeUndefined();
    },
  );

  test('64-bit integers', () => {
    expect(numberFromWire(2n ** 60n)).toBe(2 ** 60);
    expect(numberFromWire(2n ** 53n + 1n)).toBeUndefined();
  });

  test('decimals go as text, so that Terraform reads what the user wrote', () => {
    expect(numberToWire(0.1)).toBe('0.1');
    expect(numberToWire(22)).toBe(22);
    expect(numberToWire(2 ** 60)).toBe('1152921504606846976');
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(numberFromWire(numberToWire(number))).toBe(number === 0 ? numberToWire(number) : number);
      }),
    );
  });
});
