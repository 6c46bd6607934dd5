import type { Path } from '../path';
import type { Attribute, Attributes } from '../schema/attribute';
import { UNKNOWN } from '../unknown';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import { equalAttribute } from '../values/equal';
import { defaultOf, transform } from '../values/transform';

/**
 * The plan before the resource has its say: what is configured, else the default, else for a computed value
 * the prior one (unknown when there is none yet). Elements of lists meet their prior by index, of maps by key.
 */
export function propose(attributes: Attributes, config: ObjectValue, prior: ObjectValue | null): ObjectValue {
  const result: ObjectValue = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    result[name] = proposeAttribute(
      attribute,
      config[name] ?? null,
      prior === null ? undefined : (prior[name] ?? null),
    );
  }
  return result;
}

/** @param prior undefined when what holds the attribute does not exist yet. */
function proposeAttribute(attribute: Attribute, config: Value, prior: Value | undefined): Value {
  const { options, shape } = attribute;
  if (options.writeOnly) return null;
  if (config === null) {
    if (options.default !== undefined) return completed(attribute, defaultOf(attribute), prior);
    if (!options.computed) return null;
    return prior === undefined ? UNKNOWN : prior;
  }
  return shape.kind === 'object' ? completed(attribute, config, prior) : config;
}

/** Plans what is inside a value that is there. */
function completed(attribute: Attribute, value: Value, prior: Value | undefined): Value {
  const { shape } = attribute;
  if (shape.kind !== 'object') return value;
  const nested = (element: Value, before: Value | undefined): Value =>
    isObjectValue(element)
      ? propose(shape.attributes, element, isObjectValue(before) ? before : null)
      : element;
  if (shape.nesting === 'single') return nested(value, prior);
  if (Array.isArray(value)) {
    const before = shape.nesting === 'list' && Array.isArray(prior) ? prior : [];
    return value.map((element, index) => nested(element, before[index]));
  }
  if (!isObjectValue(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, element]) => [
      key,
      nested(element, isObjectValue(prior) && Object.hasOwn(prior, key) ? prior[key] : undefined),
    ]),
  );
}

/**
 * Makes unknown what is marked `recompute` and not configured.
 *
 * @param untouched What was proposed: a value the resource has planned itself since then stays.
 */
export function recompute(
  attributes: Attributes,
  planned: ObjectValue,
  config: ObjectValue,
  untouched: ObjectValue,
): ObjectValue {
  return transform(attributes, planned, (attribute, value, path) => {
    if (!attribute.options.recompute || valueAt(config, path) !== null) return value;
    return equalAttribute(attribute, value, valueAt(untouched, path)) ? UNKNOWN : value;
  });
}

/** The values from before {@link recompute} in place of what is unknown by it. */
export function withoutRecompute(
  attributes: Attributes,
  planned: ObjectValue,
  proposed: ObjectValue,
): ObjectValue {
  return transform(attributes, planned, (attribute, value, path) =>
    attribute.options.recompute && value === UNKNOWN ? valueAt(proposed, path) : value,
  );
}

function valueAt(object: ObjectValue, path: Path): Value {
  let value: Value = object;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)] ?? null;
    else if (isObjectValue(value)) value = Object.hasOwn(value, step) ? (value[step] ?? null) : null;
    else return null;
  }
  return value;
}
