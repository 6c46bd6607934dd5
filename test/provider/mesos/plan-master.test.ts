import { planQuorum, refuseLostRegistry } from '../../../src/provider/mesos/plan-master';
import { REGISTRY_CONSENT, type mesosMasterSchema } from '../../../src/provider/schemas/mesos-master';
import type { Diagnostics, Known, Planned } from '../../../src/tfplugin';

type Master = Planned<typeof mesosMasterSchema>;

function errors() {
  const found: [path: unknown, summary: string][] = [];
  const diagnostics = {
    error: (path: unknown, summary: string) => found.push([path, summary]),
  } as unknown as Diagnostics;
  return { found, diagnostics };
}

const masters = (count: number, more: object = {}) =>
  ({
    masters: Array.from({ length: count }, () => ({})),
    quorum: null,
    new_registry: null,
    ...more,
  }) as unknown as Master;

test.each([
  [1, 1],
  [3, 2],
  [5, 3],
  [7, 4],
])('the quorum of %i masters is %i', (count, quorum) => {
  const { found, diagnostics } = errors();
  const planned = masters(count);
  planQuorum(planned, planned, diagnostics);
  expect(planned.quorum).toBe(quorum);
  expect(found).toEqual([]);
});

test('another quorum and an even number are refused', () => {
  const { found, diagnostics } = errors();
  planQuorum(masters(3), masters(3, { quorum: 1 }), diagnostics);
  planQuorum(masters(4), masters(4), diagnostics);
  expect(found).toEqual([
    [['quorum'], 'quorum 1 is not the majority of 3 masters'],
    [['masters'], 'masters has 4 hosts'],
  ]);
});

test('one master becomes three only with consent to a new registry', () => {
  const { found, diagnostics } = errors();
  const one = masters(1) as unknown as Known<typeof mesosMasterSchema>;
  const three = masters(3) as unknown as Known<typeof mesosMasterSchema>;
  refuseLostRegistry(one, masters(3), diagnostics);
  expect(found).toEqual([[['new_registry'], 'one master cannot become 3 with the registry it has']]);
  refuseLostRegistry(one, masters(3, { new_registry: REGISTRY_CONSENT }), diagnostics);
  refuseLostRegistry(one, masters(1), diagnostics);
  refuseLostRegistry(three, masters(5), diagnostics);
  refuseLostRegistry(three, masters(1), diagnostics);
  expect(found).toHaveLength(1);
});
