import type { Disk } from './disk';
import { Exit } from './failure';
import { isObject } from './values/json';

export interface Credential {
  readonly principal: string;
  readonly secret: string;
}

/** What an agent proves with who it is: JSON, or a line `principal secret`. @throws Exit */
export function readCredential(disk: Disk, path: string): Credential {
  const text = disk.read(path);
  if (text === undefined) {
    throw new Exit(
      1,
      `Failed to read credential file '${path}': No such file or directory (see --credential flag)`,
    );
  }
  const [credential] = parseCredentials(text);
  if (credential === undefined) {
    throw new Exit(1, `Empty credential file '${path}' (see --credential flag)`);
  }
  return credential;
}

/** Whom a master believes. @throws Exit */
export function readCredentials(disk: Disk, path: string): readonly Credential[] {
  const text = disk.read(path);
  if (text === undefined) {
    throw new Exit(
      1,
      `Failed to read credentials file '${path}': No such file or directory (see --credentials flag)`,
    );
  }
  return parseCredentials(text);
}

function parseCredentials(text: string): readonly Credential[] {
  if (!text.trimStart().startsWith('{')) {
    return text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([principal = '', secret = '']) => (principal === '' ? [] : [{ principal, secret }]));
  }
  const parsed: unknown = JSON.parse(text);
  const listed = isObject(parsed) && Array.isArray(parsed.credentials) ? parsed.credentials : [parsed];
  return listed.flatMap((item: unknown) =>
    isObject(item) && typeof item.principal === 'string' && typeof item.secret === 'string'
      ? [{ principal: item.principal, secret: item.secret }]
      : [],
  );
}
