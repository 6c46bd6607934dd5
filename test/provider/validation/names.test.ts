import fc from 'fast-check';
import {
  parseDuration,
  validateDuration,
  validateLabelName,
  validateNodeName,
  validateVersion,
} from '../../../src/provider/validation/names';

describe('node names (RFC 1123 subdomain)', () => {
  test.each(['a', '0', 'node-1', 'node-1.example.org', 'a'.repeat(63), `${'a.'.repeat(126)}a`])(
    '%s',
    (name) => {
      expect(validateNodeName(name)).toBeUndefined();
    },
  );

  test.each([
    '',
    '-a',
    'a-',
    '.a',
    'a.',
    'a..b',
    'a.-b',
    'a-.b',
    'Node',
    'a_b',
    'ä',
    'a b',
    'a\n',
    'a'.repeat(254),
  ])('%j is none', (name) => {
    expect(validateNodeName(name)).toBe(
      `must be a lower-case DNS name (RFC 1123), is ${JSON.stringify(name)}`,
    );
  });

  test('any labels joined by dots are a name', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 8 }), (labels) => {
        expect(validateNodeName(labels.join('.'))).toBeUndefined();
        expect(validateNodeName(`${labels.join('.')}.`)).toBeDefined();
      }),
    );
  });
});

test.each([
  ['default', true],
  ['a-1', true],
  ['a'.repeat(63), true],
  ['a'.repeat(64), false],
  ['a.b', false],
  ['A', false],
  ['-a', false],
  ['a-', false],
  ['', false],
  ['a\n', false],
])('the name of a namespace or release %j: %s', (name, valid) => {
  expect(validateLabelName(name) === undefined).toBe(valid);
});

test.each([
  ['1.31.0', undefined],
  ['1.34.4', undefined],
  ['1.100.12', undefined],
  ['v1.34.4', 'exact version'],
  ['1.34', 'exact version'],
  ['1.034.4', 'exact version'],
  ['1.34.04', 'exact version'],
  ['1.34.4-rc.1', 'exact version'],
  ['2.34.4', 'exact version'],
  ['latest', 'exact version'],
  ['1.30.9', '1.31 or newer'],
  ['1.9.0', '1.31 or newer'],
])('the version %j', (version, problem) => {
  if (problem === undefined) expect(validateVersion(version)).toBeUndefined();
  else {
    expect(validateVersion(version)).toContain(problem);
    expect(validateVersion(version)).toContain(JSON.stringify(version));
  }
});

describe('durations', () => {
  test.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['0s', 0],
    ['1h1m1s', 3_661_000],
  ])('%s', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
    expect(validateDuration(text)).toBeUndefined();
  });

  test.each(['', '5', 'm', '5 m', '1.5h', '-5m', '5d', '5M', '10m5', 'forever'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
    expect(validateDuration(text)).toBe(
      `must be a duration such as "90s", "5m" or "1h30m", is ${JSON.stringify(text)}`,
    );
  });

  test('the parts add up', () => {
    const count = fc.nat({ max: 1000 });
    fc.assert(
      fc.property(count, count, count, (hours, minutes, seconds) => {
        expect(parseDuration(`${hours}h${minutes}m${seconds}s`)).toBe(
          ((hours * 60 + minutes) * 60 + seconds) * 1000,
        );
      }),
    );
  });
});
