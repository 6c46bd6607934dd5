import { DiagnosticError } from '../../tfplugin';
import { parseHostImportId } from '../import-id';
import { validateDuration } from '../validation/names';
import { validatePort } from '../validation/network';
import type { MarathonReference } from './access';
import type { Kind } from './definition';

/** An app or a group that exists, and what Marathon does not say of it. */
export interface MarathonImportId {
  /** As it is written. */
  readonly id: string;
  readonly access: MarathonReference;
  readonly settings: {
    readonly timeout?: string;
    readonly on_failure?: string;
    readonly force?: boolean;
  };
}

const settingNames = ['login', 'timeout', 'on_failure', 'force'] as const;

/**
 * Reads the id under which an app or a group is imported: `https://marathon.example.org?app=/shop/web`, or for a Marathon
 * on our hosts `ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY&app=/shop/web`, and optionally
 * `marathon_port=PORT`, and a `host=ssh://…`, percent-encoded, for each further host that is declared. Both may go on
 * with `login`, `timeout`, `on_failure` and `force`, where those are not the default.
 *
 * @throws DiagnosticError when the id names nothing of the kind, or has something that is none of these
 */
export function parseMarathonImportId(kind: Kind, text: string): MarathonImportId {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw namesNone(kind, text);
  // "+" is part of base64, but stands for a space in a query.
  const parameters = new URLSearchParams(url.search.replaceAll('+', '%2B'));
  const id = parameters.get(kind);
  if (id === null || id === '') throw namesNone(kind, text);
  const login = parameters.get('login');
  if (url.protocol === 'ssh:') {
    refuseOthers(
      parameters,
      ['credential', 'host_key', 'host', 'marathon_port', kind, ...settingNames],
      text,
    );
    const port = Number(parameters.get('marathon_port') ?? 8080);
    const wrong = validatePort(port);
    if (wrong !== undefined) throw problem(text, `marathon_port ${wrong}`, 'write it as in the declaration');
    const hosts = [parseHostImportId(text), ...parameters.getAll('host').map(parseHostImportId)];
    return { id, access: { hosts, port, url: null, login }, settings: settingsOf(parameters, text) };
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw namesNone(kind, text);
  refuseOthers(parameters, [kind, ...settingNames], text);
  const [base = ''] = text.split('?', 1);
  return {
    id,
    access: { hosts: null, port: 8080, url: base, login },
    settings: settingsOf(parameters, text),
  };
}

function settingsOf(parameters: URLSearchParams, text: string): MarathonImportId['settings'] {
  const timeout = parameters.get('timeout');
  const wrong = timeout === null ? undefined : validateDuration(timeout);
  if (wrong !== undefined)
    throw problem(text, `timeout ${wrong}`, 'write it as in the declaration: timeout=90s');
  const onFailure = parameters.get('on_failure');
  if (onFailure !== null && onFailure !== 'keep' && onFailure !== 'rollback')
    throw problem(
      text,
      `on_failure is ${JSON.stringify(onFailure)}`,
      'write on_failure=keep or on_failure=rollback',
    );
  const force = parameters.get('force');
  if (force !== null && force !== 'true' && force !== 'false')
    throw problem(text, `force is ${JSON.stringify(force)}`, 'write force=true or force=false');
  return {
    ...(timeout === null ? {} : { timeout }),
    ...(onFailure === null ? {} : { on_failure: onFailure }),
    ...(force === null ? {} : { force: force === 'true' }),
  };
}

function refuseOthers(parameters: URLSearchParams, known: readonly string[], text: string): void {
  const other = [...parameters.keys()].find((name) => !known.includes(name));
  if (other !== undefined)
    throw problem(text, `there is no parameter ${JSON.stringify(other)}`, `known are ${known.join(', ')}`);
}

function namesNone(kind: Kind, text: string): DiagnosticError {
  return new DiagnosticError(
    `import id ${JSON.stringify(text)} names no ${kind}`,
    `use https://MARATHON?${kind}=/PATH with the URL of Marathon, or ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY&${kind}=/PATH with one of its hosts`,
  );
}

function problem(text: string, what: string, wayOut: string): DiagnosticError {
  return new DiagnosticError(`import id ${JSON.stringify(text)}: ${what}`, wayOut);
}
