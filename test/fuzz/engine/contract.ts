import type { Attribute, Attributes } from './schema';
import { equal, isList, isObject, UNKNOWN, type ObjectValue, type Value } from './values';

/**
 * What Terraform holds a plan against (`objchange.AssertPlanValid`): what is configured is planned as it is
 * written, or stays as it was; only what is computed and not configured is for the provider to say.
 */
export function planProblems(
  attributes: Attributes,
  prior: ObjectValue | null,
  config: ObjectValue,
  planned: ObjectValue,
  path = '',
): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    plannedProblems(
      attribute,
      prior?.[name] ?? null,
      config[name] ?? null,
      planned[name] ?? null,
      `${path}.${name}`,
    ),
  );
}

function plannedProblems(
  attribute: Attribute,
  prior: Value,
  config: Value,
  planned: Value,
  path: string,
): readonly string[] {
  const { computed, writeOnly, nested } = attribute;
  if (writeOnly) return planned === null ? [] : [`${path} is write-only and planned`];
  if (equal(attribute, planned, config)) return [];
  if (prior !== null && config !== null && equal(attribute, planned, prior)) return [];
  if (config === null && computed) return [];
  if (nested !== undefined) {
    const { attributes, nesting } = nested;
    const element = (before: Value, wanted: Value, gives: Value, place: string): readonly string[] =>
      isObject(wanted) && isObject(gives)
        ? planProblems(attributes, isObject(before) ? before : null, wanted, gives, place)
        : [`${place} is planned otherwise than it is configured`];
    if (nesting === 'single') return element(prior, config, planned, path);
    if (isList(config) && isList(planned)) {
      if (config.length !== planned.length) return [`${path} is planned with another number of elements`];
      // Which member of a set has become which is not known.
      const fits = (wanted: Value, gives: Value): boolean => element(null, wanted, gives, path).length === 0;
      if (nesting === 'set') {
        return planned.every((gives) => config.some((wanted) => fits(wanted, gives)))
          ? []
          : [`${path} is planned with a member that is not configured`];
      }
      return config.flatMap((wanted, index) =>
        element(
          isList(prior) ? (prior[index] ?? null) : null,
          wanted,
          planned[index] ?? null,
          `${path}[${index}]`,
        ),
      );
    }
    if (isObject(config) && isObject(planned)) {
      if (Object.keys(config).sort().join() !== Object.keys(planned).sort().join()) {
        return [`${path} is planned with other keys than it is configured`];
      }
      return Object.keys(config).flatMap((key) =>
        element(
          isObject(prior) ? (prior[key] ?? null) : null,
          config[key] ?? null,
          planned[key] ?? null,
          `${path}[${key}]`,
        ),
      );
    }
  }
  return [`${path} is planned as ${show(planned)} and configured as ${show(config)}`];
}

/**
 * What Terraform holds a result against (`objchange.AssertObjectCompatible`): what was planned as known is as it was
 * planned.
 */
export function resultProblems(
  attributes: Attributes,
  planned: ObjectValue,
  actual: ObjectValue,
  path = '',
): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) =>
    compatible(attribute, planned[name] ?? null, actual[name] ?? null, `${path}.${name}`),
  );
}

function compatible(attribute: Attribute, planned: Value, actual: Value, path: string): readonly string[] {
  if (planned === UNKNOWN || equal(attribute, planned, actual)) return [];
  const { nested } = attribute;
  const member = (one: Value, other: Value, place: string): readonly string[] => {
    if (one === UNKNOWN || one === other) return [];
    if (nested !== undefined && isObject(one) && isObject(other))
      return resultProblems(nested.attributes, one, other, place);
    return [`${place} was planned as ${show(one)} and is ${show(other)}`];
  };
  if (nested?.nesting === 'single') return member(planned, actual, path);
  if (isList(planned) && isList(actual)) {
    if (isSet(attribute)) {
      const fits = (one: Value, other: Value): boolean => member(one, other, path).length === 0;
      return planned.length >= actual.length &&
        planned.every((one) => actual.some((other) => fits(one, other))) &&
        actual.every((other) => planned.some((one) => fits(one, other)))
        ? []
        : [`${path} was planned as ${show(planned)} and is ${show(actual)}`];
    }
    if (planned.length === actual.length) {
      return planned.flatMap((one, index) => member(one, actual[index] ?? null, `${path}[${index}]`));
    }
  }
  if (isObject(planned) && isObject(actual) && nested?.nesting !== undefined) {
    if (Object.keys(planned).sort().join() === Object.keys(actual).sort().join()) {
      return Object.keys(planned).flatMap((key) =>
        member(planned[key] ?? null, actual[key] ?? null, `${path}[${key}]`),
      );
    }
  }
  return [`${path} was planned as ${show(planned)} and is ${show(actual)}`];
}

function isSet({ nested, type }: Attribute): boolean {
  return nested === undefined ? Array.isArray(type) && type[0] === 'set' : nested.nesting === 'set';
}

function show(value: Value): string {
  return JSON.stringify(value, (_key, held: unknown) => (held === UNKNOWN ? '(unknown)' : held));
}
