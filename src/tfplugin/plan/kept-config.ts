import { DiagnosticError, Diagnostics } from '../diagnostics';
import { formatPath } from '../path';
import type { Attribute } from '../schema/attribute';
import type { Known, Schema } from '../schema/schema';
import { isObjectValue, type ObjectValue, type Value } from '../value';
import { coerceObject } from '../values/coerce';
import { transform, withDefaults } from '../values/transform';
import { validateConfig } from './validate';

/**
 * What a user may have written of a resource, to be kept outside of Terraform: without computed and write-only
 * attributes, and without what is null.
 */
export function configOf(schema: Schema, state: Readonly<Record<string, unknown>>): ObjectValue {
  const kept: ObjectValue = {};
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    if (isConfigurable(attribute)) kept[name] = (state[name] ?? null) as Value;
  }
  return withoutNulls(kept);
}

/**
 * Reads what {@link configOf} gave, or what somebody made of it since: every rule of the schema holds, as for a
 * configuration. Computed attributes are null in the result.
 *
 * @param name Begins the errors: `the record on host 10.0.0.11`.
 * @throws DiagnosticError for the first rule that is broken.
 */
export function readConfig<S extends Schema>(schema: S, kept: unknown, name: string): Known<S> {
  const { attributes } = schema;
  const config = withDefaults(
    attributes,
    coerceObject(attributes, kept, { name, dropUnknownAttributes: false }),
  );
  transform(attributes, config, ({ options }, value, path) => {
    if (options.required && value === null) {
      throw new DiagnosticError(`${name} has no "${formatPath(path)}", which is required`, '', path);
    }
    return value;
  });
  for (const [attribute, { options }] of Object.entries(attributes)) {
    if (isConfigurable({ options }) || config[attribute] === null) continue;
    throw new DiagnosticError(`${name} has "${attribute}", which nobody can configure`, '', [attribute]);
  }
  const diagnostics = new Diagnostics();
  validateConfig(attributes, config, { writeOnlyAllowed: true }, diagnostics);
  const problem = diagnostics.all.find(({ severity }) => severity === 'error');
  if (problem !== undefined)
    throw new DiagnosticError(`${name}: ${problem.summary}`, problem.detail, problem.path);
  return config as Known<S>;
}

function isConfigurable({ options }: Pick<Attribute, 'options'>): boolean {
  const { required, optional, writeOnly } = options;
  return !writeOnly && (required === true || optional === true || options.default !== undefined);
}

function withoutNulls(object: ObjectValue): ObjectValue {
  return Object.fromEntries(
    Object.entries(object)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, isObjectValue(value) ? withoutNulls(value) : value]),
  );
}
