import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';

/** What says where a backend keeps a state. Nothing else of its configuration counts, least of all what is secret. */
const PLACES = [
  'address',
  'bucket',
  'container_name',
  'hostname',
  'key',
  'namespace',
  'organization',
  'path',
  'prefix',
  'schema_name',
  'secret_suffix',
  'storage_account_name',
  'workspace_key_prefix',
  'workspaces',
];

/**
 * A digest of where Terraform keeps the state that is being applied: its backend and workspace, or for a local state its
 * file or folder. It is the same for whoever works on that state, and another one for every other state. Terraform tells its
 * providers nothing of it, but runs them in its working folder, where `init` has noted it down.
 *
 * @param folder Terraform's working folder.
 */
export function stateLocation(
  folder: string = process.cwd(),
  { TF_DATA_DIR, TF_WORKSPACE }: NodeJS.ProcessEnv = process.env,
): string {
  const data = resolve(folder, given(TF_DATA_DIR) ?? '.terraform');
  const workspace = given(TF_WORKSPACE) ?? given(textOf(resolve(data, 'environment')).trim()) ?? 'default';
  const place = backendOf(textOf(resolve(data, 'terraform.tfstate')), folder) ?? realpathSync(folder);
  return createHash('sha256')
    .update(JSON.stringify([workspace, place]))
    .digest('hex')
    .slice(0, 24);
}

/** undefined when there is none, or it is the local one that says no file. */
function backendOf(text: string, folder: string): unknown {
  const noted = parsed(text);
  const backend = isObject(noted) ? noted.backend : undefined;
  if (!isObject(backend) || !isObject(backend.config)) return undefined;
  const { type, config } = backend;
  if (type === 'local') return typeof config.path === 'string' ? resolve(folder, config.path) : undefined;
  return [type, PLACES.map((name) => config[name] ?? null)];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function given(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
