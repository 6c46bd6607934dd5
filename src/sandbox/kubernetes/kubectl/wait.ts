import { mapsAt, textAt } from '../json';
import type { ApiObject } from '../json';
import { StatusError } from '../api/status-error';
import { nameOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import type { Client } from './client';
import { untilGone } from './delete';
import type { Output } from './get';
import { evaluate, show } from './json-path';
import { fullName, readTargets } from './resource-names';

/** `wait --for=condition=Ready node/a`, `--for=delete`, `--for=jsonpath=…`, `--for=create` */
export async function wait(args: Arguments, client: Client, output: Output): Promise<void> {
  const goal = args.value('for') ?? '';
  const deadline = Date.now() + (args.duration('timeout') ?? 30_000);
  const met = goalOf(goal);
  for (const { resource, name } of readTargets(client.registry, args.after(1))) {
    const objects =
      name === undefined
        ? await client.list(resource, args.namespace, { labels: args.value('selector') })
        : [];
    const names = name === undefined ? objects.map(nameOf) : [name];
    if (names.length === 0) throw new KubectlError('error: no matching resources found');
    for (const one of names) {
      if (goal === 'delete') {
        const live = await client.find(resource, args.namespace, one);
        if (live !== undefined) await untilGone(client, resource, live, deadline);
      } else await until(client, args, resource, one, met, deadline, goal === 'create');
      output.out += `${fullName(resource, one)} ${goal === 'delete' ? 'deleted' : 'condition met'}\n`;
    }
  }
}

type Goal = (object: ApiObject) => boolean;

function goalOf(goal: string): Goal {
  if (goal === 'delete' || goal === 'create') return () => true;
  const condition = /^condition=([^=]+)(?:=(.*))?$/i.exec(goal);
  if (condition !== null) {
    const [, type = '', status = 'true'] = condition;
    return (object) =>
      mapsAt(object, 'status', 'conditions').some(
        (one) =>
          textAt(one, 'type')?.toLowerCase() === type.toLowerCase() &&
          textAt(one, 'status')?.toLowerCase() === status.toLowerCase(),
      );
  }
  const path = /^jsonpath=\{?([^}=]*(?:==[^}]*)?[^}=]*)\}?(?:=(.*))?$/.exec(goal);
  if (path === null) throw new KubectlError(`error: unrecognized condition: ${JSON.stringify(goal)}`);
  const [, expression = '', wanted] = path;
  return (object) => {
    const found = evaluate(expression, object, object);
    return wanted === undefined ? found.length > 0 : found.some((value) => show(value) === wanted);
  };
}

async function until(
  client: Client,
  args: Arguments,
  resource: Resource,
  name: string,
  met: Goal,
  deadline: number,
  create: boolean,
): Promise<void> {
  for (;;) {
    const live = await client.find(resource, args.namespace, name);
    if (live === undefined && !create) {
      throw new StatusError({
        code: 404,
        reason: 'NotFound',
        message: `${resource.plural} ${JSON.stringify(name)} not found`,
      });
    }
    if (live !== undefined && met(live)) return;
    if (Date.now() > deadline)
      throw new KubectlError(`error: timed out waiting for the condition on ${resource.plural}/${name}`);
    await client.sleep(50);
  }
}
