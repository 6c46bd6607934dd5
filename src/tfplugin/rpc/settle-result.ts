import { formatPath } from '../path';
import type { AnyResource } from '../session';
import { isWhollyKnown, UNKNOWN } from '../unknown';
import type { ObjectValue } from '../value';
import { coerceObject } from '../values/coerce';
import { describeContradiction, settle, withoutUnknown } from '../values/contradictions';
import { transform, withoutWriteOnly } from '../values/transform';
import type { Invocation } from './invocation';

const reportIt = 'this is a mistake in the provider, please report it to its developers';

/**
 * The state to keep after a handler has succeeded. Where the handler returned something that Terraform would
 * refuse, the state holds what was planned, and the error names the attribute: what was made is not lost.
 */
export function settleResult(
  invocation: Invocation,
  resource: AnyResource,
  planned: ObjectValue,
  returned: unknown,
): ObjectValue {
  const { attributes } = resource.schema;
  const { diagnostics } = invocation;
  let actual: ObjectValue;
  try {
    const source = { name: `the state returned by ${resource.typeName}`, dropUnknownAttributes: false };
    actual = withoutWriteOnly(attributes, coerceObject(attributes, returned, source));
  } catch (error) {
    invocation.report(error);
    return withoutUnknown(planned) as ObjectValue;
  }
  const { value, contradictions } = settle(attributes, planned, actual);
  for (const contradiction of contradictions) {
    diagnostics.error(
      contradiction.path,
      'the provider did something else than what was planned',
      `${describeContradiction(attributes, contradiction, 'planned')}; ${reportIt}`,
    );
  }
  transform(attributes, value, ({ shape }, part, path) => {
    if (shape.kind === 'object' ? part === UNKNOWN : !isWhollyKnown(part)) {
      diagnostics.error(
        path,
        'the provider left a value unknown',
        `"${formatPath(path)}" has no value; ${reportIt}`,
      );
    }
    return part;
  });
  return withoutUnknown(value) as ObjectValue;
}
