import { formatPath } from '../path';
import type { Path } from '../path';
import type { Attribute, Attributes } from '../schema/attribute';
import { isHidden } from '../schema/walk';
import { isWhollyKnown, UNKNOWN } from '../unknown';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import { equalAttribute } from './equal';

/** A place where a value is not what was promised. */
export interface Contradiction {
  readonly path: Path;
  readonly promised: Value;
  readonly actual: Value;
}

/** How to settle a value that was promised. */
interface Settlement {
  /** The promise where it is known, the actual value where it was unknown. */
  readonly value: ObjectValue;
  readonly contradictions: readonly Contradiction[];
}

/**
 * Holds what a handler returned against the plan, where unknown parts of the plan promise nothing. Terraform
 * refuses a state that breaks the promise, so the settled value keeps it, and the contradictions are reported
 * as the mistake of the provider they are.
 */
export function settle(attributes: Attributes, promised: ObjectValue, actual: ObjectValue): Settlement {
  const contradictions: Contradiction[] = [];
  return { value: settleObject(attributes, promised, actual, [], contradictions), contradictions };
}

function settleObject(
  attributes: Attributes,
  promised: ObjectValue,
  actual: ObjectValue,
  path: Path,
  found: Contradiction[],
): ObjectValue {
  const result: ObjectValue = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    result[name] = settleAttribute(
      attribute,
      promised[name] ?? null,
      actual[name] ?? null,
      [...path, name],
      found,
    );
  }
  return result;
}

function settleAttribute(
  attribute: Attribute,
  promised: Value,
  actual: Value,
  path: Path,
  found: Contradiction[],
): Value {
  if (promised === UNKNOWN) return actual;
  if (equalAttribute(attribute, promised, actual)) return promised;
  const { shape } = attribute;
  if (shape.kind === 'collection' && shape.collection === 'set') {
    return settleSet(promised, actual, path, found);
  }
  const element = (one: Value, other: Value, place: Path): Value => {
    if (shape.kind === 'object' && isObjectValue(one) && isObjectValue(other)) {
      return settleObject(shape.attributes, one, other, place, found);
    }
    return settleLeaf(one, other, place, found);
  };
  if (shape.kind === 'object' && shape.nesting === 'set') {
    return keepsObjects(shape.attributes, promised, actual)
      ? actual
      : settleLeaf(promised, actual, path, found);
  }
  if (shape.kind === 'object' && shape.nesting === 'single') return element(promised, actual, path);
  if (Array.isArray(promised) && Array.isArray(actual) && promised.length === actual.length) {
    return promised.map((value, index) => element(value, actual[index] ?? null, [...path, index]));
  }
  if (isObjectValue(promised) && isObjectValue(actual) && sameKeys(promised, actual)) {
    return Object.fromEntries(
      Object.entries(promised).map(([key, value]) => [
        key,
        element(value, actual[key] ?? null, [...path, key]),
      ]),
    );
  }
  return settleLeaf(promised, actual, path, found);
}

/** Unknown members of a set may become anything, so only the known ones can be missed. */
function settleSet(promised: Value, actual: Value, path: Path, found: Contradiction[]): Value {
  if (Array.isArray(promised) && Array.isArray(actual) && promised.includes(UNKNOWN)) {
    const members = new Set(actual);
    if (promised.every((member) => member === UNKNOWN || members.has(member))) return actual;
  }
  return settleLeaf(promised, actual, path, found);
}

/** Whether the actual members can be what has become of the promised ones. */
function keepsObjects(attributes: Attributes, promised: Value, actual: Value): boolean {
  if (!Array.isArray(promised) || !Array.isArray(actual)) return false;
  // Two that are known in part may turn out to be one.
  if (isWhollyKnown(promised) ? promised.length !== actual.length : promised.length < actual.length)
    return false;
  const mayBe = (promise: Value, outcome: Value): boolean => {
    if (promise === UNKNOWN || !isObjectValue(promise) || !isObjectValue(outcome))
      return promise === UNKNOWN || promise === outcome;
    return settle(attributes, promise, outcome).contradictions.length === 0;
  };
  return (
    promised.every((promise) => actual.some((outcome) => mayBe(promise, outcome))) &&
    actual.every((outcome) => promised.some((promise) => mayBe(promise, outcome)))
  );
}

function settleLeaf(promised: Value, actual: Value, path: Path, found: Contradiction[]): Value {
  if (promised === UNKNOWN || promised === actual) return actual;
  found.push({ path, promised, actual });
  return withoutUnknown(promised);
}

function sameKeys(left: ObjectValue, right: ObjectValue): boolean {
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key));
}

/** Null in place of everything unknown: what a state may hold. */
export function withoutUnknown(value: Value): Value {
  if (value === UNKNOWN) return null;
  if (Array.isArray(value)) return value.map(withoutUnknown);
  if (!isObjectValue(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, withoutUnknown(element)]));
}

/** Names the attribute, and both values unless the attribute hides them. */
export function describeContradiction(
  attributes: Attributes,
  contradiction: Contradiction,
  promise: 'planned' | 'configured',
): string {
  const { path, promised, actual } = contradiction;
  const place = `"${formatPath(path)}"`;
  if (isHidden(attributes, path)) return `${place} is not what was ${promise}`;
  return `${place} was ${promise} as ${show(promised)} and is ${show(actual)}`;
}

function show(value: Value): string {
  return JSON.stringify(value, (_key, inner: unknown) => (inner === UNKNOWN ? '(unknown)' : inner));
}
