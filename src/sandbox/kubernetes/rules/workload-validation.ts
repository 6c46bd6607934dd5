import type { FieldProblem } from '../api/status-error';
import { at, mapAt, mapsAt, numberAt, sameJson, textAt, textsAt } from '../json';
import type { Json, JsonMap } from '../json';
import { matchesSelector } from '../storage/selectors';
import { checkLabels } from './names';
import { oneOf, optionalOneOf, templateProblems } from './pod-validation';
import { forbiddenField, immutable, invalidValue, required } from './problems';

const always = ['Always'];

export function notNegative(object: JsonMap, ...path: readonly string[]): FieldProblem[] {
  const value = numberAt(object, ...path);
  return value !== undefined && value < 0
    ? [invalidValue(path.join('.'), value, 'must be greater than or equal to 0')]
    : [];
}

export function selectorProblems(selector: Json | undefined, field: string): FieldProblem[] {
  return [
    ...checkLabels(`${field}.matchLabels`, textsAt(selector, 'matchLabels')),
    ...mapsAt(selector, 'matchExpressions').flatMap((expression, index) =>
      oneOf(`${field}.matchExpressions[${String(index)}].operator`, textAt(expression, 'operator'), [
        'In',
        'NotIn',
        'Exists',
        'DoesNotExist',
      ]),
    ),
  ];
}

function isEmptySelector(selector: Json | undefined): boolean {
  return (
    mapsAt(selector, 'matchExpressions').length === 0 &&
    Object.keys(textsAt(selector, 'matchLabels')).length === 0
  );
}

/** Selector and template of everything that has pods of its own. */
function podOwnerProblems(object: JsonMap, kind: string): FieldProblem[] {
  const selector = at(object, 'spec', 'selector');
  const labels = textsAt(object, 'spec', 'template', 'metadata', 'labels');
  const problems: FieldProblem[] = [];
  if (selector === undefined) problems.push(required('spec.selector'));
  else {
    problems.push(...selectorProblems(selector, 'spec.selector'));
    if (isEmptySelector(selector)) {
      problems.push(invalidValue('spec.selector', {}, `empty selector is invalid for ${kind}`));
    }
  }
  if (!matchesSelector(selector, labels)) {
    problems.push(
      invalidValue(
        'spec.template.metadata.labels',
        Object.keys(labels).length === 0 ? null : labels,
        '`selector` does not match template `labels`',
      ),
    );
  }
  const claims = mapsAt(object, 'spec', 'volumeClaimTemplates').map(
    (claim) => textAt(claim, 'metadata', 'name') ?? '',
  );
  const template = mapAt(object, 'spec', 'template');
  return [...problems, ...templateProblems(template, 'spec.template', always, claims)];
}

function rollingProblems(object: JsonMap, field: string): FieldProblem[] {
  const [surge, unavailable] = [
    at(object, ...field.split('.'), 'maxSurge'),
    at(object, ...field.split('.'), 'maxUnavailable'),
  ];
  const problems = [
    ...amountProblems(`${field}.maxUnavailable`, unavailable),
    ...amountProblems(`${field}.maxSurge`, surge),
  ];
  if (isZeroAmount(surge) && isZeroAmount(unavailable)) {
    problems.push(invalidValue(`${field}.maxUnavailable`, unavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  return problems;
}

function isZeroAmount(value: Json | undefined): boolean {
  return value === 0 || value === '0%';
}

function amountProblems(field: string, value: Json | undefined): FieldProblem[] {
  if (typeof value === 'string' && !/^[0-9]+%$/.test(value)) {
    return [
      invalidValue(
        field,
        value,
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')",
      ),
    ];
  }
  return typeof value === 'number' && value < 0
    ? [invalidValue(field, value, 'must be greater than or equal to 0')]
    : [];
}

export function deploymentProblems(object: JsonMap): FieldProblem[] {
  const type = textAt(object, 'spec', 'strategy', 'type');
  return [
    ...notNegative(object, 'spec', 'replicas'),
    ...podOwnerProblems(object, 'deployment'),
    ...oneOf('spec.strategy.type', type, ['Recreate', 'RollingUpdate']),
    ...(type === 'Recreate' && at(object, 'spec', 'strategy', 'rollingUpdate') !== undefined
      ? [
          forbiddenField(
            'spec.strategy.rollingUpdate',
            "may not be specified when strategy `type` is 'Recreate'",
          ),
        ]
      : []),
    ...(type === 'RollingUpdate' ? rollingProblems(object, 'spec.strategy.rollingUpdate') : []),
    ...notNegative(object, 'spec', 'minReadySeconds'),
    ...notNegative(object, 'spec', 'revisionHistoryLimit'),
    ...deadlineProblems(object),
  ];
}

function deadlineProblems(object: JsonMap): FieldProblem[] {
  const deadline = numberAt(object, 'spec', 'progressDeadlineSeconds');
  if (deadline === undefined || deadline > (numberAt(object, 'spec', 'minReadySeconds') ?? 0)) return [];
  return [invalidValue('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')];
}

export function replicaSetProblems(object: JsonMap): FieldProblem[] {
  return [...notNegative(object, 'spec', 'replicas'), ...podOwnerProblems(object, 'replicaset')];
}

export function daemonSetProblems(object: JsonMap): FieldProblem[] {
  const type = textAt(object, 'spec', 'updateStrategy', 'type');
  return [
    ...podOwnerProblems(object, 'daemonset'),
    ...oneOf('spec.updateStrategy.type', type, ['RollingUpdate', 'OnDelete']),
    ...(type === 'RollingUpdate' ? rollingProblems(object, 'spec.updateStrategy.rollingUpdate') : []),
  ];
}

export function statefulSetProblems(object: JsonMap): FieldProblem[] {
  return [
    ...notNegative(object, 'spec', 'replicas'),
    ...podOwnerProblems(object, 'statefulset'),
    ...oneOf('spec.podManagementPolicy', textAt(object, 'spec', 'podManagementPolicy'), [
      'OrderedReady',
      'Parallel',
    ]),
    ...oneOf('spec.updateStrategy.type', textAt(object, 'spec', 'updateStrategy', 'type'), [
      'RollingUpdate',
      'OnDelete',
    ]),
  ];
}

/** Fields of a workload that stay as they were made. */
export function unchanged(
  after: JsonMap,
  before: JsonMap,
  ...paths: readonly (readonly string[])[]
): FieldProblem[] {
  return paths
    .filter((path) => !sameJson(at(after, ...path), at(before, ...path)))
    .map((path) => immutable(path.join('.'), at(after, ...path)));
}

export function selectorUnchanged(after: JsonMap, before: JsonMap): FieldProblem[] {
  return unchanged(after, before, ['spec', 'selector']);
}

const changeableStateful = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

export function statefulSetUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  const fixed = (object: JsonMap) =>
    Object.fromEntries(Object.entries(mapAt(object, 'spec')).filter(([key]) => !changeableStateful.has(key)));
  if (sameJson(fixed(after), fixed(before))) return [];
  return [
    forbiddenField(
      'spec',
      "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
    ),
  ];
}

const jobPolicies = ['OnFailure', 'Never'];

export function jobProblems(object: JsonMap): FieldProblem[] {
  return [...jobSpecProblems(mapAt(object, 'spec'), 'spec')];
}

function jobSpecProblems(spec: JsonMap, field: string): FieldProblem[] {
  const counts = [
    'parallelism',
    'completions',
    'backoffLimit',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
  ];
  const policy = textAt(spec, 'template', 'spec', 'restartPolicy') ?? '';
  return [
    ...counts.flatMap((key) =>
      notNegative(spec, key).map((problem) => ({ ...problem, field: `${field}.${key}` })),
    ),
    ...(policy === 'Always'
      ? [
          {
            ...required(`${field}.template.spec.restartPolicy`),
            message: 'Required value: valid values: "OnFailure", "Never"',
          },
        ]
      : []),
    ...templateProblems(mapAt(spec, 'template'), `${field}.template`, [...jobPolicies, 'Always']),
  ];
}

/** While a job is suspended and has no pods, how they are scheduled may change. */
export function jobUpdateProblems(after: JsonMap, before: JsonMap): FieldProblem[] {
  return unchanged(
    after,
    before,
    ['spec', 'completions'],
    ['spec', 'selector'],
    ['spec', 'template'],
    ['spec', 'completionMode'],
    ['spec', 'podFailurePolicy'],
    ['spec', 'backoffLimitPerIndex'],
  );
}

export function cronJobProblems(object: JsonMap): FieldProblem[] {
  const schedule = textAt(object, 'spec', 'schedule') ?? '';
  const fields = schedule.trim().split(/\s+/).length;
  const wellFormed = schedule.startsWith('@') || fields === 5;
  return [
    ...(schedule === '' ? [required('spec.schedule')] : []),
    ...(schedule === '' || wellFormed
      ? []
      : [
          invalidValue(
            'spec.schedule',
            schedule,
            `expected exactly 5 fields, found ${String(fields)}: [${schedule}]`,
          ),
        ]),
    ...optionalOneOf('spec.concurrencyPolicy', textAt(object, 'spec', 'concurrencyPolicy'), [
      'Allow',
      'Forbid',
      'Replace',
    ]),
    ...jobSpecProblems(mapAt(object, 'spec', 'jobTemplate', 'spec'), 'spec.jobTemplate.spec'),
  ];
}

export function autoscalerProblems(object: JsonMap): FieldProblem[] {
  const most = numberAt(object, 'spec', 'maxReplicas') ?? 0;
  const least = numberAt(object, 'spec', 'minReplicas') ?? 1;
  const problems: FieldProblem[] = [];
  if (most < 1) problems.push(invalidValue('spec.maxReplicas', most, 'must be greater than 0'));
  if (most < least)
    problems.push(invalidValue('spec.maxReplicas', most, 'must be greater than or equal to `minReplicas`'));
  for (const key of ['kind', 'name']) {
    if ((textAt(object, 'spec', 'scaleTargetRef', key) ?? '') === '')
      problems.push(required(`spec.scaleTargetRef.${key}`));
  }
  const apiVersion = textAt(object, 'spec', 'scaleTargetRef', 'apiVersion') ?? '';
  if (!apiVersion.includes('/')) {
    const why = 'apiVersion must specify API group';
    problems.push(invalidValue('spec.scaleTargetRef.apiVersion', apiVersion, why));
  }
  return problems;
}

export function budgetProblems(object: JsonMap): FieldProblem[] {
  const both =
    at(object, 'spec', 'minAvailable') !== undefined && at(object, 'spec', 'maxUnavailable') !== undefined;
  return [
    ...(both
      ? [invalidValue('spec', inside(object), 'minAvailable and maxUnavailable cannot be both set')]
      : []),
    ...amountProblems('spec.minAvailable', at(object, 'spec', 'minAvailable')),
    ...amountProblems('spec.maxUnavailable', at(object, 'spec', 'maxUnavailable')),
    ...selectorProblems(at(object, 'spec', 'selector'), 'spec.selector'),
  ];
}

/** A budget's spec as the API server has it inside. */
function inside(budget: JsonMap): JsonMap {
  const spec = mapAt(budget, 'spec');
  return {
    MinAvailable: spec['minAvailable'] ?? null,
    Selector: spec['selector'] ?? null,
    MaxUnavailable: spec['maxUnavailable'] ?? null,
    UnhealthyPodEvictionPolicy: spec['unhealthyPodEvictionPolicy'] ?? null,
  };
}
