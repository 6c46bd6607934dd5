import { stringify } from 'yaml';
import { textsAt, toJson, withAt } from '../json';
import type { ApiObject, Json } from '../json';
import { nameOf, namespaceOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { columnsOf } from '../tables/columns';
import type { Arguments } from './arguments';
import { KubectlError } from './arguments';
import { evaluate, fillTemplate, show } from './json-path';
import { fullName } from './resource-names';

export interface Found {
  readonly resource: Resource;
  readonly object: ApiObject;
}

/**
 * Objects in the form that `-o` asks for.
 * @param single whether one object was asked for by name
 * @param mixed whether objects of several kinds were asked for
 */
export function print(found: readonly Found[], args: Arguments, single: boolean, mixed: boolean): string {
  const output = args.value('output') ?? '';
  if (output === '' || output === 'wide') return printTables(found, args, output === 'wide', mixed);
  if (output === 'name')
    return found.map(({ resource, object }) => `${fullName(resource, nameOf(object))}\n`).join('');
  const value = asValue(found, single, args.has('show-managed-fields'));
  if (output === 'json') return `${JSON.stringify(JSON.parse(toJson(value)), undefined, 4)}\n`;
  if (output === 'yaml') return stringify(JSON.parse(toJson(value)), { indentSeq: false, lineWidth: 0 });
  const template = /^(jsonpath|jsonpath-as-json|custom-columns)=(.*)$/s.exec(output);
  if (template?.[1] === 'jsonpath') return fillTemplate(template[2] ?? '', value);
  if (template?.[1] === 'custom-columns')
    return printColumns(found, template[2] ?? '', args.has('no-headers'));
  throw new KubectlError(
    `error: the sandbox's kubectl does not print ${JSON.stringify(output)}; use json, yaml, name, wide, jsonpath= or custom-columns=`,
  );
}

function asValue(found: readonly Found[], single: boolean, managed: boolean): Json {
  const objects = found.map(({ object }) =>
    managed ? object : withAt(object, ['metadata', 'managedFields'], undefined),
  );
  if (single && objects.length === 1) return objects[0] ?? null;
  return { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
}

function printColumns(found: readonly Found[], spec: string, noHeaders: boolean): string {
  const columns = spec.split(/,(?![^([{]*[)\]}])/).map((column) => {
    const colon = column.indexOf(':');
    return { title: column.slice(0, colon), path: column.slice(colon + 1) };
  });
  const rows = found.map(({ object }) =>
    columns.map(({ path }) => {
      const values = evaluate(path, object, object);
      return values.length === 0 ? '<none>' : values.map(show).join(',');
    }),
  );
  return alignColumns([...(noHeaders ? [] : [columns.map(({ title }) => title)]), ...rows]);
}

function printTables(found: readonly Found[], args: Arguments, wide: boolean, mixed: boolean): string {
  const byResource = new Map<Resource, ApiObject[]>();
  for (const { resource, object } of found)
    byResource.set(resource, [...(byResource.get(resource) ?? []), object]);
  const several = mixed || args.has('show-kind');
  return [...byResource]
    .map(([resource, objects]) => {
      const columns = columnsOf(resource).filter((column) => wide || column.wide !== true);
      const namespaced = resource.namespaced && args.has('all-namespaces');
      const labels = args.has('show-labels');
      const header = [
        ...(namespaced ? ['NAMESPACE'] : []),
        ...columns.map(({ name }) => name.toUpperCase()),
        ...(labels ? ['LABELS'] : []),
      ];
      const rows = objects.map((object) => [
        ...(namespaced ? [namespaceOf(object)] : []),
        ...columns.map(({ name, value }) =>
          several && name === 'Name' ? fullName(resource, nameOf(object)) : show(value(object)),
        ),
        ...(labels ? [labelText(object)] : []),
      ]);
      return alignColumns([...(args.has('no-headers') ? [] : [header]), ...rows]);
    })
    .join('\n');
}

function labelText(object: ApiObject): string {
  const labels = Object.entries(textsAt(object, 'metadata', 'labels')).map(
    ([key, value]) => `${key}=${value}`,
  );
  return labels.length === 0 ? '<none>' : labels.sort().join(',');
}

export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
  return rows
    .map(
      (row) =>
        `${row.map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd((widths[index] ?? 0) + 3))).join('')}\n`,
    )
    .join('');
}
