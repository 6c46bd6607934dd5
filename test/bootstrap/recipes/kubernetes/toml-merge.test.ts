import fc from 'fast-check';

import { mergeToml, topLevelValue } from '../../../../src/bootstrap/recipes/kubernetes/toml-merge';

const merge = (base: string, overlay: string) => mergeToml(base, overlay, 'containerd_config');

test('one key of a section leaves the others as they are', () => {
  const base = 'version = 2\n[plugins."a.b".cri]\nx = 1\ny = "two"\n';
  expect(merge(base, '[plugins."a.b".cri]\nx = 3 # why\n')).toBe(
    'version = 2\n\n[plugins."a.b".cri]\nx = 3 # why\ny = "two"\n',
  );
});

test('quoted, literal and dotted keys are the same key', () => {
  const base = '[plugins."a.b"]\nx.y = 1\n';
  for (const overlay of [
    `[plugins.'a.b']\nx.y = 2\n`,
    '[ plugins . "a.b" . x ]\n"y" = 2\n',
    'plugins."a.b".x.y = 2\n',
  ]) {
    expect(merge(base, overlay)).toBe('[plugins."a.b".x]\ny = 2\n');
  }
});

test('values may go on over lines', () => {
  const overlay = 'list = [\n  "a]", # ]\n  "b",\n]\ntext = """\n[not a table]\n"""\n[t]\nk = { a = 1 }\n';
  expect(merge('list = []\n', overlay)).toBe(
    'list = [\n  "a]", # ]\n  "b",\n]\ntext = """\n[not a table]\n"""\n\n[t]\nk = { a = 1 }\n',
  );
});

test('arrays of tables are passed on', () => {
  expect(merge('a = 1\n', '[[x]]\nb = 1\n\n[[x]]\nb = 2\n')).toBe('a = 1\n\n[[x]]\nb = 1\n\n[[x]]\nb = 2\n');
});

test.each([
  ['[plugins\n', 'line 1: "[plugins" is not a table header'],
  ['a = 1\nnonsense\n', 'line 2: "nonsense" is neither a table header nor "key = value"'],
  ['a = [1,\n', 'the value "[1," does not end'],
  ['= 1\n', 'does not start with a key'],
])('%j is refused', (text, message) => {
  expect(() => merge('', text)).toThrow(message);
});

test('reads a value at the top', () => {
  expect(topLevelValue('version = 3\n[a]\nversion = 1\n', 'version', 'f')).toBe('3');
  expect(topLevelValue('[a]\nversion = 1\n', 'version', 'f')).toBeUndefined();
});

test('merging a result with itself changes nothing', () => {
  const key = fc.stringMatching(/^[a-z]{1,5}$/);
  const text = fc
    .array(fc.tuple(key, key, fc.integer()), { maxLength: 8 })
    .map((entries) =>
      entries.map(([table, name, value]) => `[${table}]\n${name} = ${String(value)}\n`).join(''),
    );
  fc.assert(
    fc.property(text, text, (base, overlay) => {
      const merged = merge(base, overlay);
      expect(merge(merged, merged)).toBe(merged);
      expect(merge(merged, overlay)).toBe(merged);
    }),
  );
});
