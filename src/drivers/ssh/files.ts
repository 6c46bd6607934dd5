import { homedir } from 'node:os';
import { join } from 'node:path';

/** Replaces a leading `~` by the home folder of the user that runs Terraform. */
export function expandHome(path: string): string {
  if (path === '~') return homedir();
  return path.startsWith('~/') ? join(homedir(), path.slice(2)) : path;
}

/** Why a file could not be read, without the path, which the caller names. */
export function reasonOf(error: unknown): string {
  const { code, message } = (
    typeof error === 'object' && error !== null ? error : {}
  ) as Partial<NodeJS.ErrnoException>;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'it is not readable for this user';
  if (code === 'EISDIR') return 'it is a folder';
  return message ?? String(error);
}
