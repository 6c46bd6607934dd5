import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Login } from '../../drivers/http';
import { DiagnosticError, messageOf, type Path } from '../../tfplugin';
import type { ProviderConfiguration } from '../configuration';
import type { Session } from '../session';

type NamedLogin = NonNullable<ProviderConfiguration['marathon_logins']>[string];

/**
 * A login of the provider block, without reading its secret: for plans.
 * @param path the attribute that names it
 * @throws DiagnosticError when the provider block has none of that name
 */
export function requireLogin(session: Session, name: string, path: Path): NamedLogin {
  const logins = session.configuration.marathon_logins ?? {};
  const found = Object.hasOwn(logins, name) ? logins[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(logins).map((one) => JSON.stringify(one));
  throw new DiagnosticError(
    `no login of Marathon is named ${JSON.stringify(name)}`,
    known.length === 0
      ? `add marathon_logins = { ${name} = { username = "…", password_file = "…" } } to the provider block`
      : `the provider block's marathon_logins has ${known.join(', ')}`,
    path,
  );
}

/**
 * Reads a login's secret, which lives in memory only.
 * @throws DiagnosticError when there is no such login, or its file or variable cannot be read; it never quotes the secret
 */
export async function readLogin(session: Session, name: string, path: Path): Promise<Login> {
  const login = requireLogin(session, name, path);
  const { username, password_file, password_variable, token_file, token_variable, token_scheme } = login;
  if (username !== null) {
    const password = await secretFrom(name, 'password', password_file, password_variable, path);
    return { kind: 'basic', username, password };
  }
  const token = await secretFrom(name, 'token', token_file, token_variable, path);
  return { kind: 'token', scheme: token_scheme === 'dcos' ? 'dcos' : 'bearer', token };
}

async function secretFrom(
  login: string,
  what: 'password' | 'token',
  file: string | null,
  variable: string | null,
  path: Path,
): Promise<string> {
  const where = `marathon_logins.${login}.${what}`;
  if (variable !== null) {
    const value = process.env[variable];
    if (value !== undefined && value !== '') return value;
    throw new DiagnosticError(
      `login "${login}": the environment variable ${variable} is not set`,
      `set it to the ${what} where Terraform runs, or name another one in ${where}_variable`,
      path,
    );
  }
  const name = file ?? '';
  const text = await readFile(name.startsWith('~/') ? join(homedir(), name.slice(2)) : name, 'utf8').catch(
    (error: unknown) => {
      throw new DiagnosticError(
        `login "${login}": cannot read ${name}`,
        `${messageOf(error)}; set ${where}_file to a file whose first line is the ${what}`,
        path,
      );
    },
  );
  const [line = ''] = text.split(/\r?\n/, 1);
  if (line !== '') return line;
  throw new DiagnosticError(
    `login "${login}": the first line of ${name} is empty`,
    `write the ${what} into it`,
    path,
  );
}
