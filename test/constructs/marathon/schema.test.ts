import { problemOfApp, withoutNulls } from '../../../src/constructs/marathon/validate-app';
import { describeWith } from '../../support/require-component';
import { apiSchema, contracts, sampleApps } from './support/contracts';
import { type JsonSchema, misfits } from './support/json-schema';

const WRONG: readonly unknown[] = [-1, 1.5, 99_999, '', 'Wrong Value', true, [], {}, [{}], [1, 1]];

/** The same value with another one in each place in turn, without it, and with it twice. */
function* mutations(value: unknown): Generator<unknown> {
  yield* WRONG;
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield [...(value as unknown[]), element];
      for (const one of mutations(element)) yield value.map((old: unknown, at) => (at === index ? one : old));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, element] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
      for (const one of mutations(element)) yield { ...value, [name]: one };
    }
  }
}

describeWith(contracts, "the schema of Marathon's API", () => {
  const schema = contracts.available ? (apiSchema() as JsonSchema) : {};

  test.each(sampleApps('app.'))('a change of %s that it refuses is refused, in that place', (_, sample) => {
    let refused = 0;
    for (const changed of mutations(withoutNulls(sample))) {
      const places = misfits(schema, schema, changed).map((place) => place.replace(/^\./, ''));
      if (places.length === 0) continue;
      refused += 1;
      const problem = problemOfApp(changed);
      // Of several kinds that a value may be, the schema says that it is none, and Fleetwright what is missing of one.
      const found = problem !== undefined && places.some((place) => problem.path.startsWith(place));
      if (!found) expect({ problem, changed }).toEqual({ problem: places, changed });
    }
    expect(refused).toBeGreaterThan(20);
  });
});
