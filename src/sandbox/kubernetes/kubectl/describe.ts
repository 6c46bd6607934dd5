import { stringify } from 'yaml';
import { mapAt, textAt, textsAt, toJson, without } from '../json';
import type { ApiObject, Json } from '../json';
import { nameOf, namespaceOf, uidOf } from '../kinds/resource';
import { ageOf } from '../tables/age';
import type { Arguments } from './arguments';
import type { Client } from './client';
import type { Output } from './get';
import { alignColumns } from './printing';
import { readTargets, resourceNamed } from './resource-names';

/** The object's parts in words, and its events. Shorter than the real one. */
export async function describe(args: Arguments, client: Client, output: Output): Promise<void> {
  const texts: string[] = [];
  for (const { resource, name } of readTargets(client.registry, args.after(1))) {
    const objects =
      name === undefined
        ? await client.list(resource, args.namespace, { labels: args.value('selector') })
        : [await client.get(resource, args.namespace, name)];
    for (const object of objects) texts.push(await describeOne(client, object));
  }
  output.out += texts.join('\n\n');
}

async function describeOne(client: Client, object: ApiObject): Promise<string> {
  const rows: string[][] = [['Name:', nameOf(object)]];
  if (namespaceOf(object) !== '') rows.push(['Namespace:', namespaceOf(object)]);
  for (const field of ['labels', 'annotations'] as const) {
    const texts = Object.entries(textsAt(object, 'metadata', field)).map(([key, value]) => `${key}=${value}`);
    const title = field === 'labels' ? 'Labels:' : 'Annotations:';
    rows.push([title, texts[0] ?? '<none>'], ...texts.slice(1).map((text) => ['', text]));
  }
  rows.push(['CreationTimestamp:', textAt(object, 'metadata', 'creationTimestamp') ?? '']);
  const body = without(object, 'apiVersion', 'kind', 'metadata');
  const text = Object.keys(body).length === 0 ? '' : section(body as Json);
  return `${alignColumns(rows)}${text}${await events(client, object)}`;
}

function section(body: Json): string {
  return stringify(JSON.parse(toJson(body)), { indentSeq: false, lineWidth: 0 });
}

async function events(client: Client, object: ApiObject): Promise<string> {
  const resource = resourceNamed(client.registry, 'events');
  const all = await client.list(resource, namespaceOf(object) === '' ? 'default' : namespaceOf(object), {
    fields: `involvedObject.uid=${uidOf(object)}`,
  });
  if (all.length === 0) return 'Events:  <none>\n';
  const rows = all
    .sort((left, right) =>
      (textAt(left, 'lastTimestamp') ?? '') < (textAt(right, 'lastTimestamp') ?? '') ? -1 : 1,
    )
    .map((event) => [
      '  ' + (textAt(event, 'type') ?? ''),
      textAt(event, 'reason') ?? '',
      ageOf(textAt(event, 'lastTimestamp')),
      textAt(mapAt(event, 'source'), 'component') ?? '',
      textAt(event, 'message') ?? '',
    ]);
  return `Events:\n${alignColumns([['  Type', 'Reason', 'Age', 'From', 'Message'], ...rows])}`;
}
