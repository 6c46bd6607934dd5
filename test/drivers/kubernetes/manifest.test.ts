import fc from 'fast-check';
import { formatObjectId, parseObjectId } from '../../../src/drivers/kubernetes/manifest';

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const name = fc.stringMatching(/^[a-z0-9][a-z0-9.:_-]{0,20}$/);
const group = fc.tuple(label, label).map((parts) => parts.join('.'));

test('an id names exactly one object and can be read back', () => {
  const reference = fc.record({
    apiVersion: fc.oneof(
      fc.constant('v1'),
      fc.constant('apps/v1'),
      group.map((text) => `${text}/v1beta1`),
    ),
    kind: fc.stringMatching(/^[A-Z][A-Za-z]{0,12}$/),
    namespace: fc.option(label, { nil: undefined }),
    name,
  });
  fc.assert(
    fc.property(reference, (value) => {
      expect(parseObjectId(formatObjectId(value))).toEqual(value);
    }),
  );
});

test.each(['', 'v1', 'v1/Pod', 'apps/v1', 'v1/Pod/a/b/c', 'v1//Pod/a'])('%j is no id', (text) => {
  expect(() => parseObjectId(text)).toThrow('is not of the form <apiVersion>/<kind>[/<namespace>]/<name>');
});
