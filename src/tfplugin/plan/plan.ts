import type { Diagnostics } from '../diagnostics';
import type { Path } from '../path';
import type { AnyResource } from '../session';
import { UNKNOWN } from '../unknown';
import type { ObjectValue } from '../value';
import type { ResourceContext } from '../resource';
import type { Attributes } from '../schema/attribute';
import { coerceObject } from '../values/coerce';
import { describeContradiction, settle } from '../values/contradictions';
import { copyObject } from '../values/copy';
import { equalAttribute, equalObject } from '../values/equal';
import { transform, withoutWriteOnly } from '../values/transform';
import { propose, recompute, withoutRecompute } from './propose';
import { replacements } from './replacements';

export interface Plan {
  readonly planned: ObjectValue | null;
  readonly requiresReplace: readonly Path[];
}

/** @param config null when the resource is to be destroyed. */
export async function plan(
  resource: AnyResource,
  prior: ObjectValue | null,
  config: ObjectValue | null,
  context: ResourceContext<unknown>,
): Promise<Plan> {
  const requiresReplace: Path[] = [];
  const requireReplace = (path: Path): void => void requiresReplace.push(path);
  if (config === null) {
    await resource.plan?.({ ...context, prior, config: null, planned: null, requireReplace });
    return { planned: null, requiresReplace: [] };
  }

  const { attributes } = resource.schema;
  const proposed = propose(attributes, config, prior);
  const changes = prior === null || !equalObject(attributes, prior, proposed);
  let planned = changes ? recompute(attributes, proposed, config, proposed) : proposed;
  if (resource.plan !== undefined) {
    const draft = copyObject(planned);
    await resource.plan({ ...context, prior, config: copyObject(config), planned: draft, requireReplace });
    const source = { name: 'the plan of the provider', dropUnknownAttributes: false };
    planned = withoutWriteOnly(attributes, coerceObject(attributes, draft, source));
    if (prior !== null && !changes && !equalObject(attributes, prior, planned)) {
      planned = recompute(attributes, planned, config, proposed);
    }
    if (prior !== null && changes) {
      // The resource may have taken back all that was proposed.
      const settled = withoutRecompute(attributes, planned, proposed);
      if (equalObject(attributes, prior, settled)) planned = settled;
    }
    checkAgainstConfig(attributes, { config, prior, planned }, context.diagnostics);
  }
  if (prior !== null) requiresReplace.push(...replacements(attributes, prior, planned));
  return { planned, requiresReplace };
}

/** What is configured is planned; or the prior value of a whole attribute, where the resource says that it means the same. */
function checkAgainstConfig(
  attributes: Attributes,
  { config, prior, planned }: { config: ObjectValue; prior: ObjectValue | null; planned: ObjectValue },
  diagnostics: Diagnostics,
): void {
  const promised = transform(attributes, config, (attribute, value, path) => {
    const { computed, writeOnly } = attribute.options;
    if (writeOnly) return null;
    const [name = '', ...inside] = path;
    const before = inside.length === 0 ? (prior?.[name] ?? null) : null;
    if (value !== null && before !== null && equalAttribute(attribute, before, planned[name] ?? null))
      return UNKNOWN;
    return value === null && (computed || attribute.options.default !== undefined) ? UNKNOWN : value;
  });
  for (const contradiction of settle(attributes, promised, planned).contradictions) {
    diagnostics.error(
      contradiction.path,
      'the provider plans something else than what is configured',
      `${describeContradiction(attributes, contradiction, 'configured')}; this is a mistake in the provider, please report it to its developers`,
    );
  }
}
