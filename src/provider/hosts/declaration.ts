import { configOf, DiagnosticError, messageOf, readConfig, type Known, type Schema } from '../../tfplugin';
import type { HostReference } from '../session';

/**
 * The declaration of a host as it is kept on it: JSON with its keys sorted, so that the same declaration is the same
 * text. How the host is reached is left out, because that is what an import is told.

 *
 * @param declared What an omitted attribute has become among it.
 */
export function writeDeclaration(schema: Schema, declared: Readonly<Record<string, unknown>>): string {
  const config = configOf(schema, { ...declared, host: null });
  return `${JSON.stringify(sorted(config), null, 2)}\n`;
}

/**
 * The declaration of a host that is to be imported.
 *
 * @throws DiagnosticError when the text is no declaration by this schema: it may have been edited.
 */
export function readDeclaration<S extends Schema>(schema: S, text: string, host: HostReference): Known<S> {
  const name = `the declaration kept on host ${host.address}`;
  const wayOut =
    'It was edited, or written by another version of Fleetwright. Apply the configuration of the host without importing it: a host of the same cluster and role is taken up as it is, and its declaration is written again.';
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch (error) {
    throw new DiagnosticError(`${name} is not valid JSON: ${messageOf(error)}`, wayOut, [], { cause: error });
  }
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept))
    throw new DiagnosticError(`${name} is no JSON object`, wayOut);
  if ('host' in kept) throw new DiagnosticError(`${name} says how to reach the host`, wayOut, ['host']);
  try {
    return readConfig(schema, { ...kept, host }, name);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const detail = [error.detail, wayOut].filter((part) => part !== '').join('\n');
    throw new DiagnosticError(error.summary, detail, error.path, { cause: error });
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
