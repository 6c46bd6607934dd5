import { randomBytes } from 'node:crypto';

/** Marks the lines of one script's report, so that nothing a command or a login banner prints is taken for one. */
export function randomTag(): string {
  return `@fleetwright:${randomBytes(8).toString('hex')}`;
}
