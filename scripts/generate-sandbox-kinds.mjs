// Writes the kinds that the sandbox's Kubernetes API serves, as a real API server describes them:
//   node scripts/generate-sandbox-kinds.mjs <kubectl> <kubeconfig> <folder with api/, apimachinery/, … of k8s.io>
// What is asked of the API server: discovery and OpenAPI v3 (fields, list and map types, merge keys). What it does not
// tell, whether a field is written when it is empty, comes from the Go types that it was built from.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [kubectl, kubeconfig, sources] = process.argv.slice(2);
const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/sandbox/kubernetes/kinds');
const raw = (path) =>
  JSON.parse(
    execFileSync(kubectl, ['--kubeconfig', kubeconfig, 'get', '--raw', path], { maxBuffer: 1 << 28 }),
  );

const packages = [
  ['io.k8s.apimachinery.pkg.apis.meta.', 'apimachinery/pkg/apis/meta/', 'meta.'],
  [
    'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.',
    'apiextensions-apiserver/pkg/apis/apiextensions/',
    'apiextensions.',
  ],
  [
    'io.k8s.kube-aggregator.pkg.apis.apiregistration.',
    'kube-aggregator/pkg/apis/apiregistration/',
    'apiregistration.',
  ],
  ['io.k8s.api.', 'api/', ''],
];

const special = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intstr',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'microtime',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': 'any',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': 'any',
};

function shortName(name) {
  for (const [prefix, , short] of packages)
    if (name.startsWith(prefix)) return short + name.slice(prefix.length);
  return name;
}

/** Go struct name → fields, by package folder. */
const goPackages = new Map();

function goStructs(folder) {
  const known = goPackages.get(folder);
  if (known !== undefined) return known;
  const structs = new Map();
  goPackages.set(folder, structs);
  const path = join(sources, folder);
  if (!existsSync(path)) return structs;
  const text = readdirSync(path)
    .filter((name) => /^types.*\.go$/.test(name) && !name.includes('_test') && !name.includes('swagger'))
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
  for (const [, name, body] of text.matchAll(/^type (\w+) struct \{\n([\s\S]*?)^\}/gm)) {
    const fields = [];
    for (const [, type, tag] of body.matchAll(/^\t(?:\w+\s+)?(\S+)\s+`[^`]*json:"([^"]*)"/gm))
      fields.push({ type, tag });
    structs.set(name, fields);
  }
  // Named types that are no structs: `type ResourceList map[ResourceName]resource.Quantity`
  for (const [, name, type] of text.matchAll(/^type (\w+) (map\[\S+|\[\]\S+|string|bool|int32|int64)$/gm))
    structs.set(name, type);
  return structs;
}

function goFields(folder, name) {
  const found = new Map();
  for (const { type, tag } of goStructs(folder).get(name) ?? []) {
    const [json, ...options] = tag.split(',');
    if (json === '' && options.includes('inline')) {
      const plain = type.replace(/^\*/, '');
      if (!plain.includes('.')) for (const [key, value] of goFields(folder, plain)) found.set(key, value);
      continue;
    }
    if (json === '-') continue;
    const named = goStructs(folder).get(type);
    found.set(json, {
      pointer: type.startsWith('*'),
      omitempty: options.includes('omitempty'),
      omitzero: options.includes('omitzero'),
      type: typeof named === 'string' ? named : type,
    });
  }
  return found;
}

const definitions = {};

function typeOf(schema) {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) {
    const name = reference.replace('#/components/schemas/', '');
    if (special[name] !== undefined) return special[name];
    if (schemas[name].properties === undefined) return typeOf(schemas[name]);
    define(name);
    return `@${shortName(name)}`;
  }
  if (schema.type === 'array') return `[${typeOf(schema.items)}]`;
  if (schema.type === 'object' && schema.additionalProperties !== undefined)
    return `{${typeOf(schema.additionalProperties)}}`;
  if (schema.type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  if (schema.type === 'integer') return schema.format === 'int64' ? 'int64' : 'int32';
  if (schema.type === 'number' || schema.type === 'boolean') return schema.type;
  return 'any';
}

function define(name) {
  const short = shortName(name);
  if (definitions[short] !== undefined) return;
  const fields = (definitions[short] = {});
  const schema = schemas[name];
  const entry = packages.find(([prefix]) => name.startsWith(prefix));
  const parts = name.split('.');
  const go =
    entry === undefined
      ? new Map()
      : goFields(entry[1] + parts.slice(entry[0].split('.').length - 1, -1).join('/'), parts.at(-1));
  if (schema['x-kubernetes-map-type'] === 'atomic') fields[''] = 'atomic';
  for (const [field, property] of Object.entries(schema.properties ?? {})) {
    const flags = [];
    const origin = go.get(field);
    if (schema.required?.includes(field)) flags.push('required');
    if (origin !== undefined) {
      if (origin.pointer) flags.push('pointer');
      if (origin.omitempty) flags.push('omitempty');
      if (origin.omitzero) flags.push('omitzero');
    }
    const list = property['x-kubernetes-list-type'];
    if (list === 'map') flags.push(`map=${property['x-kubernetes-list-map-keys'].join(',')}`);
    if (list === 'set') flags.push('set');
    if (property['x-kubernetes-map-type'] === 'atomic') flags.push('atomic');
    const strategy = property['x-kubernetes-patch-strategy'];
    if (strategy !== undefined) flags.push(`patch=${strategy}`);
    const mergeKey = property['x-kubernetes-patch-merge-key'];
    if (mergeKey !== undefined) flags.push(`key=${mergeKey}`);
    const { default: preset } = property;
    if (typeof preset === 'string' && preset !== '') flags.push(`default=${preset}`);
    fields[field] = [typeOf(property), ...flags].join(' ');
  }
}

const schemas = {};
for (const { serverRelativeURL } of Object.values(raw('/openapi/v3').paths)) {
  if (!/v3\/apis?\/.*v\d/.test(serverRelativeURL)) continue;
  Object.assign(schemas, raw(serverRelativeURL).components?.schemas ?? {});
}

const kinds = new Map();
for (const [name, schema] of Object.entries(schemas)) {
  for (const { group, version, kind } of schema['x-kubernetes-group-version-kind'] ?? []) {
    if (name.startsWith('io.k8s.apimachinery.')) continue;
    kinds.set(`${group}/${version}/${kind}`, name);
  }
}

const served = [];
for (const { name: group, versions } of [
  { name: '', versions: [{ version: 'v1', groupVersion: 'v1' }] },
  ...raw('/apis').groups,
]) {
  for (const { version, groupVersion } of versions) {
    const { resources } = raw(group === '' ? '/api/v1' : `/apis/${groupVersion}`);
    const own = resources.filter(({ name }) => !name.includes('/'));
    for (const resource of own) {
      const definition = kinds.get(`${group}/${version}/${resource.kind}`);
      if (definition !== undefined) define(definition);
      const subresources = resources.filter(({ name }) => name.startsWith(`${resource.name}/`));
      served.push({
        group,
        version,
        plural: resource.name,
        singular: resource.singularName,
        kind: resource.kind,
        namespaced: resource.namespaced,
        verbs: resource.verbs.join(','),
        ...(resource.shortNames === undefined ? {} : { shortNames: resource.shortNames }),
        ...(resource.categories === undefined ? {} : { categories: resource.categories }),
        ...(definition === undefined ? {} : { definition: shortName(definition) }),
        ...(resource.storageVersionHash === undefined ? {} : { stored: true }),
        subresources: Object.fromEntries(
          subresources.map(({ name, kind, group: of, version: at, verbs }) => {
            const type = kinds.get(`${of ?? group}/${at ?? version}/${kind}`);
            if (type !== undefined) define(type);
            return [
              name.split('/')[1],
              { kind, ...(of === undefined ? {} : { group: of, version: at }), verbs: verbs.join(',') },
            ];
          }),
        ),
      });
    }
  }
}
define('io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions');

const byLine = (entries) => entries.map((entry) => `  ${entry}`).join(',\n');
writeFileSync(
  join(target, 'definitions.json'),
  `{\n${byLine(
    Object.entries(definitions)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, fields]) => `${JSON.stringify(name)}: ${JSON.stringify(fields)}`),
  )}\n}\n`,
);
writeFileSync(
  join(target, 'resources.json'),
  `[\n${byLine(served.map((entry) => JSON.stringify(entry)))}\n]\n`,
);
