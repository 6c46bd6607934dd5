import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { redact, shellQuote } from '../../../src/drivers/ssh';
import { shellCommand } from '../../../src/drivers/ssh/shell';

describe('shellQuote', () => {
  const word = fc
    .string({
      unit: fc.oneof(
        fc.constantFrom(...'\'"\\$`!*? \n\t;&|<>(){}[]#~=%-'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    })
    .map((text) => Buffer.from(text.replaceAll('\0', ''), 'utf8').toString('utf8'));

  test('a real sh reads any words back as they were', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 20 }), (words) => {
        const command = ['printf', "'%s\\0'", ...words.map(shellQuote), 'end'].join(' ');
        const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
        expect(stdout.split('\0').slice(0, -1)).toEqual([...words, 'end']);
      }),
      { numRuns: 60 },
    );
  });

  test('survives two shells, as sudo and a login shell need', () => {
    fc.assert(
      fc.property(word, (text) => {
        const inner = shellCommand('printf "%s|" "$@"', [text, 'end'], false);
        const { stdout } = spawnSync('sh', ['-c', `sh -c ${shellQuote(inner)}`], { encoding: 'utf8' });
        expect(stdout).toBe(`${text}|end|`);
      }),
      { numRuns: 40 },
    );
  });

  test('refuses a NUL byte', () => {
    expect(() => shellQuote('a\0b')).toThrow('NUL');
  });
});

describe('redact', () => {
  const secret = fc
    .string({
      unit: fc.oneof(fc.constantFrom(...'\'"\\$` \n/+=ü'), fc.string({ minLength: 1, maxLength: 1 })),
      minLength: 6,
      maxLength: 40,
    })
    // What the mask itself contains could not be told from a secret.
    .filter((text) => !'(redacted)'.includes(text.trim()) && text.trim().length >= 6);

  const written: [string, (secret: string) => string][] = [
    ['as it is', (text) => text],
    ['in a shell word', shellQuote],
    ['in a shell word of a shell word', (text) => shellQuote(`sudo sh -c ${shellQuote(text)}`)],
    ['in double quotes', (text) => `"${text.replace(/["\\$`]/g, '\\$&')}"`],
    ['in JSON', (text) => JSON.stringify({ password: text })],
    ['in JSON in a shell word', (text) => shellQuote(JSON.stringify([text]))],
    ['in JSON in JSON', (text) => JSON.stringify(JSON.stringify(text))],
    ['in a URL', (text) => `https://host/?token=${encodeURIComponent(text)}`],
    ['in base64', (text) => Buffer.from(text).toString('base64')],
    ['in base64url', (text) => Buffer.from(text).toString('base64url')],
  ];

  test.each(written)('finds a secret %s', (_name, write) => {
    fc.assert(
      fc.property(fc.string(), secret, fc.string(), (before, hidden, after) => {
        const text = redact(`${before}${write(hidden)}${after}`, [hidden]);
        expect(text).toContain('(redacted)');
        expect(text).not.toContain(hidden);
        expect(text).not.toContain(Buffer.from(hidden).toString('base64'));
      }),
    );
  });

  test('finds it inside a longer base64 text at any position', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 9 }),
        secret,
        fc.string({ maxLength: 9 }),
        (before, hidden, after) => {
          const encoded = Buffer.from(`${before}${hidden}${after}`).toString('base64');
          const visible = redact(encoded, [hidden]).split('(redacted)');
          expect(visible).toHaveLength(2);
          // At most the two bytes at each edge share a character with what is beside them.
          const left = visible.reduce((sum, part) => sum + part.replaceAll('=', '').length, 0);
          const around = Buffer.byteLength(before) + Buffer.byteLength(after);
          expect(left).toBeLessThanOrEqual(Math.ceil((around * 4) / 3) + 4);
        },
      ),
    );
  });

  test('leaves no rest of secrets that overlap', () => {
    expect(redact('abcdefgh', ['abcde', 'defgh'])).toBe('(redacted)');
    expect(redact('x-token-token-x', ['token-token', 'token'])).toBe('x-(redacted)-x');
  });

  test('finds the lines of a multi-line secret one by one', () => {
    const key = '-----BEGIN KEY-----\nMC4CAQAwBQYDK2VwBCIEIHKj\n-----END KEY-----\n';
    expect(redact('  > MC4CAQAwBQYDK2VwBCIEIHKj', [key])).toBe('  > (redacted)');
  });

  test('leaves text without secrets alone and ignores secrets that are too short', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redact(text, [])).toBe(text);
        expect(redact(text, ['', 'a', 'abc'])).toBe(text);
      }),
    );
  });
});
