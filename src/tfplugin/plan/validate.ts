import type { Diagnostics } from '../diagnostics';
import { formatPath } from '../path';
import type { Path } from '../path';
import type { Attribute, Attributes } from '../schema/attribute';
import { isWhollyKnown, UNKNOWN } from '../unknown';
import { isObjectValue } from '../value';
import type { ObjectValue, Value } from '../value';
import { transform } from '../values/transform';

export interface ClientFeatures {
  /** Terraform older than 1.11 would put write-only values into its state. */
  readonly writeOnlyAllowed: boolean;
}

/** Checks what the schema says about single attributes. */
export function validateConfig(
  attributes: Attributes,
  config: ObjectValue,
  features: ClientFeatures,
  diagnostics: Diagnostics,
): void {
  transform(attributes, config, (attribute, value, path) => {
    if (value !== null) validateValue(attribute, value, path, features, diagnostics);
    return value;
  });
}

function validateValue(
  attribute: Attribute,
  value: Value,
  path: Path,
  features: ClientFeatures,
  diagnostics: Diagnostics,
): void {
  const { options } = attribute;
  const place = `"${formatPath(path)}"`;
  if (options.deprecated !== undefined) diagnostics.warn(path, `${place} is deprecated`, options.deprecated);
  if (options.writeOnly && !features.writeOnlyAllowed) {
    diagnostics.error(
      path,
      `${place} is write-only, which this version of Terraform cannot handle`,
      'upgrade to Terraform 1.11 or newer, or leave the attribute out',
    );
  }
  refuseNullElements(attribute, value, path, diagnostics);
  if (options.validate === undefined || !isWhollyKnown(value)) return;
  const problem = (options.validate as (value: Value) => string | undefined)(value);
  if (problem !== undefined) diagnostics.error(path, `invalid ${place}: ${problem}`);
}

/** Handlers are promised elements that are there. */
function refuseNullElements(attribute: Attribute, value: Value, path: Path, diagnostics: Diagnostics): void {
  const { shape } = attribute;
  if (value === UNKNOWN || shape.kind === 'primitive') return;
  if (shape.kind === 'object' && shape.nesting === 'single') return;
  const elements: [string | number, Value][] = Array.isArray(value)
    ? value.map((element, index) => [index, element])
    : isObjectValue(value)
      ? Object.entries(value)
      : [];
  for (const [step, element] of elements) {
    if (element !== null) continue;
    const place = [...path, step];
    diagnostics.error(place, `"${formatPath(place)}" is null`, 'leave the element out, or give it a value');
  }
}
