import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../../src/drivers/json';
import { describeDrift, driftOfApp, minimalApp } from '../../../src/drivers/marathon';
import { canonicalApp } from '../../../src/drivers/marathon/canonical-app';
import { describeWith } from '../../support/require-component';
import { contracts, samples } from './support/contracts';

interface DriftCase {
  readonly name: string;
  readonly declared: JsonObject;
  readonly live: JsonObject;
  /** As a user reads it. */
  readonly drift: readonly string[];
}

const folder = join(__dirname, 'drift');

describe.each(readdirSync(folder).sort())('%s', (file) => {
  const cases = JSON.parse(readFileSync(join(folder, file), 'utf8')) as DriftCase[];
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_, { declared, live, drift }) => {
    expect(describeDrift('/web', driftOfApp(declared, live))).toEqual(drift);
  });
});

describeWith(contracts, 'apps of real projects', () => {
  const all = [...samples('app'), ...samples('appinfo')].map((one) => [one.name, one.definition] as const);

  test.each(all)('%s is as it is in its canonical form', (_, definition) => {
    const canonical = canonicalApp(definition);
    expect(canonicalApp(canonical)).toEqual(canonical);
    expect(driftOfApp(definition, canonical)).toEqual([]);
  });

  test.each(all)('%s means the same without what is the default', (_, definition) => {
    const minimal = minimalApp(definition);
    expect(canonicalApp(minimal)).toEqual(canonicalApp(definition));
    expect(driftOfApp(definition, minimal)).toEqual([]);
    expect(JSON.stringify(minimal).length).toBeLessThanOrEqual(
      JSON.stringify(canonicalApp(definition)).length,
    );
  });
});

describe('any app', () => {
  const text = fc.stringMatching(/^[a-z]{1,8}$/);
  const port = fc.integer({ min: 0, max: 65535 });
  const definition: fc.Arbitrary<JsonObject> = fc
    .record(
      {
        cmd: text,
        cpus: fc.integer({ min: 1, max: 64 }).map((n) => n / 8),
        mem: fc.integer({ min: 0, max: 4096 }),
        instances: fc.nat(20),
        env: fc.dictionary(text, text, { maxKeys: 3 }),
        labels: fc.dictionary(text, text, { maxKeys: 3 }),
        constraints: fc.array(fc.tuple(text, fc.constantFrom('UNIQUE', 'GROUP_BY')), { maxLength: 3 }),
        dependencies: fc.uniqueArray(text, { maxLength: 3 }),
        uris: fc.array(fc.webUrl(), { maxLength: 2 }),
        portDefinitions: fc.array(fc.record({ port, name: text }, { requiredKeys: ['port'] }), {
          maxLength: 3,
        }),
        container: fc.record(
          {
            type: fc.constant('DOCKER'),
            docker: fc.record(
              { image: text, network: fc.constantFrom('BRIDGE', 'HOST'), privileged: fc.boolean() },
              { requiredKeys: ['image'] },
            ),
            portMappings: fc.array(fc.record({ containerPort: port }), { maxLength: 3 }),
          },
          { requiredKeys: ['type', 'docker'] },
        ),
        healthChecks: fc.array(
          fc.record(
            {
              protocol: fc.constantFrom('HTTP', 'TCP', 'MESOS_HTTP'),
              path: text,
              intervalSeconds: fc.nat(99),
            },
            { requiredKeys: ['protocol'] },
          ),
          { maxLength: 2 },
        ),
        upgradeStrategy: fc.record({
          minimumHealthCapacity: fc.constantFrom(0, 0.5, 1),
          maximumOverCapacity: fc.constantFrom(0, 0.5, 1),
        }),
      },
      { requiredKeys: [] },
    )
    .map((app) => ({ id: '/web', ...(app as Record<string, JsonValue>) }));

  test('is what Marathon makes of it', () => {
    fc.assert(
      fc.property(definition, (declared) => {
        const live = canonicalApp(declared);
        expect(canonicalApp(live)).toEqual(live);
        expect(driftOfApp(declared, live)).toEqual([]);
        expect(canonicalApp(minimalApp(live))).toEqual(live);
      }),
    );
  });

  test('has no drift when what Marathon keeps as a set comes in another order', () => {
    fc.assert(
      fc.property(definition, (declared) => {
        const live = canonicalApp(declared);
        const turned = Object.fromEntries(
          Object.entries(live).map(([key, value]) =>
            ['constraints', 'dependencies', 'healthChecks'].includes(key) && Array.isArray(value)
              ? [key, [...value].reverse()]
              : [key, value],
          ),
        );
        expect(driftOfApp(declared, turned)).toEqual([]);
      }),
    );
  });

  test('shows the field that somebody changed, and no other', () => {
    const change = fc.constantFrom<readonly [string, JsonValue]>(
      ['instances', 99],
      ['cmd', 'something else'],
      ['cpus', 99],
      ['mem', 9999],
      ['user', 'nobody'],
      ['killSelection', 'OLDEST_FIRST'],
      ['backoffFactor', 9],
      ['taskKillGracePeriodSeconds', 99],
    );
    fc.assert(
      fc.property(definition, change, (declared, [name, value]) => {
        const live = { ...canonicalApp(declared), [name]: value };
        expect(driftOfApp(declared, live).map(({ path }) => path)).toEqual([name]);
      }),
    );
  });

  test('shows what somebody added, whatever it is', () => {
    fc.assert(
      fc.property(definition, text, text, (declared, name, value) => {
        const live = canonicalApp(declared);
        const added = { ...live, labels: { ...(live['labels'] as JsonObject), [`x-${name}`]: value } };
        expect(driftOfApp(declared, added)).toEqual([
          { path: `labels.x-${name}`, live: value, wanted: undefined },
        ]);
      }),
    );
  });
});
