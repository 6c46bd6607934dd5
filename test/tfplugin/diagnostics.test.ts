import { a, DiagnosticError, Diagnostics, formatPath, t } from '../../src/tfplugin';
import { Redactor } from '../../src/tfplugin/redactor';
import { encodeDiagnostics, encodePath } from '../../src/tfplugin/wire/diagnostics';

const attributes = {
  host: a.object(
    { address: a.string({ optional: true, description: '' }) },
    { optional: true, description: '' },
  ),
  hosts: a.objectList(
    { tags: a.set(t.string, { optional: true, description: '' }) },
    { optional: true, description: '' },
  ),
  disks: a.objectMap(
    { size: a.number({ optional: true, description: '' }) },
    { optional: true, description: '' },
  ),
};

test.each([
  [
    ['host', 'address'],
    [{ attribute_name: 'host' }, { attribute_name: 'address' }],
  ],
  [
    ['hosts', 0, 'tags', 'x'],
    [{ attribute_name: 'hosts' }, { element_key_int: 0 }, { attribute_name: 'tags' }],
  ],
  [
    ['disks', 'size', 'size'],
    [{ attribute_name: 'disks' }, { element_key_string: 'size' }, { attribute_name: 'size' }],
  ],
  [['nothing'], []],
])('the path %j is a path in the schema', (path, steps) => {
  expect(encodePath(attributes, path)).toEqual({ steps });
});

test('paths are written as users write them', () => {
  expect(formatPath(['hosts', 0, 'tags'])).toBe('hosts[0].tags');
  expect(formatPath([])).toBe('');
});

test('what is thrown keeps its words, its place and its causes', () => {
  const diagnostics = new Diagnostics();
  diagnostics.thrown(new DiagnosticError('no such host', 'look it up', ['host']));
  diagnostics.thrown(new Error('first\nsecond', { cause: new Error('deep', { cause: 'deeper' }) }));
  diagnostics.thrown(new AggregateError([new Error('one'), new Error('two')]));
  diagnostics.thrown('text');
  diagnostics.thrown(undefined);
  const circular = new Error('round');
  circular.cause = circular;
  diagnostics.thrown(circular);
  expect(diagnostics.all.map(({ summary, detail, path }) => [summary, detail, path])).toEqual([
    ['no such host', 'look it up', ['host']],
    ['first', 'first\nsecond\ncaused by: deep\ncaused by: deeper', []],
    ['one', 'one\ntwo', []],
    ['text', '', []],
    ['undefined', '', []],
    ['round', '', []],
  ]);
  expect(diagnostics.hasErrors).toBe(true);
});

test('secrets do not reach the user', () => {
  const redactor = new Redactor();
  redactor.add('s3cret');
  redactor.add('abc');
  const diagnostics = new Diagnostics();
  diagnostics.warn(['host'], 'the password is s3cret', 'really: "s3cret", abc');
  expect(encodeDiagnostics(diagnostics, redactor, attributes)).toEqual([
    {
      severity: 2,
      summary: 'the password is [redacted]',
      detail: 'really: "[redacted]", abc',
      attribute: { steps: [{ attribute_name: 'host' }] },
    },
  ]);
});
