import { validateYaml } from '../../../src/provider/validation/yaml';

test.each(['', 'a: b', '{"a": [1, 2]}', 'a: b\n---\nc: d\n', '# only a comment'])('%j is YAML', (text) => {
  expect(validateYaml(text)).toBeUndefined();
});

test.each(['a: [b', 'a: b: c', 'a: b\n---\n"open', '\ta: b'])('%j is none', (text) => {
  expect(validateYaml(text)).toMatch(/^is not valid YAML: .*line \d+/);
});
