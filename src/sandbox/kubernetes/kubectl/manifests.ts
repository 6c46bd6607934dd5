import { isMap, listAt, textAt } from '../json';
import type { Json, JsonMap } from '../json';
import { parseYamlDocuments } from '../api/yaml';
import { nameOf } from '../kinds/resource';
import type { ApiObject } from '../json';
import type { Resource } from '../kinds/resource';
import { mergePatch } from '../patch/merge-patch';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import type { Client } from './client';
import type { Output } from './get';
import { fullName, resourceOfManifest } from './resource-names';

export interface Manifest {
  readonly resource: Resource;
  readonly namespace: string;
  readonly name: string;
  readonly body: JsonMap;
}

/** The objects of the text on stdin; lists are taken apart. @throws KubectlError */
export function readManifests(args: Arguments, client: Client, stdin: string): Manifest[] {
  const file = args.value('filename');
  if (file !== '-') {
    throw new KubectlError(
      'error: the sandbox kubectl reads manifests from its standard input only; use -f -',
    );
  }
  let documents: Json[];
  try {
    documents = parseYamlDocuments(stdin);
  } catch (error) {
    throw new KubectlError(`error: error parsing STDIN: ${(error as Error).message}`);
  }
  const objects = documents.flatMap((document) =>
    isMap(document) && document['kind'] === 'List' ? listAt(document, 'items') : [document],
  );
  if (objects.length === 0) throw new KubectlError('error: no objects passed to apply');
  return objects.map((body) => {
    if (!isMap(body)) throw new KubectlError('error: a document is no object');
    const resource = resourceOfManifest(
      client.registry,
      textAt(body, 'apiVersion') ?? '',
      textAt(body, 'kind') ?? '',
    );
    const namespace = resource.namespaced ? (textAt(body, 'metadata', 'namespace') ?? args.namespace) : '';
    return { resource, namespace, name: textAt(body, 'metadata', 'name') ?? '', body };
  });
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

export async function apply(args: Arguments, client: Client, stdin: string, output: Output): Promise<void> {
  const dryRun = args.value('dry-run') === 'server';
  const note = dryRun ? ' (server dry run)' : '';
  for (const manifest of readManifests(args, client, stdin)) {
    const { resource, namespace, name, body } = manifest;
    if (args.has('server-side')) {
      await client.apply(resource, namespace, name, body, args.has('force-conflicts'), dryRun);
      output.out += `${fullName(resource, name)} serverside-applied${note}\n`;
      continue;
    }
    const live = await client.find(resource, namespace, name);
    const noted = withNote(body);
    if (live === undefined) {
      await client.create(resource, namespace, noted, dryRun);
      output.out += `${fullName(resource, name)} created${note}\n`;
      continue;
    }
    const changed = await client.patch(resource, live, (current) => threeWay(current, noted));
    const same = changed.metadata['resourceVersion'] === live.metadata['resourceVersion'];
    output.out += `${fullName(resource, name)} ${same ? 'unchanged' : 'configured'}${note}\n`;
  }
}

function withNote(body: JsonMap): JsonMap {
  const text = `${JSON.stringify(body)}\n`;
  return mergePatch(body, { metadata: { annotations: { [lastApplied]: text } } }) as JsonMap;
}

/** What was applied last and is not any more goes; lists are replaced as a whole. */
function threeWay(live: ApiObject, wanted: JsonMap): Json {
  const before = textAt(live, 'metadata', 'annotations', lastApplied);
  const removed = before === undefined ? {} : removals(JSON.parse(before) as JsonMap, wanted);
  return mergePatch(mergePatch(live, removed), wanted);
}

function removals(before: JsonMap, after: JsonMap): JsonMap {
  const gone: Record<string, Json> = {};
  for (const [key, value] of Object.entries(before)) {
    const next = after[key];
    if (next === undefined) gone[key] = null;
    else if (isMap(value) && isMap(next)) gone[key] = removals(value, next);
  }
  return gone;
}

export async function create(args: Arguments, client: Client, stdin: string, output: Output): Promise<void> {
  const [kind, name] = args.after(1);
  if (kind === 'namespace' || kind === 'ns') {
    const namespaces = resourceOfManifest(client.registry, 'v1', 'Namespace');
    await client.create(namespaces, '', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: name ?? '' },
    });
    output.out += `namespace/${name ?? ''} created\n`;
    return;
  }
  if (kind !== undefined)
    throw new KubectlError(
      `error: the sandbox's kubectl does not create a ${kind} from arguments; use create -f -`,
    );
  for (const { resource, namespace, body } of readManifests(args, client, stdin)) {
    const made = await client.create(resource, namespace, body);
    output.out += `${fullName(resource, nameOf(made))} created\n`;
  }
}
