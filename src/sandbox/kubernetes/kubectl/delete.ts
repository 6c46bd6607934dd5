import { StatusError } from '../api/status-error';
import type { ApiObject } from '../json';
import { nameOf, namespaceOf, uidOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { DeleteRequest } from '../objects/deleter';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import type { Client } from './client';
import { describeStatus } from './get';
import type { Output } from './get';
import { readManifests } from './manifests';
import type { Found } from './printing';
import { fullName, readTargets } from './resource-names';

export async function remove(args: Arguments, client: Client, stdin: string, output: Output): Promise<void> {
  const found = await findAll(args, client, stdin, output);
  const propagations: Readonly<Record<string, DeleteRequest['propagation']>> = {
    orphan: 'Orphan',
    foreground: 'Foreground',
    background: 'Background',
  };
  const grace = args.has('now') ? '1' : args.value('grace-period');
  for (const { resource, object } of found) {
    await client.delete(resource, object, {
      propagation: propagations[args.value('cascade') ?? 'background'] ?? 'Background',
      graceSeconds: grace === undefined || Number(grace) < 0 ? undefined : Number(grace),
    });
    output.out += `${fullName(resource, nameOf(object)).replace('/', ' "')}" ${args.has('force') ? 'force ' : ''}deleted${resource.namespaced ? ` from ${namespaceOf(object)} namespace` : ''}\n`;
  }
  if (args.value('wait') === 'false') return;
  const deadline = Date.now() + (args.duration('timeout') ?? 600_000);
  for (const { resource, object } of found) await untilGone(client, resource, object, deadline);
}

async function findAll(args: Arguments, client: Client, stdin: string, output: Output): Promise<Found[]> {
  const quiet = args.has('ignore-not-found');
  const wanted =
    args.value('filename') !== undefined
      ? readManifests(args, client, stdin).map(({ resource, namespace, name }) => ({
          resource,
          namespace,
          name,
        }))
      : readTargets(client.registry, args.after(1)).map(({ resource, name }) => ({
          resource,
          name,
          namespace: args.namespace,
        }));
  const found: Found[] = [];
  for (const { resource, namespace, name } of wanted) {
    if (name === undefined) {
      const labels = args.value('selector');
      if (labels === undefined && !args.has('all'))
        throw new KubectlError('error: resource(s) were provided, but no name was specified');
      const objects = await client.list(resource, namespace, {
        labels,
        fields: args.value('field-selector'),
      });
      found.push(...objects.map((object) => ({ resource, object })));
      continue;
    }
    try {
      found.push({ resource, object: await client.get(resource, namespace, name) });
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      if (error.code === 404 && quiet) continue;
      output.err += `${describeStatus(error)}\n`;
      output.exitCode = 1;
    }
  }
  return found;
}

export async function untilGone(
  client: Client,
  resource: Resource,
  object: ApiObject,
  deadline: number,
): Promise<void> {
  for (;;) {
    const live = await client.find(resource, namespaceOf(object), nameOf(object));
    if (live === undefined || uidOf(live) !== uidOf(object)) return;
    if (Date.now() > deadline)
      throw new KubectlError(
        `error: timed out waiting for the condition on ${resource.plural}/${nameOf(object)}`,
      );
    await client.sleep(50);
  }
}
