import { at, mapAt, mapsAt, textAt, textsAt, withAt } from '../json';
import type { ApiObject, Json } from '../json';
import { parseJson } from '../json';
import { nameOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { timestamp } from '../objects/metadata';
import { jsonPatch } from '../patch/json-patch';
import { mergePatch } from '../patch/merge-patch';
import { strategicMergePatch } from '../patch/strategic-merge-patch';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import type { Client } from './client';
import type { Output } from './get';
import { fullName, readTargets, resourceNamed } from './resource-names';
import type { Asked } from './resource-names';

/** Splits `node a b=c d-` into what is meant and what is to change. */
function targetsAndChanges(args: Arguments, client: Client): { targets: Asked[]; changes: string[] } {
  const words = args.after(1);
  const isChange = (word: string) =>
    /[=]/.test(word) || /-$/.test(word) || /:(NoSchedule|PreferNoSchedule|NoExecute)-?$/.test(word);
  const plain = words.filter((word) => !isChange(word));
  return { targets: readTargets(client.registry, plain), changes: words.filter(isChange) };
}

async function objectsOf(
  targets: readonly Asked[],
  args: Arguments,
  client: Client,
): Promise<{ resource: Resource; object: ApiObject }[]> {
  const found: { resource: Resource; object: ApiObject }[] = [];
  for (const { resource, name } of targets) {
    if (name !== undefined)
      found.push({ resource, object: await client.get(resource, args.namespace, name) });
    else if (args.has('all') || args.value('selector') !== undefined) {
      const objects = await client.list(resource, args.namespace, { labels: args.value('selector') });
      found.push(...objects.map((object) => ({ resource, object })));
    } else
      throw new KubectlError(
        'error: one or more resources must be specified as <resource> <name> or <resource>/<name>',
      );
  }
  return found;
}

/** `label` and `annotate`. */
export async function setTexts(
  field: 'labels' | 'annotations',
  args: Arguments,
  client: Client,
  output: Output,
): Promise<void> {
  const { targets, changes } = targetsAndChanges(args, client);
  if (changes.length === 0)
    throw new KubectlError(`error: at least one ${field.slice(0, -1)} update is required`);
  for (const { resource, object } of await objectsOf(targets, args, client)) {
    const before = textsAt(object, 'metadata', field);
    const patch: Record<string, Json> = {};
    for (const change of changes) {
      const equals = change.indexOf('=');
      const [key, value] =
        equals < 0 ? [change.slice(0, -1), null] : [change.slice(0, equals), change.slice(equals + 1)];
      if (value !== null && before[key] !== undefined && before[key] !== value && !args.has('overwrite')) {
        throw new KubectlError(
          `error: '${key}' already has a value (${before[key]}), and --overwrite is false`,
        );
      }
      patch[key] = value;
    }
    await client.patch(resource, object, (live) => mergePatch(live, { metadata: { [field]: patch } }));
    output.out += `${fullName(resource, nameOf(object))} ${field === 'labels' ? 'labeled' : 'annotated'}\n`;
  }
}

export async function taint(args: Arguments, client: Client, output: Output): Promise<void> {
  const { targets, changes } = targetsAndChanges(args, client);
  for (const { resource, object } of await objectsOf(targets, args, client)) {
    let taints = [...mapsAt(object, 'spec', 'taints')];
    for (const change of changes) {
      const match = /^([^=:]+)(?:=([^:]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?(-)?$/.exec(change);
      if (match === null) throw new KubectlError(`error: invalid taint spec: ${change}`);
      const [, key = '', value, effect, gone] = match;
      const same = (one: (typeof taints)[number]) =>
        one['key'] === key && (effect === undefined || one['effect'] === effect);
      if (gone !== undefined) {
        if (!taints.some(same))
          throw new KubectlError(`error: taint ${JSON.stringify(change.slice(0, -1))} not found`);
        taints = taints.filter((one) => !same(one));
        continue;
      }
      if (effect === undefined) throw new KubectlError(`error: invalid taint spec: ${change}`);
      if (taints.some(same) && !args.has('overwrite')) {
        throw new KubectlError(
          `error: node ${nameOf(object)} already has ${key} taint(s) with same effect(s) and --overwrite is false`,
        );
      }
      taints = [
        ...taints.filter((one) => !same(one)),
        { key, ...(value === undefined || value === '' ? {} : { value }), effect },
      ];
    }
    await client.patch(resource, object, (live) =>
      withAt(live, ['spec', 'taints'], taints.length === 0 ? undefined : taints),
    );
    output.out += `node/${nameOf(object)} ${changes.every((one) => one.endsWith('-')) ? 'untainted' : 'tainted'}\n`;
  }
}

export async function scale(args: Arguments, client: Client, output: Output): Promise<void> {
  const replicas = Number(args.value('replicas') ?? NaN);
  if (!Number.isInteger(replicas) || replicas < 0)
    throw new KubectlError(
      'error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0',
    );
  for (const { resource, object } of await objectsOf(
    readTargets(client.registry, args.after(1)),
    args,
    client,
  )) {
    if (!resource.subresources.has('scale'))
      throw new KubectlError(`error: cannot scale a ${resource.singular}`);
    await client.scale(resource, object, replicas);
    output.out += `${fullName(resource, nameOf(object))} scaled\n`;
  }
}

export async function patch(args: Arguments, client: Client, output: Output): Promise<void> {
  const text = args.value('patch');
  if (text === undefined) throw new KubectlError('error: Must specify --patch or -p');
  const body = parseJson(text);
  const type = args.value('type') ?? 'strategic';
  for (const { resource, object } of await objectsOf(
    readTargets(client.registry, args.after(1)),
    args,
    client,
  )) {
    await client.patch(
      resource,
      object,
      (live) => {
        if (type === 'json') return jsonPatch(live, body);
        if (type === 'merge' || resource.custom !== undefined) return mergePatch(live, body);
        return strategicMergePatch(live, mapAt(body), resource.schema);
      },
      args.value('subresource') ?? '',
    );
    output.out += `${fullName(resource, nameOf(object))} patched\n`;
  }
}

export async function setImage(args: Arguments, client: Client, output: Output): Promise<void> {
  const words = args.after(2);
  const images = new Map(
    words
      .filter((word) => word.includes('='))
      .map((word) => [word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1)]),
  );
  const targets = readTargets(
    client.registry,
    words.filter((word) => !word.includes('=')),
  );
  for (const { resource, object } of await objectsOf(targets, args, client)) {
    const change = (live: ApiObject) =>
      withAt(
        live,
        ['spec', 'template', 'spec', 'containers'],
        mapsAt(live, 'spec', 'template', 'spec', 'containers').map((container): Json => {
          const image = images.get(textAt(container, 'name') ?? '') ?? images.get('*');
          return image === undefined ? container : { ...container, image };
        }),
      );
    await client.patch(resource, object, change);
    output.out += `${fullName(resource, nameOf(object))} image updated\n`;
  }
}

const restartedAt = 'kubectl.kubernetes.io/restartedAt';

export async function rollout(args: Arguments, client: Client, output: Output): Promise<void> {
  const [action] = args.after(1);
  const targets = readTargets(client.registry, args.after(2));
  for (const { resource, object } of await objectsOf(targets, args, client)) {
    if (action === 'restart') {
      await client.patch(resource, object, (live) =>
        withAt(live, ['spec', 'template', 'metadata', 'annotations', restartedAt], timestamp()),
      );
      output.out += `${fullName(resource, nameOf(object))} restarted\n`;
    } else if (action === 'status') await rolloutStatus(args, client, resource, object, output);
    else
      throw new KubectlError(
        `error: the sandbox's kubectl knows rollout status and rollout restart, not rollout ${action ?? ''}`,
      );
  }
}

async function rolloutStatus(
  args: Arguments,
  client: Client,
  resource: Resource,
  object: ApiObject,
  output: Output,
): Promise<void> {
  const deadline = Date.now() + (args.duration('timeout') ?? 600_000);
  for (;;) {
    const live = await client.get(resource, args.namespace, nameOf(object));
    const left = unfinished(live);
    if (left === undefined) {
      output.out +=
        resource.plural === 'deployments'
          ? `deployment ${JSON.stringify(nameOf(live))} successfully rolled out\n`
          : `${resource.singular} rolling update complete\n`;
      return;
    }
    if (Date.now() > deadline || args.value('watch') === 'false')
      throw new KubectlError(`error: timed out waiting for the condition: ${left}`);
    await client.sleep(100);
  }
}

function unfinished(object: ApiObject): string | undefined {
  const number = (...path: string[]) => Number((at(object, ...path) as number | undefined) ?? 0);
  if (number('status', 'observedGeneration') < number('metadata', 'generation'))
    return 'waiting for the update to be observed';
  if (object.kind === 'DaemonSet') {
    const wanted = number('status', 'desiredNumberScheduled');
    return number('status', 'updatedNumberScheduled') < wanted || number('status', 'numberAvailable') < wanted
      ? 'pods are not yet available'
      : undefined;
  }
  const wanted = Number((at(object, 'spec', 'replicas') as number | undefined) ?? 1);
  const updated = number('status', 'updatedReplicas');
  const ready =
    object.kind === 'Deployment' ? number('status', 'availableReplicas') : number('status', 'readyReplicas');
  return updated < wanted || number('status', 'replicas') > updated || ready < wanted
    ? `${String(ready)} of ${String(wanted)} updated replicas are available`
    : undefined;
}

export async function cordon(
  args: Arguments,
  client: Client,
  output: Output,
  wanted: boolean,
): Promise<void> {
  const nodes = resourceNamed(client.registry, 'nodes');
  const names = args.after(1);
  if (names.length === 0) throw new KubectlError('error: USAGE: cordon NODE [flags]');
  for (const name of names) {
    const node = await client.get(nodes, '', name.replace(/^nodes?\//, ''));
    await setSchedulable(client, nodes, node, wanted, output);
  }
}

export async function setSchedulable(
  client: Client,
  nodes: Resource,
  node: ApiObject,
  cordoned: boolean,
  output: Output,
): Promise<void> {
  const already = (at(node, 'spec', 'unschedulable') === true) === cordoned;
  const word = cordoned ? 'cordoned' : 'uncordoned';
  if (!already)
    await client.patch(nodes, node, (live) =>
      withAt(live, ['spec', 'unschedulable'], cordoned ? true : undefined),
    );
  output.out += `node/${nameOf(node)} ${already ? `already ${word}` : word}\n`;
}
