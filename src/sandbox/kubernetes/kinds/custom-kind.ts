import { isMap, listAt, mapAt, mapsAt, textAt } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { builtinSchema } from './builtin-schemas';
import { anything } from './schema';
import type { Field, ListSchema, ObjectSchema, Schema, ScalarType } from './schema';
import type { Resource, Subresource } from './resource';

/** What a CustomResourceDefinition says of one version. */
export interface CustomKind {
  readonly definition: string;
  /** `openAPIV3Schema` as it was written. */
  readonly rules: JsonMap;
  readonly hasStatus: boolean;
  /** JSON paths of the scale subresource. */
  readonly scale: { readonly spec: string; readonly status: string; readonly selector: string } | undefined;
  readonly columns: readonly JsonMap[];
}

const verbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];

/** The resources that a definition serves, by its accepted names. */
export function resourcesOf(definition: ApiObject): Resource[] {
  const spec = mapAt(definition, 'spec');
  const group = textAt(spec, 'group') ?? '';
  const names = mapAt(definition, 'spec', 'names');
  const plural = textAt(names, 'plural') ?? '';
  const kind = textAt(names, 'kind') ?? '';
  const versions = mapsAt(spec, 'versions');
  const stored = versions.find((version) => version['storage'] === true);
  return versions
    .filter((version) => version['served'] === true)
    .map((version) => {
      const rules = mapAt(version, 'schema', 'openAPIV3Schema');
      const scale = mapAt(version, 'subresources', 'scale');
      const hasStatus = isMap(mapAt(version, 'subresources')['status']);
      const hasScale = textAt(scale, 'specReplicasPath') !== undefined;
      return {
        group,
        version: textAt(version, 'name') ?? '',
        plural,
        singular: textAt(names, 'singular') ?? kind.toLowerCase(),
        kind,
        listKind: textAt(names, 'listKind') ?? `${kind}List`,
        namespaced: textAt(spec, 'scope') !== 'Cluster',
        verbs,
        shortNames: listAt(names, 'shortNames').map(String),
        categories: listAt(names, 'categories').map(String),
        subresources: subresources(kind, hasStatus, hasScale),
        schema: rootSchema(kind, rules, spec['preserveUnknownFields'] === true),
        storage: `${group}/${plural}`,
        storedAs: `${group}/${textAt(stored, 'name') ?? ''}`,
        custom: {
          definition: `${plural}.${group}`,
          rules,
          hasStatus,
          scale: hasScale
            ? {
                spec: textAt(scale, 'specReplicasPath') ?? '',
                status: textAt(scale, 'statusReplicasPath') ?? '',
                selector: textAt(scale, 'labelSelectorPath') ?? '',
              }
            : undefined,
          columns: mapsAt(version, 'additionalPrinterColumns'),
        },
      };
    });
}

function subresources(kind: string, hasStatus: boolean, hasScale: boolean): Map<string, Subresource> {
  const found = new Map<string, Subresource>();
  const changes = ['get', 'patch', 'update'];
  if (hasStatus) found.set('status', { name: 'status', kind, verbs: changes });
  if (hasScale) {
    found.set('scale', { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: changes });
  }
  return found;
}

function rootSchema(kind: string, rules: JsonMap, preserve: boolean): ObjectSchema {
  const read = readRules(rules);
  const fields = new Map(read.type === 'object' ? read.fields : []);
  addTypeFields(fields);
  fields.set('metadata', plainField(builtinSchema('meta.v1.ObjectMeta')));
  const open = preserve || read.type === 'any' || (read.type === 'object' && read.open);
  return { type: 'object', name: kind, fields, atomic: false, open };
}

function addTypeFields(fields: Map<string, Field>): void {
  fields.set('apiVersion', plainField({ type: 'string' }));
  fields.set('kind', plainField({ type: 'string' }));
}

function plainField(schema: Schema, required = false): Field {
  return { schema, required, omitEmpty: false };
}

/** A structural schema in the terms that built-in types have. */
export function readRules(rules: JsonMap): Schema {
  if (rules['x-kubernetes-int-or-string'] === true) return { type: 'intstr' };
  const type = textAt(rules, 'type');
  const open = rules['x-kubernetes-preserve-unknown-fields'] === true;
  const embedded = rules['x-kubernetes-embedded-resource'] === true;
  if (type === 'array') return readList(rules);
  if (type === 'object' || isMap(rules['properties'])) return readObject(rules, open, embedded);
  if (type === undefined || open) return anything;
  return { type: scalarType(type, textAt(rules, 'format')) };
}

function scalarType(type: string, format: string | undefined): ScalarType {
  if (type === 'integer') return format === 'int32' ? 'int32' : 'int64';
  if (type === 'number') return 'number';
  return type === 'boolean' ? 'boolean' : 'string';
}

function readObject(rules: JsonMap, open: boolean, embedded: boolean): Schema {
  const atomic = textAt(rules, 'x-kubernetes-map-type') === 'atomic';
  const properties = rules['properties'];
  const additional = rules['additionalProperties'];
  if (!isMap(properties) && !embedded) {
    if (isMap(additional)) return { type: 'map', items: readRules(additional), atomic };
    if (additional === true || open) return { type: 'map', items: anything, atomic };
  }
  const required = new Set(listAt(rules, 'required'));
  const fields = new Map<string, Field>();
  if (embedded) {
    addTypeFields(fields);
    fields.set('metadata', plainField(anything));
  }
  for (const [name, inner] of Object.entries(isMap(properties) ? properties : {})) {
    if (isMap(inner)) fields.set(name, plainField(readRules(inner), required.has(name)));
  }
  return { type: 'object', name: 'object', fields, atomic, open: open || isMap(additional) };
}

function readList(rules: JsonMap): ListSchema {
  const type = textAt(rules, 'x-kubernetes-list-type');
  const items = mapAt(rules, 'items');
  const keys = listAt(rules, 'x-kubernetes-list-map-keys').map(String);
  const keyDefaults: Record<string, string> = {};
  for (const key of keys) {
    const preset = textAt(items, 'properties', key, 'default');
    if (preset !== undefined) keyDefaults[key] = preset;
  }
  return {
    type: 'list',
    items: readRules(items),
    identity: type === 'map' ? 'keys' : type === 'set' ? 'set' : 'atomic',
    keys,
    keyDefaults,
  };
}
