import fc from 'fast-check';
import { AGENT_FLAGS } from '../../../src/sandbox/mesos/flags/agent-flags';
import { MASTER_FLAGS } from '../../../src/sandbox/mesos/flags/master-flags';
import { attributeMap, CheckFailed, parseAttributes } from '../../../src/sandbox/mesos/values/attributes';
import { parseDuration, printDuration } from '../../../src/sandbox/mesos/values/duration';
import { toJson } from '../../../src/sandbox/mesos/values/json';
import { parseResources } from '../../../src/sandbox/mesos/values/parse-resources';
import type { Resource } from '../../../src/sandbox/mesos/values/resource';
import { add, contains, same, subtract } from '../../../src/sandbox/mesos/values/resources';
import { mergeRanges, subtractRanges } from '../../../src/sandbox/mesos/values/value';
import { describeWith } from '../../support/require-component';
import { readRecording, recordings } from './support/recordings';

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/);
/** Neither a number nor something in brackets; no blank, which would not count. */
const word = fc.stringMatching(/^[a-zA-Z/_.][\w/.:,-]{0,10}$/).filter((text) => !/^\.?\d/.test(text));
const range = fc
  .tuple(fc.nat(60_000), fc.nat(500))
  .map(([begin, length]) => ({ begin, end: begin + length }));
const amount = fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1000);

const resource: fc.Arbitrary<Resource> = fc.oneof(
  fc
    .record({ name: fc.constantFrom('cpus', 'mem', 'disk'), value: amount })
    .map(({ name: kind, value }): Resource => ({ name: kind, type: 'SCALAR', scalar: { value } })),
  fc
    .array(range, { minLength: 1, maxLength: 4 })
    .map((ranges): Resource => ({ name: 'ports', type: 'RANGES', ranges: { range: mergeRanges(ranges) } })),
);

describe('attributes', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, word), { maxLength: 5 }), (pairs) => {
        const text = pairs.map(([key, value]) => `${key}:${value}`).join(';');
        expect(parseAttributes(text)).toEqual(
          pairs.map(([key, value]) => ({ name: key, type: 'TEXT', text: { value } })),
        );
      }),
    );
  });

  test('are refused without a name or a value', () => {
    fc.assert(
      fc.property(
        word.filter((text) => !text.includes(':')),
        (text) => {
          for (const wrong of [text, `${text}:`, `:${text}`])
            expect(() => parseAttributes(wrong)).toThrow(CheckFailed);
        },
      ),
    );
    expect(() => parseAttributes('s:{a,b}')).toThrow('Bad type for attribute s text {a,b} type 2');
  });
});

describe('resources', () => {
  test('come back as they were written, as text and as JSON', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(name, amount), { maxLength: 5, selector: ([key]) => key }),
        (pairs) => {
          const expected = pairs.map(([key, value]) => ({ name: key, type: 'SCALAR', scalar: { value } }));
          expect(parseResources(pairs.map(([key, value]) => `${key}:${String(value)}`).join(';'))).toEqual(
            expected,
          );
          expect(parseResources(JSON.stringify(expected))).toEqual(expected);
        },
      ),
    );
    expect(parseResources('cpus(prod):2')).toEqual([
      {
        name: 'cpus',
        type: 'SCALAR',
        scalar: { value: 2 },
        reservations: [{ type: 'STATIC', role: 'prod' }],
      },
    ]);
  });

  test('what is added can be taken away, and what is taken away was there', () => {
    fc.assert(
      fc.property(
        fc.array(resource, { maxLength: 5 }),
        fc.array(resource, { maxLength: 5 }),
        (some, more) => {
          const all = add(some, more);
          expect(contains(all, some)).toBe(true);
          expect(contains(all, more)).toBe(true);
          const scalars = more.filter(({ type }) => type === 'SCALAR');
          expect(same(subtract(add(some, scalars), scalars), add(some))).toBe(true);
        },
      ),
    );
  });

  test('ranges without ranges', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 5 }), fc.array(range, { maxLength: 5 }), (all, gone) => {
        const left = subtractRanges(mergeRanges(all), gone);
        const inside = (ranges: readonly { begin: number; end: number }[], port: number): boolean =>
          ranges.some(({ begin, end }) => begin <= port && port <= end);
        for (const { begin, end } of [...all, ...gone]) {
          for (const port of [begin - 1, begin, end, end + 1]) {
            expect(inside(left, port)).toBe(inside(all, port) && !inside(gone, port));
          }
        }
      }),
    );
  });
});

test('durations are printed so that they are read as the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (seconds) => {
      expect(parseDuration(printDuration(seconds))).toBeCloseTo(seconds, 6);
    }),
  );
  expect(
    ['60secs', '90secs', '0ns', '1209600secs'].map((text) => printDuration(parseDuration(text))),
  ).toEqual(['1mins', '1.5mins', '0ns', '2weeks']);
});

describeWith(recordings, 'as recorded', () => {
  test.each([
    ['master', MASTER_FLAGS],
    ['agent', AGENT_FLAGS],
  ])('flags of the %s: names, aliases, kinds and defaults', (program, flags) => {
    const recorded = JSON.parse(readRecording(`flags-${program}.json`)) as readonly {
      name: string;
      aliases: readonly string[];
      boolean: boolean;
      default: string | null;
    }[];
    // Where the recorded ones were built and installed.
    const places = ['webui_dir', 'launcher_dir', 'work_dir'];
    const known = (one: { name: string }): boolean => !places.includes(one.name);
    expect(
      flags
        .filter(known)
        .map((flag) => [flag.name, flag.aliases, flag.type === 'boolean', flag.default ?? null]),
    ).toEqual(recorded.filter(known).map((flag) => [flag.name, flag.aliases, flag.boolean, flag.default]));
    expect(flags.map((flag) => flag.name)).toEqual(recorded.map((flag) => flag.name));
  });

  test('attributes', () => {
    const cases = [
      ...readRecording('attribute-parsing.txt').matchAll(
        /^flags: --attributes=(.*) \(env: .*\)\n(\{.*\})\n(\{.*\})$/gm,
      ),
    ].filter(([, written]) => written?.startsWith('file://') === false);
    expect(cases.length).toBeGreaterThan(2);
    for (const [, written = '', state = '', api = ''] of cases) {
      const attributes = parseAttributes(written);
      expect(attributes).toEqual((JSON.parse(api) as { attributes: unknown }).attributes);
      // Numbers without their points, as the recording was printed again.
      expect(JSON.parse(toJson(attributeMap(attributes)))).toEqual(
        (JSON.parse(state) as { attributes: unknown }).attributes,
      );
    }
  });
});
