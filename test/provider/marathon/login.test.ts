import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLogin } from '../../../src/provider/marathon/login';
import { scratchFolder } from '../../support/scratch';
import { sessionOf } from '../support/session';

const nothing = {
  username: null,
  password_file: null,
  password_variable: null,
  token_file: null,
  token_variable: null,
  token_scheme: 'bearer',
};

function read(login: Partial<Record<keyof typeof nothing, string | null>>) {
  return readLogin(sessionOf({ marathon_logins: { ops: { ...nothing, ...login } } }), 'ops', [
    'access',
    'login',
  ]);
}

function fileWith(text: string): string {
  const file = join(scratchFolder(), 'secret');
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

test('a password is the first line of its file', async () => {
  expect(await read({ username: 'ops', password_file: fileWith('correct horse\r\nsecond\n') })).toEqual({
    kind: 'basic',
    username: 'ops',
    password: 'correct horse',
  });
});

test('a token is in a variable or a file, and sent as it is told', async () => {
  process.env['TEST_MARATHON_TOKEN'] = 'abc';
  try {
    expect(await read({ token_variable: 'TEST_MARATHON_TOKEN' })).toEqual({
      kind: 'token',
      scheme: 'bearer',
      token: 'abc',
    });
  } finally {
    delete process.env['TEST_MARATHON_TOKEN'];
  }
  expect(await read({ token_file: fileWith('xyz'), token_scheme: 'dcos' })).toMatchObject({
    scheme: 'dcos',
    token: 'xyz',
  });
});

test.each([
  [{ token_variable: 'TEST_NOT_SET' }, /the environment variable TEST_NOT_SET is not set/],
  [{ username: 'ops', password_file: '/nowhere/at/all' }, /cannot read \/nowhere\/at\/all/],
])('%j says what is missing', async (login, why) => {
  await expect(read(login)).rejects.toThrow(why);
});

test('an empty file is not a secret, and a name that is not there names those that are', async () => {
  await expect(read({ username: 'ops', password_file: fileWith('\n') })).rejects.toThrow('is empty');
  const session = sessionOf({ marathon_logins: { ops: nothing } });
  await expect(readLogin(session, 'dev', [])).rejects.toThrow('marathon_logins has "ops"');
});
