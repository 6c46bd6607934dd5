import { StatusError } from '../api/status-error';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import type { Client } from './client';
import { print } from './printing';
import type { Found } from './printing';
import { readTargets } from './resource-names';

export interface Output {
  out: string;
  err: string;
  exitCode: number;
}

export async function get(args: Arguments, client: Client, output: Output): Promise<void> {
  const raw = args.value('raw');
  if (raw !== undefined) {
    await client.check('GET', 'api');
    output.out += rawAnswer(raw);
    return;
  }
  if (args.has('watch'))
    throw new KubectlError(
      'error: the sandbox kubectl does not watch; use a real kubectl with the admin kubeconfig',
    );
  const targets = readTargets(client.registry, args.after(1));
  const everywhere = args.has('all-namespaces');
  const found: Found[] = [];
  for (const { resource, name } of targets) {
    if (name === undefined) {
      const selector = { labels: args.value('selector'), fields: args.value('field-selector') };
      const objects = await client.list(resource, everywhere ? '' : args.namespace, selector);
      found.push(...objects.map((object) => ({ resource, object })));
      continue;
    }
    try {
      found.push({ resource, object: await client.get(resource, args.namespace, name) });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.code === 404 && args.has('ignore-not-found')) continue;
      output.err += `${describeStatus(error)}\n`;
      output.exitCode = 1;
    }
  }
  const kinds = new Set(targets.map(({ resource }) => resource));
  const named = targets.some(({ name }) => name !== undefined);
  if (found.length > 0) output.out += print(found, args, named && targets.length === 1, kinds.size > 1);
  else if (!named) empty(args, output, targets[0]?.resource.namespaced === true && !everywhere);
}

function empty(args: Arguments, output: Output, inNamespace: boolean): void {
  const form = args.value('output') ?? '';
  if (form === '' || form === 'wide') {
    output.err += inNamespace
      ? `No resources found in ${args.namespace} namespace.\n`
      : 'No resources found\n';
  } else if (form === 'json' || form === 'yaml') output.out += print([], args, false, false);
}

function rawAnswer(path: string): string {
  const [place = '', query = ''] = path.split('?');
  if (!['/readyz', '/healthz', '/livez'].includes(place)) {
    throw new KubectlError(
      `error: the sandbox's kubectl reads no other raw path than /readyz, /healthz and /livez, not ${JSON.stringify(path)}`,
    );
  }
  return query.includes('verbose') ? `[+]ping ok\n[+]etcd ok\n${place.slice(1)} check passed\n` : 'ok';
}

/** As kubectl shows what the API server refuses. */
export function describeStatus(error: StatusError): string {
  if (error.reason === '' || error.reason === 'Invalid')
    return error.reason === '' ? `error: ${error.message}` : `The ${error.message}`;
  return `Error from server (${error.reason}): ${error.message}`;
}
