import { badRequest } from '../api/status-error';
import type { StatusError } from '../api/status-error';
import { at, mapsAt, listAt, textAt, textsAt } from '../json';
import type { Json, JsonMap } from '../json';

export type Matcher = (object: JsonMap) => boolean;

const everything: Matcher = () => true;

type Operator = 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';

interface Requirement {
  readonly key: string;
  readonly operator: Operator;
  readonly values: readonly string[];
}

function meets(labels: Readonly<Record<string, string>>, { key, operator, values }: Requirement): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
}

/** `app=web,tier!=cache,zone in (a, b),!gone`. @throws StatusError 400 */
export function parseLabelSelector(text: string | undefined): Matcher {
  if (text === undefined || text.trim() === '') return everything;
  const requirements = splitTerms(text).map(parseTerm);
  return (object) => {
    const labels = textsAt(object, 'metadata', 'labels');
    return requirements.every((requirement) => meets(labels, requirement));
  };
}

/** At commas outside of parentheses. */
function splitTerms(text: string): string[] {
  return text.split(/,(?![^(]*\))/).map((term) => term.trim());
}

function parseTerm(term: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(term);
  if (set !== null) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return { key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values };
  }
  const equal = /^([^\s!=]+)\s*(==|=|!=)\s*([^\s=!]*)$/.exec(term);
  if (equal !== null) {
    return { key: equal[1] ?? '', operator: equal[2] === '!=' ? 'NotIn' : 'In', values: [equal[3] ?? ''] };
  }
  const exists = /^(!?)\s*([A-Za-z0-9][A-Za-z0-9./_-]*)$/.exec(term);
  if (exists !== null) {
    return { key: exists[2] ?? '', operator: exists[1] === '!' ? 'DoesNotExist' : 'Exists', values: [] };
  }
  throw badRequest(
    `unable to parse requirement: found ${JSON.stringify(term)}, expected: identifier, '!', 'in' or '='`,
  );
}

/** A `LabelSelector` of the API. An absent one matches nothing, an empty one everything. */
export function matchesSelector(
  selector: Json | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  if (selector === undefined || selector === null) return false;
  for (const [key, value] of Object.entries(textsAt(selector, 'matchLabels'))) {
    if (labels[key] !== value) return false;
  }
  return mapsAt(selector, 'matchExpressions').every((expression) =>
    meets(labels, {
      key: textAt(expression, 'key') ?? '',
      operator: (textAt(expression, 'operator') ?? 'Exists') as Operator,
      values: listAt(expression, 'values').map(String),
    }),
  );
}

/** The text form of a `LabelSelector`, as `status.selector` of scales has it. */
export function selectorText(selector: Json | undefined): string {
  const labels = Object.entries(textsAt(selector, 'matchLabels')).map(([key, value]) => `${key}=${value}`);
  const expressions = mapsAt(selector, 'matchExpressions').map((expression) => {
    const key = textAt(expression, 'key') ?? '';
    const values = listAt(expression, 'values').map(String).join(',');
    const operator = textAt(expression, 'operator');
    if (operator === 'In') return `${key} in (${values})`;
    if (operator === 'NotIn') return `${key} notin (${values})`;
    return operator === 'Exists' ? key : `!${key}`;
  });
  return [...labels, ...expressions].sort().join(',');
}

/** Fields that can be selected beside name and namespace, by group and kind. */
const selectable: Readonly<Record<string, readonly string[]>> = {
  '/Pod': [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  '/Event': [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  '/Secret': ['type'],
  '/Namespace': ['status.phase'],
  '/Node': ['spec.unschedulable'],
  '/ReplicationController': ['status.replicas'],
  'apps/ReplicaSet': ['status.replicas'],
  'batch/Job': ['status.successful'],
  'certificates.k8s.io/CertificateSigningRequest': ['spec.signerName'],
  '/Service': ['spec.clusterIP', 'spec.type'],
};

/** `metadata.name=web,status.phase!=Running`. @throws StatusError 400 for fields that cannot be selected */
export function parseFieldSelector(text: string | undefined, groupKind: string): Matcher {
  if (text === undefined || text.trim() === '') return everything;
  const allowed = ['metadata.name', 'metadata.namespace', ...(selectable[groupKind] ?? [])];
  const terms = text.split(',').map((term) => {
    const match = /^\s*([^!=\s]+)\s*(==|=|!=)\s*(.*)$/.exec(term);
    if (match === null)
      throw badRequest(`invalid selector: ${JSON.stringify(text)}; can't understand ${JSON.stringify(term)}`);
    const [, field = '', operator, value = ''] = match;
    if (!allowed.includes(field)) throw unknownField(field, groupKind);
    return { path: field.split('.'), wanted: value, equal: operator !== '!=' };
  });
  return (object) =>
    terms.every(({ path, wanted, equal }) => {
      const found = at(object, ...path);
      const shown =
        found === undefined || found === null ? (path.at(-1) === 'unschedulable' ? 'false' : '') : found;
      return (String(shown as string | number | boolean) === wanted) === equal;
    });
}

function unknownField(field: string, groupKind: string): StatusError {
  if (selectable[groupKind] !== undefined) return badRequest(`field label not supported: ${field}`);
  return badRequest(
    `${JSON.stringify(field)} is not a known field selector: only "metadata.name", "metadata.namespace"`,
  );
}
