import type { FieldProblem } from '../api/status-error';
import { duplicate, invalidValue, required, tooLong } from './problems';

/** Why a text is no such name; undefined when it is one. */
export type NameRule = (text: string) => string | undefined;

const labelPattern = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const qualifiedPattern = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]';

function rule(pattern: string, most: number, why: string): NameRule {
  const expression = new RegExp(`^(${pattern})$`);
  return (text) => {
    if (text.length > most) return `must be no more than ${String(most)} bytes`;
    return expression.test(text) ? undefined : `${why} regex used for validation is '${pattern}')`;
  };
}

export const dnsSubdomain = rule(
  `${labelPattern}(\\.${labelPattern})*`,
  253,
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com',",
);

const plainLabel = rule(
  labelPattern,
  63,
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',",
);

export const dnsLabel: NameRule = (text) => {
  const problem = plainLabel(text);
  return problem !== undefined && text.length <= 63 && dnsSubdomain(text) === undefined
    ? 'must not contain dots'
    : problem;
};

export const dns1035Label = rule(
  '[a-z]([-a-z0-9]*[a-z0-9])?',
  63,
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123',",
);

const labelValue = rule(
  `(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?`,
  63,
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345',",
);

const qualifiedPart = rule(
  qualifiedPattern,
  63,
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc',",
);

export const configKey = rule(
  '[-._a-zA-Z0-9]+',
  253,
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name',",
);

/** A name that may stand in a URL's path. */
export const pathSegment: NameRule = (text) => {
  if (text === '.' || text === '..') return `may not be '${text}'`;
  const bad = ['/', '%'].find((one) => text.includes(one));
  return bad === undefined ? undefined : `may not contain '${bad}'`;
};

/** `example.com/name` or `name` */
export const qualifiedName: NameRule = (text) => {
  const parts = text.split('/');
  if (parts.length > 2) {
    return "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')";
  }
  const [prefix, name] = parts.length === 2 ? parts : [undefined, text];
  if (prefix !== undefined) {
    if (prefix === '') return 'prefix part must be non-empty';
    const problem = dnsSubdomain(prefix);
    if (problem !== undefined) return `prefix part ${problem}`;
  }
  if (name === undefined || name === '') return 'name part must be non-empty';
  return qualifiedPart(name);
};

export function checkName(field: string, text: string, check: NameRule): FieldProblem[] {
  const problem = check(text);
  return problem === undefined ? [] : [invalidValue(field, text, problem)];
}

export function checkLabels(field: string, labels: Readonly<Record<string, string>>): FieldProblem[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...checkName(field, key, qualifiedName),
    ...checkName(field, value, labelValue),
  ]);
}

const mostAnnotationBytes = 256 * 1024;

export function checkAnnotations(
  field: string,
  annotations: Readonly<Record<string, string>>,
): FieldProblem[] {
  const problems = Object.keys(annotations).flatMap((key) =>
    checkName(field, key.toLowerCase(), qualifiedName),
  );
  const size = Object.entries(annotations).reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  return size > mostAnnotationBytes ? [...problems, tooLong(field, mostAnnotationBytes)] : problems;
}

/** Names of a list's items: there, well-formed, and each only once. */
export function checkItemNames(field: string, names: readonly string[], check: NameRule): FieldProblem[] {
  const seen = new Set<string>();
  return names.flatMap((name, index) => {
    const where = `${field}[${String(index)}].name`;
    if (name === '') return [required(where)];
    const problems = checkName(where, name, check);
    if (seen.has(name)) problems.push(duplicate(where, name));
    seen.add(name);
    return problems;
  });
}
