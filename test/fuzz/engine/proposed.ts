import type { Attribute, Attributes } from './schema';
import { isList, isObject, type ObjectValue, type Value } from './values';

/**
 * What Terraform proposes before it asks the provider: what is configured, and for what is computed and not
 * configured, what there was (Terraform's `objchange.ProposedNew`).
 */
export function proposedNew(
  attributes: Attributes,
  prior: ObjectValue | null,
  config: ObjectValue,
): ObjectValue {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      proposed(attribute, prior?.[name] ?? null, config[name] ?? null),
    ]),
  );
}

function proposed({ computed, writeOnly, nested }: Attribute, prior: Value, config: Value): Value {
  if (writeOnly) return null;
  if (config === null) return computed ? prior : null;
  if (nested === undefined || nested.nesting === 'set') return config;
  const element = (held: Value, before: Value): Value =>
    isObject(held) ? proposedNew(nested.attributes, isObject(before) ? before : null, held) : held;
  if (nested.nesting === 'single') return element(config, prior);
  if (isList(config)) {
    return config.map((held, index) => element(held, isList(prior) ? (prior[index] ?? null) : null));
  }
  if (!isObject(config)) return config;
  return Object.fromEntries(
    Object.entries(config).map(([key, held]) => [
      key,
      element(held, isObject(prior) ? (prior[key] ?? null) : null),
    ]),
  );
}
