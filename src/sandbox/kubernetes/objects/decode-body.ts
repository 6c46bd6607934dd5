import { badRequest, invalid, StatusError } from '../api/status-error';
import { isMap, textAt, toJson } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { builtinSchema } from '../kinds/builtin-schemas';
import { presetFromRules, pruneUnknown } from '../kinds/custom-values';
import { decodeObject } from '../kinds/decode';
import { apiVersionOf, groupKindOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { defaulters } from '../rules/defaults';
import { draftOf } from '../rules/draft';
import type { WriteOptions } from './actor';

/**
 * A body in the form in which its kind is kept, defaults filled in. The result is nobody else's: it may be changed.
 * @throws StatusError 400
 */
export function decodeBody(resource: Resource, body: Json, options: WriteOptions): ApiObject {
  if (!isMap(body)) throw badRequest('the body is no JSON object');
  const typed = withType(resource, body);
  return resource.custom === undefined
    ? decodeBuiltin(resource, typed, options)
    : decodeCustom(resource, typed, options);
}

/** What a patch made of an object. @throws StatusError 422 for values of another type, 400 */
export function decodePatched(resource: Resource, patched: Json, options: WriteOptions): ApiObject {
  try {
    return decodeBody(resource, patched, options);
  } catch (error) {
    const why =
      error instanceof StatusError
        ? /(json: cannot unmarshal .*|quantities must .*)$/s.exec(error.message)
        : null;
    if (why === null) throw error;
    const field = 'patch';
    const message = `Invalid value: ${JSON.stringify(toJson(patched))}: ${why[1] ?? ''}`;
    throw invalid({ name: '' }, [{ field, reason: 'FieldValueInvalid', message }]);
  }
}

/** The kind may be left out: the path says it. */
function withType(resource: Resource, body: JsonMap): JsonMap {
  const wanted = apiVersionOf(resource);
  const apiVersion = textAt(body, 'apiVersion') ?? '';
  const kind = textAt(body, 'kind') ?? '';
  if (apiVersion !== '' && apiVersion !== wanted) {
    if (kind === resource.kind) {
      // The place in its source that the real one names.
      throw badRequest(
        `${kind} in version ${JSON.stringify(apiVersion.split('/').at(-1) ?? '')} cannot be handled as a ${kind}: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(apiVersion)} in scheme "pkg/runtime/scheme.go:110"`,
      );
    }
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${wanted})`,
    );
  }
  if (kind !== '' && kind !== resource.kind) {
    throw badRequest(
      `${kind} in version ${JSON.stringify(resource.version)} cannot be handled as a ${resource.kind}: converting (v1.${kind}) to (${resource.group === '' ? 'core' : resource.group}.${resource.kind}): unknown conversion`,
    );
  }
  return { ...body, apiVersion: wanted, kind: resource.kind };
}

function decodeBuiltin(resource: Resource, body: JsonMap, options: WriteOptions): ApiObject {
  const { value, unknown, wrong } = decodeObject(body, resource.schema);
  const [first] = wrong;
  if (first !== undefined) {
    throw badRequest(
      `${resource.kind} in version ${JSON.stringify(resource.version)} cannot be handled as a ${resource.kind}: ${first}`,
    );
  }
  complain(resource, unknown, options);
  defaulters[groupKindOf(resource)]?.(draftOf(value));
  return value as ApiObject;
}

function decodeCustom(resource: Resource, body: JsonMap, options: WriteOptions): ApiObject {
  const metadata = decodeObject(
    isMap(body['metadata']) ? body['metadata'] : {},
    builtinSchema('meta.v1.ObjectMeta'),
  );
  const [wrong] = metadata.wrong;
  if (wrong !== undefined) throw badRequest(`${resource.kind} cannot be handled: ${wrong}`);
  const unknown = metadata.unknown.map((field) => `metadata.${field}`);
  const rules = resource.custom?.rules ?? {};
  const pruned = resource.schema.open ? body : pruneUnknown(body, rules, '', unknown, true);
  complain(resource, unknown, options);
  const filled = presetFromRules(pruned, rules) as JsonMap;
  return { ...filled, metadata: metadata.value } as ApiObject;
}

function complain(resource: Resource, unknown: readonly string[], options: WriteOptions): void {
  if (unknown.length === 0) return;
  const texts = unknown.map((field) => `unknown field ${JSON.stringify(field)}`);
  if (options.fieldValidation === 'Strict') {
    throw badRequest(
      `${resource.kind} in version ${JSON.stringify(resource.version)} cannot be handled as a ${resource.kind}: strict decoding error: ${texts.join(', ')}`,
    );
  }
  if (options.fieldValidation === 'Warn') options.warnings?.push(...texts);
}

/** A configuration that cannot be laid over any object of its kind. */
export function applyRefusal(resource: Resource, config: JsonMap, problems: readonly string[]): StatusError {
  const where = `${textAt(config, 'metadata', 'namespace') ?? ''}/${textAt(config, 'metadata', 'name') ?? ''}`;
  const what = `${resource.group}/${resource.version}, Kind=${resource.kind}`;
  return new StatusError({
    code: 500,
    reason: '',
    message: `failed to create typed patch object (${where}; ${what}): ${joined(problems)}`,
  });
}

function joined(problems: readonly string[]): string {
  if (problems.length === 1) return problems[0] ?? '';
  return `errors:\n${problems.map((problem) => `  ${problem}`).join('\n')}`;
}
