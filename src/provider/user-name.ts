import { userInfo } from 'node:os';

/** Who runs this: the name, or the number where the system knows no name for it, as in many a container. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${String(process.geteuid?.() ?? 'unknown')}`;
  }
}
