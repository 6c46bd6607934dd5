import { levelFromEnvironment, StderrLogger } from '../../src/tfplugin/log';
import type { LogLevel } from '../../src/tfplugin';
import { Redactor } from '../../src/tfplugin/redactor';

function recording(level: LogLevel | 'off' = 'trace') {
  const lines: string[] = [];
  const logger = new StderrLogger('provider.test', new Redactor(), level, (line) => lines.push(line));
  return { logger, lines, entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

test('an entry has the keys the plugin host understands', () => {
  const { logger, entries } = recording();
  logger.named('ssh').warn('slow', { seconds: 3, big: 2n, cause: new Error('why'), '@level': 'nonsense' });
  expect(entries()).toEqual([
    {
      '@level': 'warn',
      '@message': 'slow',
      '@module': 'ssh',
      '@timestamp': expect.stringMatching(/^\d{4}-.*Z$/) as string,
      seconds: '3',
      big: '"2"',
      cause: expect.stringContaining('Error: why') as string,
    },
  ]);
});

test('what is below the level is not written', () => {
  const { logger, entries } = recording('warn');
  logger.trace('a');
  logger.debug('b');
  logger.info('c');
  logger.warn('d');
  logger.error('e');
  expect(entries().map((entry) => entry['@message'])).toEqual(['d', 'e']);
});

test('secrets are redacted in messages, fields, causes and keys of many lines, by all loggers', () => {
  const { logger, lines } = recording();
  const key = `-----BEGIN KEY-----\n${'A'.repeat(64)}\n${'B'.repeat(64)}\n-----END KEY-----\n`;
  const other = logger.named('other');
  logger.redact('pass"word');
  logger.redact(key);
  other.error(`with pass"word`, {
    command: `sudo -S sh -c 'echo pass"word'`,
    error: new Error(key),
    part: 'B'.repeat(64),
  });
  expect(lines.join()).not.toMatch(/word|AAAA|BBBB/);
});

test('no line is longer than the plugin host passes on in one piece', () => {
  const { logger, lines } = recording();
  logger.error('x'.repeat(100_000), {
    a: 'y'.repeat(100_000),
    b: 'z'.repeat(100_000),
    c: 'z'.repeat(100_000),
  });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(64 * 1024);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ '@level': 'error' });
});

test.each([
  [{}, 'off'],
  [{ TF_LOG: 'INFO' }, 'info'],
  [{ TF_LOG: 'trace', TF_LOG_PROVIDER: 'ERROR' }, 'error'],
  [{ TF_LOG: 'JSON' }, 'trace'],
  [{ TF_LOG: 'off' }, 'off'],
])('the level in %j is %s', (environment, level) => {
  expect(levelFromEnvironment(environment)).toBe(level);
});
