import fc from 'fast-check';

import { merge, parseFragment } from '../../../../src/bootstrap/recipes/kubernetes/yaml-fragment';

test('extra arguments are merged by their name', () => {
  const base = { extraArgs: [{ name: 'node-ip', value: '10.0.0.1' }] };
  expect(merge(base, { extraArgs: [{ name: 'v', value: '4' }] })).toEqual({
    extraArgs: [
      { name: 'node-ip', value: '10.0.0.1' },
      { name: 'v', value: '4' },
    ],
  });
  expect(merge(base, { extraArgs: [{ name: 'node-ip', value: '10.0.0.2' }] })).toEqual({
    extraArgs: [{ name: 'node-ip', value: '10.0.0.2' }],
  });
});

test('other lists are replaced, null removes, an empty list empties', () => {
  expect(merge({ a: [1, 2], b: 1, c: [{ name: 'x' }] }, { a: [3], b: null, c: [] })).toEqual({
    a: [3],
    c: [],
  });
});

test('a fragment keeps its own kind only', () => {
  expect(parseFragment('kind: A\napiVersion: v1\nx: 1\n', 'f', 'A')).toEqual({ x: 1 });
  expect(() => parseFragment('kind: B\n', 'f', 'A')).toThrow('f: kind "B" must be "A" or left out');
  expect(() => parseFragment('x: 1\n---\ny: 2\n', 'f', 'A')).toThrow('f must be one YAML document, not 2');
  expect(() => parseFragment('- x\n', 'f', 'A')).toThrow('f must hold YAML mappings');
});

test('a patch that is applied twice is applied once', () => {
  const object = fc.dictionary(fc.stringMatching(/^[a-c]$/), fc.jsonValue({ maxDepth: 2 }));
  fc.assert(
    fc.property(object, object, (base, patch) => {
      const once = merge(base, patch);
      expect(merge(once, patch)).toEqual(once);
    }),
  );
});
