import fc from 'fast-check';
import { validateLabel, validateTaint } from '../../../src/provider/validation/labels';

describe('labels', () => {
  test.each([
    ['rack', 'r1'],
    ['example.org/rack', ''],
    ['a_b.C-1', 'X_y.z-9'],
    ['node-role.kubernetes.io/worker', ''],
    ['k'.repeat(63), 'v'.repeat(63)],
    [`${'a.'.repeat(126)}a/k`, 'v'],
  ])('%s=%s', (key, value) => {
    expect(validateLabel(key, value)).toBeUndefined();
  });

  test.each([
    '',
    '-k',
    'k-',
    'k'.repeat(64),
    'a/b/c',
    '/k',
    'a/',
    'A.org/k',
    'a..b/k',
    '.a/k',
    'a b',
    `${'a'.repeat(254)}/k`,
  ])('the key %j is refused', (key) => {
    expect(validateLabel(key, '')).toBe(
      `has the label key ${JSON.stringify(key)}, which is not a Kubernetes label key`,
    );
  });

  test.each(['-', 'a b', 'a/b', 'v'.repeat(64), 'ä', '_a', 'a\n'])('the value %j is refused', (value) => {
    expect(validateLabel('rack', value)).toBe(
      `has the value ${JSON.stringify(value)} for label "rack", which is not a Kubernetes label value`,
    );
  });
});

describe('taints', () => {
  test.each([
    'dedicated=gpu:NoSchedule',
    'dedicated:NoExecute',
    'example.org/dedicated=:PreferNoSchedule',
    'node-role.kubernetes.io/control-plane:NoSchedule',
  ])('%s', (taint) => {
    expect(validateTaint(taint)).toBeUndefined();
  });

  test.each([
    ['dedicated', 'not of the form key=value:Effect'],
    ['dedicated=gpu', 'not of the form key=value:Effect'],
    ['=gpu:NoSchedule', 'not of the form key=value:Effect'],
    ['a=b=c:NoSchedule', 'label value'],
    ['a:b:NoSchedule', 'not of the form key=value:Effect'],
    ['dedicated=gpu:noschedule', 'none of NoSchedule, PreferNoSchedule, NoExecute'],
    ['-a=b:NoSchedule', 'label key'],
    ['a=b c:NoSchedule', 'label value'],
    ['', 'not of the form key=value:Effect'],
  ])('%j is refused: %s', (taint, problem) => {
    expect(validateTaint(taint)).toContain(problem);
  });

  test('a valid label with an effect is a taint', () => {
    const name = fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,20}[A-Za-z0-9])?$/);
    const effect = fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute');
    fc.assert(
      fc.property(name, fc.oneof(name, fc.constant('')), effect, (key, value, what) => {
        expect(validateTaint(`${key}=${value}:${what}`)).toBeUndefined();
      }),
    );
  });
});
