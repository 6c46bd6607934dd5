import type { FieldProblem } from '../api/status-error';
import { at, listAt, mapAt, mapsAt, numberAt, sameJson, textAt } from '../json';
import type { JsonMap } from '../json';
import { checkName, configKey, dns1035Label, dnsLabel } from './names';
import { oneOf, portNameProblems, portNumberProblems } from './pod-validation';
import { duplicate, forbiddenField, invalidValue, required, tooLong } from './problems';
import { unchanged } from './workload-validation';

const mostDataBytes = 1024 * 1024;

function keyProblems(object: JsonMap, ...fields: readonly string[]): FieldProblem[] {
  const seen = new Set<string>();
  let size = 0;
  const problems = fields.flatMap((field) =>
    Object.entries(mapAt(object, field)).flatMap(([key, value]) => {
      size += typeof value === 'string' ? Buffer.byteLength(value) : 0;
      const found = checkName(`${field}[${key}]`, key, configKey);
      if (seen.has(key))
        found.push(invalidValue(`${field}[${key}]`, key, 'duplicate of key present in data'));
      seen.add(key);
      return found;
    }),
  );
  return size > mostDataBytes ? [...problems, tooLong('', mostDataBytes)] : problems;
}

export function configMapProblems(object: JsonMap): FieldProblem[] {
  return keyProblems(object, 'data', 'binaryData');
}

export function secretProblems(object: JsonMap): FieldProblem[] {
  const type = textAt(object, 'type') ?? '';
  const needed: Readonly<Record<string, readonly string[]>> = {
    'kubernetes.io/tls': ['tls.crt', 'tls.key'],
    'kubernetes.io/ssh-auth': ['ssh-privatekey'],
    'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
    'kubernetes.io/dockercfg': ['.dockercfg'],
  };
  const missing = (needed[type] ?? []).filter((key) => at(object, 'data', key) === undefined);
  return [...keyProblems(object, 'data'), ...missing.map((key) => required(`data[${key}]`))];
}

/** Objects that were declared immutable, and a secret's type. */
export function frozenProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  const problems = after['kind'] === 'Secret' ? unchanged(after, before, ['type']) : [];
  if (before['immutable'] !== true) return problems;
  const why = 'field is immutable when `immutable` is set';
  if (after['immutable'] !== true) problems.push(forbiddenField('immutable', why));
  for (const field of ['data', 'binaryData']) {
    if (!sameJson(after[field], before[field])) problems.push(forbiddenField(field, why));
  }
  return problems;
}

export function serviceProblems(object: JsonMap): FieldProblem[] {
  const spec = mapAt(object, 'spec');
  const type = textAt(spec, 'type') ?? '';
  const ports = mapsAt(spec, 'ports');
  const headless = textAt(spec, 'clusterIP') === 'None';
  const problems: FieldProblem[] = [];
  if (ports.length === 0 && !headless && type !== 'ExternalName') problems.push(required('spec.ports'));
  if (type === 'ExternalName' && (textAt(spec, 'externalName') ?? '') === '')
    problems.push(required('spec.externalName'));
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const where = `spec.ports[${String(index)}]`;
    const name = textAt(port, 'name') ?? '';
    if (name === '' && ports.length > 1) problems.push(required(`${where}.name`));
    if (name !== '') problems.push(...checkName(`${where}.name`, name, dnsLabel));
    if (name !== '' && names.has(name)) problems.push(duplicate(`${where}.name`, name));
    names.add(name);
    problems.push(...portNumberProblems(`${where}.port`, numberAt(port, 'port')));
    problems.push(...oneOf(`${where}.protocol`, textAt(port, 'protocol'), ['SCTP', 'TCP', 'UDP']));
    const target = at(port, 'targetPort');
    if (typeof target === 'number') problems.push(...portNumberProblems(`${where}.targetPort`, target));
    if (typeof target === 'string') problems.push(...portNameProblems(`${where}.targetPort`, target));
    if (type === 'ClusterIP' && (numberAt(port, 'nodePort') ?? 0) !== 0) {
      problems.push(forbiddenField(`${where}.nodePort`, "may not be used when `type` is 'ClusterIP'"));
    }
    const key = `${textAt(port, 'protocol') ?? ''}/${String(numberAt(port, 'port'))}`;
    if (numbers.has(key)) {
      problems.push({
        ...duplicate(where, ''),
        message: `Duplicate value: ${JSON.stringify({ port: numberAt(port, 'port'), protocol: textAt(port, 'protocol') })}`,
      });
    }
    numbers.add(key);
  }
  return [
    ...problems,
    ...oneOf('spec.type', type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
    ...oneOf('spec.sessionAffinity', textAt(spec, 'sessionAffinity'), ['ClientIP', 'None']),
  ];
}

export function serviceUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  const [now, then] = [textAt(after, 'spec', 'clusterIP') ?? '', textAt(before, 'spec', 'clusterIP') ?? ''];
  if (then === '' || now === then || textAt(after, 'spec', 'type') === 'ExternalName') return [];
  const why = 'may not change once set';
  return [invalidValue('spec.clusterIPs[0]', now === '' ? null : [now], why)];
}

export function ingressProblems(object: JsonMap): FieldProblem[] {
  const rules = mapsAt(object, 'spec', 'rules');
  const problems: FieldProblem[] = [];
  if (rules.length === 0 && at(object, 'spec', 'defaultBackend') === undefined) {
    problems.push(invalidValue('spec', [], 'either `defaultBackend` or `rules` must be specified'));
  }
  for (const [index, rule] of rules.entries()) {
    for (const [position, path] of mapsAt(rule, 'http', 'paths').entries()) {
      const where = `spec.rules[${String(index)}].http.paths[${String(position)}]`;
      const type = textAt(path, 'pathType');
      if (type === undefined) problems.push(required(`${where}.pathType`, 'pathType must be specified'));
      else problems.push(...oneOf(`${where}.pathType`, type, ['Exact', 'ImplementationSpecific', 'Prefix']));
      const text = textAt(path, 'path') ?? '';
      if (type !== 'ImplementationSpecific' && !text.startsWith('/')) {
        problems.push(invalidValue(`${where}.path`, text, 'must be an absolute path'));
      }
      const service = at(path, 'backend', 'service');
      if (service !== undefined && (textAt(service, 'name') ?? '') === '') {
        problems.push(required(`${where}.backend.service.name`));
      }
    }
  }
  return problems;
}

export function claimProblems(object: JsonMap): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (listAt(object, 'spec', 'accessModes').length === 0) {
    problems.push(required('spec.accessModes', 'at least 1 access mode is required'));
  }
  if (at(object, 'spec', 'resources', 'requests', 'storage') === undefined) {
    problems.push(required('spec.resources[storage]'));
  }
  return problems;
}

export function claimUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  const fixed = (object: JsonMap) => ({
    ...mapAt(object, 'spec'),
    resources: {},
    volumeAttributesClassName: undefined,
    volumeName: undefined,
  });
  if (sameJson(fixed(after), fixed(before))) return [];
  return [
    forbiddenField(
      'spec',
      'spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims',
    ),
  ];
}

export function bindingUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  if (sameJson(after['roleRef'], before['roleRef'])) return [];
  const { apiGroup, kind, name } = mapAt(after, 'roleRef');
  // Shown as the API server has it inside.
  return [invalidValue('roleRef', { APIGroup: apiGroup, Kind: kind, Name: name }, 'cannot change roleRef')];
}

export function bindingProblems(object: JsonMap): FieldProblem[] {
  const clusterWide = object['kind'] === 'ClusterRoleBinding';
  const kinds = clusterWide ? ['ClusterRole'] : ['ClusterRole', 'Role'];
  return [
    ...oneOf('roleRef.kind', textAt(object, 'roleRef', 'kind'), kinds),
    ...((textAt(object, 'roleRef', 'name') ?? '') === '' ? [required('roleRef.name')] : []),
    ...mapsAt(object, 'subjects').flatMap((subject, index) => {
      const where = `subjects[${String(index)}]`;
      const kind = textAt(subject, 'kind') ?? '';
      const problems = oneOf(`${where}.kind`, kind, ['ServiceAccount', 'User', 'Group']);
      if ((textAt(subject, 'name') ?? '') === '') problems.push(required(`${where}.name`));
      if (kind === 'ServiceAccount' && clusterWide && (textAt(subject, 'namespace') ?? '') === '')
        problems.push(required(`${where}.namespace`));
      return problems;
    }),
  ];
}

export function storageClassUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (!sameJson(after['parameters'], before['parameters'])) {
    problems.push(forbiddenField('parameters', 'updates to parameters are forbidden.'));
  }
  if (after['provisioner'] !== before['provisioner']) {
    problems.push(forbiddenField('provisioner', 'updates to provisioner are forbidden.'));
  }
  if (after['reclaimPolicy'] !== before['reclaimPolicy']) {
    problems.push(forbiddenField('reclaimPolicy', 'updates to reclaimPolicy are forbidden.'));
  }
  return [...problems, ...unchanged(after, before, ['volumeBindingMode'])];
}

export function priorityClassUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  return after['value'] === before['value']
    ? []
    : [forbiddenField('value', 'may not be changed in an update.')];
}

export function definitionProblems(object: JsonMap): FieldProblem[] {
  const spec = mapAt(object, 'spec');
  const group = textAt(spec, 'group') ?? '';
  const plural = textAt(spec, 'names', 'plural') ?? '';
  const wanted = `${plural}.${group}`;
  const versions = mapsAt(spec, 'versions');
  const problems: FieldProblem[] = [];
  if (textAt(object, 'metadata', 'name') !== wanted) {
    problems.push(
      invalidValue(
        'metadata.name',
        textAt(object, 'metadata', 'name'),
        'must be spec.names.plural+"."+spec.group',
      ),
    );
  }
  if (group === '') problems.push(required('spec.group'));
  problems.push(...oneOf('spec.scope', textAt(spec, 'scope'), ['Cluster', 'Namespaced']));
  for (const key of ['plural', 'singular', 'kind', 'listKind']) {
    const name = textAt(spec, 'names', key) ?? '';
    if (name === '') problems.push(required(`spec.names.${key}`));
    else problems.push(...checkName(`spec.names.${key}`, name.toLowerCase(), dns1035Label));
  }
  if (versions.filter((version) => version['storage'] === true).length !== 1) {
    problems.push(
      invalidValue('spec.versions', versions, 'must have exactly one version marked as storage version'),
    );
  }
  for (const [index, version] of versions.entries()) {
    const schema = at(version, 'schema', 'openAPIV3Schema');
    const where = `spec.versions[${String(index)}].schema.openAPIV3Schema`;
    if (schema === undefined) problems.push(required(where, 'schemas are required'));
    else if (textAt(schema, 'type') !== 'object') {
      problems.push(
        textAt(schema, 'type') === undefined
          ? required(`${where}.type`, 'must not be empty at the root')
          : invalidValue(`${where}.type`, textAt(schema, 'type'), 'must be object at the root'),
      );
    } else problems.push(...structuralProblems(schema as JsonMap, where));
  }
  return problems;
}

/** The rule that custom kinds are typed throughout (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema). */
function structuralProblems(schema: JsonMap, field: string): FieldProblem[] {
  const free =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-int-or-string'] === true;
  const problems: FieldProblem[] = [];
  if (textAt(schema, 'type') === undefined && !free) {
    problems.push(required(`${field}.type`, 'must not be empty for specified object fields'));
  }
  for (const [name, inner] of Object.entries(mapAt(schema, 'properties'))) {
    problems.push(...structuralProblems(inner as JsonMap, `${field}.properties[${name}]`));
  }
  const items = at(schema, 'items');
  if (items !== undefined) problems.push(...structuralProblems(items as JsonMap, `${field}.items`));
  if (textAt(schema, 'type') === 'array' && items === undefined) problems.push(required(`${field}.items`));
  return problems;
}

export function definitionUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  return unchanged(
    after,
    before,
    ['spec', 'group'],
    ['spec', 'scope'],
    ['spec', 'names', 'plural'],
    ['spec', 'names', 'kind'],
  );
}
