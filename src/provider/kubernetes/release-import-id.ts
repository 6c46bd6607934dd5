import { DiagnosticError } from '../../tfplugin';
import { parseHostImportId } from '../import-id';
import type { HostReference } from '../session';
import { validateDuration, validateLabelName } from '../validation/names';

/** A release that exists, and what no cluster says of it. */
export interface ReleaseImportId {
  readonly namespace: string;
  readonly name: string;
  readonly cluster:
    | { readonly kubeconfig: string }
    | {
        /** Control-plane hosts; through the first one the release is found. */
        readonly hosts: readonly [HostReference, ...HostReference[]];
        /** `read`: whatever the host's cluster has. `none`: the declaration names none. */
        readonly authority: 'read' | 'none' | { readonly hash: string };
      };
  readonly settings: {
    readonly wait?: boolean;
    readonly timeout?: string;
    readonly force_conflicts?: boolean;
  };
}

const settingNames = ['wait', 'timeout', 'force_conflicts'] as const;
const hostNames = ['credential', 'host_key', 'release', 'ca_certificate_hash', 'control_plane'] as const;

/**
 * Reads the id under which a release is imported: `kubeconfig://NAME/NAMESPACE/RELEASE`, or for a cluster of our own
 * `ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY&release=NAMESPACE/RELEASE` with one of its control-plane
 * hosts, and optionally `ca_certificate_hash=HASH`, or `none` where the declaration has none, and a
 * `control_plane=ssh://…`, percent-encoded, for each further host that is declared. Both may go on with `wait`,
 * `timeout` and `force_conflicts`, where those are not the default.
 *
 * @throws DiagnosticError when the id names no release, or has something that is none of these.
 */
export function parseReleaseImportId(id: string): ReleaseImportId {
  const [scheme] = id.split('://', 1);
  if (scheme === 'kubeconfig') return fromKubeconfig(id);
  if (scheme === 'ssh') return fromHost(id);
  throw namesNoRelease(id);
}

function fromKubeconfig(id: string): ReleaseImportId {
  const [path = '', query = ''] = split(id.slice('kubeconfig://'.length), '?');
  const [kubeconfig, namespace, name, ...rest] = path.split('/').map((part) => decoded(part, id));
  if (!kubeconfig || !namespace || !name || rest.length > 0) throw namesNoRelease(id);
  const parameters = new URLSearchParams(query);
  refuseOthers(parameters, settingNames, id);
  return {
    ...checkedName(namespace, name, id),
    cluster: { kubeconfig },
    settings: settingsOf(parameters, id),
  };
}

function fromHost(id: string): ReleaseImportId {
  const host = parseHostImportId(id);
  // "+" is part of base64, but stands for a space in a query.
  const parameters = new URLSearchParams((split(id, '?')[1] ?? '').replaceAll('+', '%2B'));
  const [namespace, name, ...rest] = (parameters.get('release') ?? '').split('/');
  if (!namespace || !name || rest.length > 0) throw namesNoRelease(id);
  refuseOthers(parameters, [...hostNames, ...settingNames], id);
  const hash = parameters.get('ca_certificate_hash');
  if (hash !== null && hash !== 'none' && !/^sha256:[0-9a-f]{64}$/.test(hash)) {
    throw problem(
      id,
      `ca_certificate_hash is ${JSON.stringify(hash)}`,
      'write sha256: and 64 hexadecimal digits, "none" where the declaration has none, or leave it out to have it read from the host',
    );
  }
  const authority = hash === null ? 'read' : hash === 'none' ? 'none' : { hash };
  return {
    ...checkedName(namespace, name, id),
    cluster: { hosts: [host, ...parameters.getAll('control_plane').map(parseHostImportId)], authority },
    settings: settingsOf(parameters, id),
  };
}

function settingsOf(parameters: URLSearchParams, id: string): ReleaseImportId['settings'] {
  const timeout = parameters.get('timeout');
  const wrong = timeout === null ? undefined : validateDuration(timeout);
  if (wrong !== undefined)
    throw problem(id, `timeout ${wrong}`, 'write it as in the declaration: timeout=90s');
  return {
    ...truthOf(parameters, 'wait', id),
    ...truthOf(parameters, 'force_conflicts', id),
    ...(timeout === null ? {} : { timeout }),
  };
}

function truthOf<K extends string>(
  parameters: URLSearchParams,
  name: K,
  id: string,
): Partial<Record<K, boolean>> {
  const text = parameters.get(name);
  if (text === null) return {};
  if (text !== 'true' && text !== 'false')
    throw problem(id, `${name} is ${JSON.stringify(text)}`, `write ${name}=true or ${name}=false`);
  return { [name]: text === 'true' } as Partial<Record<K, boolean>>;
}

function checkedName(namespace: string, name: string, id: string): { namespace: string; name: string } {
  for (const [what, value] of Object.entries({ namespace, name })) {
    const wrong = validateLabelName(value);
    if (wrong !== undefined) throw problem(id, `the ${what} of the release ${wrong}`, ways);
  }
  return { namespace, name };
}

function refuseOthers(parameters: URLSearchParams, known: readonly string[], id: string): void {
  const other = [...parameters.keys()].find((name) => !known.includes(name));
  if (other !== undefined)
    throw problem(id, `there is no parameter ${JSON.stringify(other)}`, `known are ${known.join(', ')}`);
}

const ways =
  'use kubeconfig://NAME/NAMESPACE/RELEASE with one of the kubeconfigs in the provider block, or ssh://USER@ADDRESS:PORT?credential=NAME&host_key=KEY&release=NAMESPACE/RELEASE with a control-plane host of the cluster';

function namesNoRelease(id: string): DiagnosticError {
  return new DiagnosticError(`import id ${JSON.stringify(id)} names no release`, ways);
}

function problem(id: string, what: string, wayOut: string): DiagnosticError {
  return new DiagnosticError(`import id ${JSON.stringify(id)}: ${what}`, wayOut);
}

function split(text: string, at: string): [string, string?] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

function decoded(text: string, id: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw namesNoRelease(id);
  }
}
