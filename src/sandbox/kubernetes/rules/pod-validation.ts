import type { FieldProblem } from '../api/status-error';
import { at, listAt, mapAt, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { JsonMap } from '../json';
import { compareQuantities } from '../kinds/quantity';
import {
  checkAnnotations,
  checkItemNames,
  checkLabels,
  checkName,
  dnsLabel,
  dnsSubdomain,
  qualifiedName,
} from './names';
import { duplicate, forbiddenField, invalidValue, missingReference, required, unsupported } from './problems';

/** A pod's spec, or that of a template. @param claims volumes that the template's owner adds */
export function podSpecProblems(
  spec: JsonMap,
  field: string,
  claims: readonly string[] = [],
): FieldProblem[] {
  const volumes = mapsAt(spec, 'volumes').map((volume) => textAt(volume, 'name') ?? '');
  const names = (list: string) => mapsAt(spec, list).map((container) => textAt(container, 'name') ?? '');
  const containers = mapsAt(spec, 'containers');
  const problems = [
    ...checkItemNames(`${field}.volumes`, volumes, dnsLabel),
    ...mapsAt(spec, 'volumes').flatMap((volume, index) =>
      volumeProblems(volume, `${field}.volumes[${String(index)}]`),
    ),
    ...(containers.length === 0 ? [required(`${field}.containers`)] : []),
    ...checkItemNames(`${field}.containers`, names('containers'), dnsLabel),
    ...checkItemNames(`${field}.initContainers`, names('initContainers'), dnsLabel),
    ...oneOf(`${field}.restartPolicy`, textAt(spec, 'restartPolicy'), ['Always', 'OnFailure', 'Never']),
    ...oneOf(`${field}.dnsPolicy`, textAt(spec, 'dnsPolicy'), [
      'ClusterFirstWithHostNet',
      'ClusterFirst',
      'Default',
      'None',
    ]),
    ...checkLabels(`${field}.nodeSelector`, textsAt(spec, 'nodeSelector')),
  ];
  for (const list of ['containers', 'initContainers']) {
    for (const [index, container] of mapsAt(spec, list).entries()) {
      problems.push(
        ...containerProblems(container, `${field}.${list}[${String(index)}]`, [...volumes, ...claims], spec),
      );
    }
  }
  const grace = numberAt(spec, 'terminationGracePeriodSeconds');
  if (grace !== undefined && grace < 0) {
    problems.push(
      invalidValue(`${field}.terminationGracePeriodSeconds`, grace, 'must be greater than or equal to 0'),
    );
  }
  const account = textAt(spec, 'serviceAccountName') ?? '';
  if (account !== '') problems.push(...checkName(`${field}.serviceAccountName`, account, dnsSubdomain));
  problems.push(...tolerationProblems(spec, field));
  return problems;
}

export function oneOf(field: string, value: string | undefined, allowed: readonly string[]): FieldProblem[] {
  if (value === undefined || value === '') return [required(field)];
  return allowed.includes(value) ? [] : [unsupported(field, value, allowed)];
}

export function optionalOneOf(
  field: string,
  value: string | undefined,
  allowed: readonly string[],
): FieldProblem[] {
  return value === undefined || value === '' ? [] : oneOf(field, value, allowed);
}

function volumeProblems(volume: JsonMap, field: string): FieldProblem[] {
  const sources = Object.keys(volume).filter((key) => key !== 'name');
  const problems = sources
    .slice(1)
    .map((extra) => forbiddenField(`${field}.${extra}`, 'may not specify more than 1 volume type'));
  if (at(volume, 'hostPath') !== undefined && (textAt(volume, 'hostPath', 'path') ?? '') === '') {
    problems.push(required(`${field}.hostPath.path`));
  }
  if (
    at(volume, 'persistentVolumeClaim') !== undefined &&
    (textAt(volume, 'persistentVolumeClaim', 'claimName') ?? '') === ''
  ) {
    problems.push(required(`${field}.persistentVolumeClaim.claimName`));
  }
  return problems;
}

function containerProblems(
  container: JsonMap,
  field: string,
  volumes: readonly string[],
  spec: JsonMap,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const image = textAt(container, 'image') ?? '';
  if (image === '') problems.push(required(`${field}.image`));
  else if (image !== image.trim()) {
    problems.push(invalidValue(`${field}.image`, image, 'must not have leading or trailing whitespace'));
  }
  problems.push(
    ...oneOf(`${field}.imagePullPolicy`, textAt(container, 'imagePullPolicy'), [
      'Always',
      'IfNotPresent',
      'Never',
    ]),
    ...oneOf(`${field}.terminationMessagePolicy`, textAt(container, 'terminationMessagePolicy'), [
      'FallbackToLogsOnError',
      'File',
    ]),
    ...portProblems(container, `${field}.ports`, spec),
    ...environmentProblems(container, `${field}.env`),
    ...mountProblems(container, `${field}.volumeMounts`, volumes),
    ...resourceProblems(container, `${field}.resources`),
  );
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    problems.push(...probeProblems(container, probe, field));
  }
  return problems;
}

export function portNumberProblems(field: string, port: number | undefined): FieldProblem[] {
  if (port !== undefined && port >= 1 && port <= 65_535) return [];
  return [invalidValue(field, port ?? 0, 'must be between 1 and 65535, inclusive')];
}

function portProblems(container: JsonMap, field: string, spec: JsonMap): FieldProblem[] {
  const names = new Set<string>();
  return mapsAt(container, 'ports').flatMap((port, index) => {
    const where = `${field}[${String(index)}]`;
    const problems: FieldProblem[] = [];
    const name = textAt(port, 'name') ?? '';
    if (name !== '') {
      problems.push(...portNameProblems(`${where}.name`, name));
      if (names.has(name)) problems.push(duplicate(`${where}.name`, name));
      names.add(name);
    }
    const number = numberAt(port, 'containerPort');
    if (number === undefined || number === 0) problems.push(required(`${where}.containerPort`));
    else problems.push(...portNumberProblems(`${where}.containerPort`, number));
    const hostPort = numberAt(port, 'hostPort');
    if (hostPort !== undefined && hostPort !== 0)
      problems.push(...portNumberProblems(`${where}.hostPort`, hostPort));
    if (at(spec, 'hostNetwork') === true && hostPort !== undefined && hostPort !== number) {
      problems.push(
        invalidValue(`${where}.hostPort`, hostPort, 'must match `containerPort` when `hostNetwork` is true'),
      );
    }
    return [...problems, ...oneOf(`${where}.protocol`, textAt(port, 'protocol'), ['SCTP', 'TCP', 'UDP'])];
  });
}

export function portNameProblems(field: string, name: string): FieldProblem[] {
  if (name.length > 15) return [invalidValue(field, name, 'must be no more than 15 characters')];
  if (!/^[-a-z0-9]+$/.test(name)) {
    return [
      invalidValue(field, name, 'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)'),
    ];
  }
  if (!/[a-z]/.test(name)) return [invalidValue(field, name, 'must contain at least one letter (a-z)')];
  if (name.includes('--')) return [invalidValue(field, name, 'must not contain consecutive hyphens')];
  if (/^-|-$/.test(name)) return [invalidValue(field, name, 'must not begin or end with a hyphen')];
  return [];
}

function environmentProblems(container: JsonMap, field: string): FieldProblem[] {
  return mapsAt(container, 'env').flatMap((variable, index) => {
    const where = `${field}[${String(index)}]`;
    const name = textAt(variable, 'name') ?? '';
    if (name === '') return [required(`${where}.name`)];
    const problems: FieldProblem[] = [];
    if (!/^[ -<>-~]+$/.test(name)) {
      problems.push(
        invalidValue(
          `${where}.name`,
          name,
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ),
      );
    }
    if ((textAt(variable, 'value') ?? '') !== '' && at(variable, 'valueFrom') !== undefined) {
      problems.push(invalidValue(`${where}.valueFrom`, '', 'may not be specified when `value` is not empty'));
    }
    return problems;
  });
}

function mountProblems(container: JsonMap, field: string, volumes: readonly string[]): FieldProblem[] {
  const paths = new Set<string>();
  return mapsAt(container, 'volumeMounts').flatMap((mount, index) => {
    const where = `${field}[${String(index)}]`;
    const name = textAt(mount, 'name') ?? '';
    const path = textAt(mount, 'mountPath') ?? '';
    const problems: FieldProblem[] = [];
    if (name === '') problems.push(required(`${where}.name`));
    else if (!volumes.includes(name)) problems.push(missingReference(`${where}.name`, name));
    if (path === '') problems.push(required(`${where}.mountPath`));
    if (paths.has(path)) problems.push(invalidValue(`${where}.mountPath`, path, 'must be unique'));
    paths.add(path);
    return problems;
  });
}

function resourceProblems(container: JsonMap, field: string): FieldProblem[] {
  const limits = textsAt(container, 'resources', 'limits');
  const requests = textsAt(container, 'resources', 'requests');
  const problems = [...Object.entries(limits), ...Object.entries(requests)].flatMap(([name, amount]) => {
    const list = limits[name] === amount ? 'limits' : 'requests';
    if (!/^-/.test(amount)) return checkName(`${field}.${list}`, name, qualifiedName);
    return [invalidValue(`${field}.${list}[${name}]`, amount, 'must be greater than or equal to 0')];
  });
  for (const [name, amount] of Object.entries(requests)) {
    const limit = limits[name];
    if (limit !== undefined && compareQuantities(amount, limit) > 0) {
      problems.push(
        invalidValue(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`),
      );
    }
  }
  return problems;
}

function probeProblems(container: JsonMap, kind: string, field: string): FieldProblem[] {
  const probe = at(container, kind);
  if (probe === undefined) return [];
  const where = `${field}.${kind}`;
  const handlers = ['exec', 'httpGet', 'tcpSocket', 'grpc'].filter(
    (handler) => at(probe, handler) !== undefined,
  );
  const problems: FieldProblem[] = [];
  if (handlers.length === 0) problems.push(required(where, 'must specify a handler type'));
  for (const extra of handlers.slice(1))
    problems.push(forbiddenField(`${where}.${extra}`, 'may not specify more than 1 handler type'));
  const success = numberAt(probe, 'successThreshold');
  if (kind !== 'readinessProbe' && success !== undefined && success !== 1) {
    problems.push(invalidValue(`${where}.successThreshold`, success, 'must be 1'));
  }
  const port = at(probe, 'httpGet', 'port') ?? at(probe, 'tcpSocket', 'port');
  if (typeof port === 'number')
    problems.push(...portNumberProblems(`${where}.${handlers[0] ?? ''}.port`, port));
  return problems;
}

function tolerationProblems(spec: JsonMap, field: string): FieldProblem[] {
  return mapsAt(spec, 'tolerations').flatMap((toleration, index) => {
    const where = `${field}.tolerations[${String(index)}]`;
    const operator = textAt(toleration, 'operator') ?? '';
    const key = textAt(toleration, 'key') ?? '';
    const problems: FieldProblem[] = key === '' ? [] : checkName(`${where}.key`, key, qualifiedName);
    if (key === '' && operator !== 'Exists') {
      problems.push(
        invalidValue(
          `${where}.operator`,
          operator,
          'operator must be Exists when `key` is empty, which means "match all values and all keys"',
        ),
      );
    }
    return [
      ...problems,
      ...optionalOneOf(`${where}.operator`, operator, ['Equal', 'Exists']),
      ...optionalOneOf(`${where}.effect`, textAt(toleration, 'effect'), [
        'NoSchedule',
        'PreferNoSchedule',
        'NoExecute',
      ]),
    ];
  });
}

/** A template's metadata and spec. */
export function templateProblems(
  template: JsonMap,
  field: string,
  restartPolicies: readonly string[],
  claims: readonly string[] = [],
): FieldProblem[] {
  const spec = mapAt(template, 'spec');
  const policy = textAt(spec, 'restartPolicy') ?? '';
  return [
    ...checkLabels(`${field}.labels`, textsAt(template, 'metadata', 'labels')),
    ...checkAnnotations(`${field}.annotations`, textsAt(template, 'metadata', 'annotations')),
    ...podSpecProblems(spec, `${field}.spec`, claims),
    ...(restartPolicies.includes(policy) || !['Always', 'OnFailure', 'Never'].includes(policy)
      ? []
      : [unsupported(`${field}.spec.restartPolicy`, policy, restartPolicies)]),
  ];
}

/** What of a pod may change: images, deadlines and tolerations that are added. */
export function podUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  const changeable = (spec: JsonMap): string => {
    const kept = Object.entries(spec).filter(
      ([key]) =>
        ![
          'tolerations',
          'activeDeadlineSeconds',
          'terminationGracePeriodSeconds',
          'schedulingGates',
          'nodeName',
          'ephemeralContainers',
        ].includes(key),
    );
    const bare = Object.fromEntries(kept);
    for (const list of ['containers', 'initContainers']) {
      if (bare[list] !== undefined)
        bare[list] = mapsAt(spec, list).map((container) => ({ ...container, image: '', resources: {} }));
    }
    return JSON.stringify(bare);
  };
  const problems: FieldProblem[] = [];
  const [now, then] = [mapAt(after, 'spec'), mapAt(before, 'spec')];
  if (changeable(now) !== changeable(then)) {
    problems.push(
      forbiddenField(
        'spec',
        'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
      ),
    );
  }
  const kept = listAt(now, 'tolerations').map((one) => JSON.stringify(one));
  if (!listAt(then, 'tolerations').every((one) => kept.includes(JSON.stringify(one)))) {
    problems.push(
      forbiddenField(
        'spec.tolerations',
        'existing toleration can not be modified except its tolerationSeconds',
      ),
    );
  }
  return problems;
}
