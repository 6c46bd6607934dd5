import { a, isUnknown, type Diagnostics, type Planned, type Schema } from '../../tfplugin';
import { exactlyOne } from '../validation/exactly-one';
import { oneOf } from '../validation/one-of';

const loginAttributes = {
  username: a.string({
    optional: true,
    validate: (value) =>
      value !== '' && !value.includes(':')
        ? undefined
        : `must be a name without ":", is ${JSON.stringify(value)}`,
    description: 'Name to log in with; with `password_file` or `password_variable`.',
  }),
  password_file: a.string({
    optional: true,
    description: 'Path of a file whose first line is the password; `~` stands for the home folder.',
  }),
  password_variable: a.string({
    optional: true,
    validate: validateVariable,
    description: 'Name of the environment variable that holds the password.',
  }),
  token_file: a.string({
    optional: true,
    description: 'Path of a file whose first line is a token; `~` stands for the home folder.',
  }),
  token_variable: a.string({
    optional: true,
    validate: validateVariable,
    description: 'Name of the environment variable that holds a token.',
  }),
  token_scheme: a.string({
    default: 'bearer',
    validate: oneOf('bearer', 'dcos'),
    description: 'How the token is sent: `bearer` as `Bearer …`, `dcos` as DC/OS wants it, `token=…`.',
  }),
};

/** The provider block's `marathon_logins`. It names files and variables, and holds no secret itself. */
export const marathonLogins = a.objectMap(loginAttributes, {
  optional: true,
  description: 'Logins of Marathon and DC/OS, by the name that apps and groups use for them.',
});

type Logins = Planned<Schema<{ marathon_logins: typeof marathonLogins }>>['marathon_logins'];

/** Checks across the attributes of each login; values may be unknown. */
export function validateMarathonLogins(logins: Logins, diagnostics: Diagnostics): void {
  if (isUnknown(logins) || logins === null) return;
  for (const [name, login] of Object.entries(logins)) {
    if (isUnknown(login) || login === null) continue;
    const path = ['marathon_logins', name];
    const { username, password_file, password_variable, token_file, token_variable } = login;
    const secrets = exactlyOne({ password_file, password_variable, token_file, token_variable });
    if (secrets.verdict === 'none' || secrets.verdict === 'several') {
      diagnostics.error(
        path,
        `login "${name}" needs exactly one of password_file, password_variable, token_file and token_variable`,
        secrets.verdict === 'several'
          ? `${secrets.set.join(' and ')} are set; keep one of them`
          : 'set one of them to where the password or the token is; it cannot be written here',
      );
    }
    if (secrets.verdict !== 'one') continue;
    const byPassword = secrets.set.some((one) => one.startsWith('password'));
    if (byPassword && username === null) {
      diagnostics.error(path, `login "${name}" has a password but no username`, 'set username');
    }
    if (!byPassword && typeof username === 'string') {
      diagnostics.error(
        [...path, 'username'],
        `login "${name}" has a username and a token`,
        'remove username: a token says by itself whose it is',
      );
    }
  }
}

function validateVariable(value: string): string | undefined {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(value)
    ? undefined
    : `must be the name of an environment variable, is ${JSON.stringify(value)}`;
}
