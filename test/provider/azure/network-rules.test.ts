import { fromDriver, toDriver, type Rules } from '../../../src/provider/azure/network-rules';

const rule: Rules[string] = {
  priority: 100,
  direction: 'inbound',
  access: 'allow',
  protocol: 'tcp',
  sources: ['203.0.113.0/24', '198.51.100.7/32'],
  source_groups: null,
  destinations: null,
  destination_groups: null,
  source_ports: ['*'],
  destination_ports: ['22'],
  description: null,
};

test('what is not said of a destination is anything, unless groups are', () => {
  expect(toDriver({ rule }).rule).toMatchObject({
    destinations: ['*'],
    destinationGroups: [],
    sourceGroups: [],
  });
  const byGroups = { ...rule, sources: null, source_groups: ['a'], destination_groups: ['b'] };
  expect(toDriver({ rule: byGroups }).rule).toMatchObject({
    sources: [],
    sourceGroups: ['a'],
    destinations: [],
    destinationGroups: ['b'],
  });
});

test.each<[string, Partial<Rules[string]>]>([
  ['as it is', {}],
  ['anywhere, written out', { destinations: ['*'] }],
  ['by groups', { sources: null, source_groups: ['a'], destination_groups: ['b'] }],
])('a rule comes back as its user wrote it: %s', (_, change) => {
  const written = { rule: { ...rule, ...change } };
  const [told] = [toDriver(written).rule];
  if (told === undefined) throw new Error('there is no rule');
  const reordered = { ...told, sources: [...told.sources].reverse() };
  expect(fromDriver({ rule: reordered }, written)).toEqual(written);
});

test('a rule of somebody else is told as it is', () => {
  const [told] = [toDriver({ rule }).rule];
  if (told === undefined) throw new Error('there is no rule');
  expect(fromDriver({ hole: { ...told, description: 'oh' } }, { rule })).toEqual({
    hole: { ...rule, description: 'oh' },
  });
});
