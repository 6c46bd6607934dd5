import { createHash } from 'node:crypto';
import { toJson } from '../json';
import type { Json, JsonMap, MutableMap } from '../json';
import type { KindRegistry } from '../kinds/kind-registry';
import { apiVersionOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import type { Field, ObjectSchema, ScalarType, Schema } from '../kinds/schema';

function pathOf(group: string, version: string): string {
  return group === '' ? `api/${version}` : `apis/${group}/${version}`;
}

/** GET /openapi/v3: where the document of each group and version is. */
export function openapiIndex(registry: KindRegistry): JsonMap {
  const paths: MutableMap = {};
  for (const { group, version } of registry.all()) {
    const path = pathOf(group, version);
    if (paths[path] !== undefined) continue;
    const hash = createHash('sha256')
      .update(toJson(openapiDocument(registry, group, version) ?? {}))
      .digest('hex');
    paths[path] = { serverRelativeURL: `/openapi/v3/${path}?hash=${hash.slice(0, 32).toUpperCase()}` };
  }
  return { paths };
}

/** What clients need to check and merge objects by: fields, types, list and map types; no prose. */
export function openapiDocument(registry: KindRegistry, group: string, version: string): JsonMap | undefined {
  const resources = registry.all().filter((one) => one.group === group && one.version === version);
  if (resources.length === 0) return undefined;
  const schemas = new Map<string, Json>();
  const paths: MutableMap = {};
  for (const resource of resources) {
    const name = nameOf(resource);
    schemas.set(name, objectSchema(resource.schema, schemas, resource));
    const scope = resource.namespaced ? '/namespaces/{namespace}' : '';
    paths[`/${pathOf(group, version)}${scope}/${resource.plural}/{name}`] = operations(resource);
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: 'sandbox' },
    paths,
    components: { schemas: Object.fromEntries(schemas) },
  };
}

function nameOf(resource: Resource): string {
  if (resource.custom === undefined) return `io.k8s.api.${resource.schema.name}`;
  return [...resource.group.split('.').reverse(), resource.version, resource.kind].join('.');
}

function operations(resource: Resource): Json {
  const kind = { group: resource.group, version: resource.version, kind: resource.kind };
  const parameters = ['dryRun', 'fieldManager', 'fieldValidation'].map((name): Json => ({
    name,
    in: 'query',
    schema: { type: 'string', uniqueItems: true },
  }));
  const operation = (action: string): Json => ({
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kind,
    parameters,
  });
  return {
    get: operation('get'),
    put: operation('put'),
    patch: operation('patch'),
    delete: operation('delete'),
  };
}

function objectSchema(schema: ObjectSchema, schemas: Map<string, Json>, resource?: Resource): Json {
  const properties: MutableMap = {};
  const required: string[] = [];
  for (const [name, field] of schema.fields) {
    properties[name] = fieldSchema(field, schemas);
    if (field.required) required.push(name);
  }
  const apiVersion = resource === undefined ? '' : apiVersionOf(resource);
  return {
    type: 'object',
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
    ...(schema.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
    ...(schema.open ? { 'x-kubernetes-preserve-unknown-fields': true } : {}),
    ...(resource === undefined
      ? {}
      : {
          'x-kubernetes-group-version-kind': [
            { group: resource.group, version: apiVersion.split('/').at(-1) ?? '', kind: resource.kind },
          ],
        }),
  };
}

function fieldSchema(field: Field, schemas: Map<string, Json>): Json {
  const { schema } = field;
  const described = valueSchema(schema, schemas) as JsonMap;
  if (schema.type !== 'list') return described;
  const identity: MutableMap = {
    'x-kubernetes-list-type': schema.identity === 'keys' ? 'map' : schema.identity,
  };
  if (schema.identity === 'keys') identity['x-kubernetes-list-map-keys'] = [...schema.keys];
  if (schema.mergeKey !== undefined) identity['x-kubernetes-patch-strategy'] = 'merge';
  if (schema.mergeKey !== undefined && schema.mergeKey !== '')
    identity['x-kubernetes-patch-merge-key'] = schema.mergeKey;
  return { ...described, ...identity };
}

const scalars: Readonly<Record<ScalarType, JsonMap>> = {
  string: { type: 'string' },
  bytes: { type: 'string', format: 'byte' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  number: { type: 'number', format: 'double' },
  boolean: { type: 'boolean' },
  quantity: { oneOf: [{ type: 'string' }, { type: 'number' }] },
  time: { type: 'string', format: 'date-time' },
  microtime: { type: 'string', format: 'date-time' },
  intstr: { oneOf: [{ type: 'integer' }, { type: 'string' }], format: 'int-or-string' },
};

function valueSchema(schema: Schema, schemas: Map<string, Json>): Json {
  const { type } = schema;
  switch (type) {
    case 'any':
      return { 'x-kubernetes-preserve-unknown-fields': true };
    case 'list':
      return { type: 'array', items: valueSchema(schema.items, schemas) };
    case 'map':
      return {
        type: 'object',
        additionalProperties: valueSchema(schema.items, schemas),
        ...(schema.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
      };
    case 'object': {
      if (schema.name === 'object') return objectSchema(schema, schemas);
      const name = `io.k8s.api.${schema.name}`;
      if (!schemas.has(name)) {
        // Before its fields: types refer to themselves.
        schemas.set(name, {});
        schemas.set(name, objectSchema(schema, schemas));
      }
      return {
        allOf: [{ $ref: `#/components/schemas/${name}` }],
        ...(schema.atomic ? { 'x-kubernetes-map-type': 'atomic' } : {}),
      };
    }
    case 'boolean':
    case 'bytes':
    case 'int32':
    case 'int64':
    case 'intstr':
    case 'microtime':
    case 'number':
    case 'quantity':
    case 'string':
    case 'time':
      return scalars[type];
  }
}
