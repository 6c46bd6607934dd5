import { builtinSchema } from './builtin-schemas';
import type { Resource } from './resource';
import listed from './resources.json';
import { anything } from './schema';
import type { ObjectSchema } from './schema';

interface Listed {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly definition?: string;
  readonly stored?: boolean;
  readonly subresources: Readonly<
    Record<
      string,
      | { readonly kind: string; readonly group?: string; readonly version?: string; readonly verbs: string }
      | undefined
    >
  >;
}

/** Where versions of a resource share their objects: the one in which these are kept. */
const storedVersions: Readonly<Record<string, string>> = {
  'autoscaling/horizontalpodautoscalers': 'autoscaling/v2',
  events: 'v1',
};

/** The resources of Kubernetes itself, from resources.json, in the order of discovery. */
export function builtinResources(): Resource[] {
  return (listed as readonly Listed[]).map((entry) => {
    const { group, version, plural } = entry;
    const storage = plural === 'events' ? 'events' : group === '' ? plural : `${group}/${plural}`;
    return {
      group,
      version,
      plural,
      singular: entry.singular,
      kind: entry.kind,
      listKind: `${entry.kind}List`,
      namespaced: entry.namespaced,
      verbs: entry.verbs.split(','),
      shortNames: entry.shortNames ?? [],
      categories: entry.categories ?? [],
      schema: entry.definition === undefined ? untyped(entry.kind) : builtinSchema(entry.definition),
      storage,
      storedAs: storedVersions[storage] ?? (group === '' ? version : `${group}/${version}`),
      subresources: new Map(
        Object.entries(entry.subresources).flatMap(([name, subresource]) =>
          subresource === undefined
            ? []
            : [[name, { name, ...subresource, verbs: subresource.verbs.split(',') }] as const],
        ),
      ),
    };
  });
}

function untyped(kind: string): ObjectSchema {
  return { type: 'object', name: kind, fields: new Map(), atomic: false, open: true, rest: anything };
}
