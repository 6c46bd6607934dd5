import { badRequest, StatusError } from '../api/status-error';
import { isList, isMap, sameJson, textAt, toJson, without } from '../json';
import type { Json } from '../json';

/** RFC 6902. @throws StatusError 400 for a malformed patch, 422 for one that does not fit */
export function jsonPatch(document: Json, patch: Json): Json {
  if (!isList(patch))
    throw badRequest(
      'error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch',
    );
  return patch.reduce<Json>((current, operation) => {
    if (!isMap(operation)) throw badRequest('error decoding patch: an operation is no object');
    const path = pointer(textAt(operation, 'path') ?? '');
    const value = operation['value'] ?? null;
    const from = () => pointer(textAt(operation, 'from') ?? '');
    switch (textAt(operation, 'op') ?? '') {
      case 'add':
        return insert(current, path, value);
      case 'replace':
        valueAt(current, path);
        return assign(current, path, value);
      case 'remove':
        return removeAt(current, path);
      case 'move': {
        const moved = valueAt(current, from());
        return insert(removeAt(current, from()), path, moved);
      }
      case 'copy':
        return insert(current, path, valueAt(current, from()));
      case 'test':
        if (!sameJson(valueAt(current, path), value)) {
          throw misfit();
        }
        return current;
      default:
        throw badRequest(`Unexpected kind: ${toJson(operation['op'] ?? null)}`);
    }
  }, document);
}

function misfit(): StatusError {
  return new StatusError({
    code: 422,
    reason: 'Invalid',
    message: 'the server rejected our request due to an error in our request',
    emptyDetails: true,
  });
}

function pointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(document: Json, path: readonly string[]): Json {
  let current: Json | undefined = document;
  for (const key of path)
    current = isList(current) ? current[Number(key)] : isMap(current) ? current[key] : undefined;
  if (current === undefined) throw misfit();
  return current;
}

function changeAt(
  document: Json,
  path: readonly string[],
  change: (holder: Json, key: string) => Json,
): Json {
  const [key = '', ...rest] = path;
  if (rest.length === 0) return change(document, key);
  const inner = isList(document) ? document[Number(key)] : isMap(document) ? document[key] : undefined;
  if (inner === undefined) throw misfit();
  return assign(document, [key], changeAt(inner, rest, change));
}

function assign(document: Json, path: readonly string[], value: Json): Json {
  if (path.length === 0) return value;
  return changeAt(document, path, (holder, key) => {
    if (isList(holder)) return holder.map((item, index) => (String(index) === key ? value : item));
    return { ...(isMap(holder) ? holder : {}), [key]: value };
  });
}

function insert(document: Json, path: readonly string[], value: Json): Json {
  if (path.length === 0) return value;
  return changeAt(document, path, (holder, key) => {
    if (!isList(holder)) return { ...(isMap(holder) ? holder : {}), [key]: value };
    const index = key === '-' ? holder.length : Number(key);
    if (!Number.isInteger(index) || index > holder.length) throw misfit();
    return [...holder.slice(0, index), value, ...holder.slice(index)];
  });
}

function removeAt(document: Json, path: readonly string[]): Json {
  valueAt(document, path);
  return changeAt(document, path, (holder, key) => {
    if (isList(holder)) return holder.filter((_item, index) => String(index) !== key);
    return without(isMap(holder) ? holder : {}, key);
  });
}
