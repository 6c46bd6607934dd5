import type { FieldProblem } from '../api/status-error';
import { isList, isMap, listAt, mapsAt, numberAt, sameJson, textAt, toJson } from '../json';
import type { Json, JsonMap } from '../json';

/**
 * What a custom object breaks of its definition's schema, in the words of the real API server. Rules in CEL
 * (`x-kubernetes-validations`) are not evaluated.
 */
export function schemaProblems(value: Json, rules: JsonMap, path = ''): FieldProblem[] {
  if (value === null && rules['nullable'] === true) return [];
  const problems: FieldProblem[] = [];
  const bad = (message: string) => {
    problems.push({
      field: path === '' ? '<nil>' : path,
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${show(value)}: ${path === '' ? '' : `${path} `}in body ${message}`,
    });
  };
  if (!hasType(value, rules)) {
    const wanted =
      rules['x-kubernetes-int-or-string'] === true ? 'integer,string' : (textAt(rules, 'type') ?? '');
    const found = typeName(value);
    return [
      {
        field: path,
        reason: 'FieldValueTypeInvalid',
        message: `Invalid value: ${JSON.stringify(found)}: ${path} in body must be of type ${wanted}: ${JSON.stringify(found)}`,
      },
    ];
  }
  const allowed = listAt(rules, 'enum');
  if (allowed.length > 0 && !allowed.some((one) => sameJson(one, value))) {
    problems.push({
      field: path,
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${show(value)}: supported values: ${allowed.map((one) => toJson(one)).join(', ')}`,
    });
  }
  if (typeof value === 'string') checkText(value, rules, bad);
  if (typeof value === 'number') checkNumber(value, rules, bad);
  if (isList(value)) problems.push(...checkList(value, rules, path, bad));
  else if (isMap(value)) problems.push(...checkMap(value, rules, path, bad));
  problems.push(...checkCombinations(value, rules, path, bad));
  return problems;
}

function show(value: Json): string {
  return typeof value === 'object' && value !== null ? (isList(value) ? '[]' : '{}') : toJson(value);
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (isMap(value)) return 'object';
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) return 'integer';
  return typeof value === 'number' ? 'number' : typeof value;
}

function hasType(value: Json, rules: JsonMap): boolean {
  const found = typeName(value);
  if (rules['x-kubernetes-int-or-string'] === true) return found === 'integer' || found === 'string';
  const wanted = textAt(rules, 'type');
  return wanted === undefined || wanted === found || (wanted === 'number' && found === 'integer');
}

type Complain = (message: string) => void;

function checkText(value: string, rules: JsonMap, bad: Complain): void {
  const shortest = numberAt(rules, 'minLength');
  const longest = numberAt(rules, 'maxLength');
  const length = [...value].length;
  if (shortest !== undefined && length < shortest) bad(`should be at least ${String(shortest)} chars long`);
  if (longest !== undefined && length > longest) bad(`should be at most ${String(longest)} chars long`);
  const pattern = textAt(rules, 'pattern');
  if (pattern !== undefined && readPattern(pattern)?.test(value) === false) bad(`should match '${pattern}'`);
  const format = textAt(rules, 'format');
  if (format === 'date-time' && Number.isNaN(Date.parse(value)))
    bad(`must be of type date-time: ${JSON.stringify(value)}`);
}

/** Go's regular expressions have inline flags at the start; what cannot be read in ours is not checked. */
function readPattern(pattern: string): RegExp | undefined {
  const flagged = /^\(\?([a-z]+)\)(.*)$/s.exec(pattern);
  try {
    return flagged === null ? new RegExp(pattern) : new RegExp(flagged[2] ?? '', flagged[1]);
  } catch {
    return undefined;
  }
}

function checkNumber(value: number, rules: JsonMap, bad: Complain): void {
  const least = numberAt(rules, 'minimum');
  const most = numberAt(rules, 'maximum');
  const above = rules['exclusiveMinimum'] === true;
  const below = rules['exclusiveMaximum'] === true;
  if (least !== undefined && (above ? value <= least : value < least)) {
    bad(`should be greater than ${above ? '' : 'or equal to '}${String(least)}`);
  }
  if (most !== undefined && (below ? value >= most : value > most)) {
    bad(`should be less than ${below ? '' : 'or equal to '}${String(most)}`);
  }
  const step = numberAt(rules, 'multipleOf');
  if (step !== undefined && value % step !== 0) bad(`should be a multiple of ${String(step)}`);
}

function checkList(value: readonly Json[], rules: JsonMap, path: string, bad: Complain): FieldProblem[] {
  const fewest = numberAt(rules, 'minItems');
  const most = numberAt(rules, 'maxItems');
  if (fewest !== undefined && value.length < fewest) bad(`should have at least ${String(fewest)} items`);
  if (most !== undefined && value.length > most) bad(`should have at most ${String(most)} items`);
  const type = textAt(rules, 'x-kubernetes-list-type');
  const keys = listAt(rules, 'x-kubernetes-list-map-keys').map(String);
  const problems: FieldProblem[] = [];
  if (type === 'set' || type === 'map') {
    const seen = new Set<string>();
    for (const [index, item] of value.entries()) {
      const key =
        type === 'set'
          ? toJson(item)
          : toJson(keys.map((name) => (isMap(item) ? (item[name] ?? null) : null)));
      if (seen.has(key)) {
        const shown =
          type === 'set'
            ? toJson(item)
            : JSON.stringify(Object.fromEntries(keys.map((name) => [name, isMap(item) ? item[name] : null])));
        problems.push({
          field: `${path}[${String(index)}]`,
          reason: 'FieldValueDuplicate',
          message: `Duplicate value: ${shown}`,
        });
      }
      seen.add(key);
    }
  }
  const items = rules['items'];
  if (!isMap(items)) return problems;
  return [
    ...problems,
    ...value.flatMap((item, index) => schemaProblems(item, items, `${path}[${String(index)}]`)),
  ];
}

function checkMap(value: JsonMap, rules: JsonMap, path: string, bad: Complain): FieldProblem[] {
  const entries = Object.entries(value).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  const fewest = numberAt(rules, 'minProperties');
  const most = numberAt(rules, 'maxProperties');
  if (fewest !== undefined && entries.length < fewest)
    bad(`should have at least ${String(fewest)} properties`);
  if (most !== undefined && entries.length > most) bad(`should have at most ${String(most)} properties`);
  const below = (key: string) => (path === '' ? key : `${path}.${key}`);
  const problems: FieldProblem[] = listAt(rules, 'required')
    .map(String)
    .filter((key) => value[key] === undefined)
    .map((key) => ({ field: below(key), reason: 'FieldValueRequired', message: 'Required value' }));
  const properties = isMap(rules['properties']) ? rules['properties'] : {};
  const additional = rules['additionalProperties'];
  for (const [key, item] of entries) {
    if (path === '' && (key === 'metadata' || key === 'apiVersion' || key === 'kind')) continue;
    const inner = Object.hasOwn(properties, key) ? properties[key] : additional;
    if (isMap(inner)) problems.push(...schemaProblems(item, inner, below(key)));
  }
  return problems;
}

function checkCombinations(value: Json, rules: JsonMap, path: string, bad: Complain): FieldProblem[] {
  const fits = (other: JsonMap) => schemaProblems(value, other, path).length === 0;
  const problems = mapsAt(rules, 'allOf').flatMap((other) => schemaProblems(value, other, path));
  const any = mapsAt(rules, 'anyOf');
  if (any.length > 0 && !any.some(fits)) bad('must validate at least one schema (anyOf)');
  const one = mapsAt(rules, 'oneOf');
  if (one.length > 0 && one.filter(fits).length !== 1) bad('must validate one and only one schema (oneOf)');
  const not = rules['not'];
  if (isMap(not) && fits(not)) bad('must not validate the schema (not)');
  return problems;
}
