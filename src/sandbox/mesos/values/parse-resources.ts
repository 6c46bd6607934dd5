import { isObject, parseJson } from './json';
import { normalize, type Resource, type Resources, type WrittenResource } from './resource';
import { parseValue } from './value';

/**
 * Resources as in `cpus:4;mem(prod):8192;ports:[31000-32000]`, or as JSON.
 * @param defaultRole whom those without a role are for
 * @throws Error with the words of Mesos' own parser
 */
export function parseResources(text: string, defaultRole = '*'): Resources {
  return text.trimStart().startsWith('[')
    ? parseJsonResources(text, defaultRole)
    : parseText(text, defaultRole);
}

function parseText(text: string, defaultRole: string): Resources {
  return text
    .split(';')
    .filter((token) => token.trim() !== '')
    .map((token) => {
      const parts = token.split(':').filter((part) => part !== '');
      const [key = '', written = ''] = parts;
      if (parts.length !== 2) {
        throw new Error(`Bad value for resources, missing or extra ':' in ${token}`);
      }
      const named = /^\s*([^\s()]+)\s*(?:\(([^()]*)\))?\s*$/.exec(key);
      if (named === null) {
        throw new Error(`Bad value for resources, missing or extra parentheses in ${token}`);
      }
      const [, name = '', role = defaultRole] = named;
      return resource(name, written.trim(), role.trim());
    });
}

function resource(name: string, written: string, role: string): Resource {
  const value = parseValue(written);
  if (value.type === 'TEXT') throw new Error(`Bad type for resource ${name} value ${written} type TEXT`);
  return normalize({ name, ...value, ...(role === '*' ? {} : { role }) });
}

function parseJsonResources(text: string, defaultRole: string): Resources {
  const parsed = parseJson(text);
  if (!Array.isArray(parsed) || !parsed.every(isObject)) {
    throw new Error(`Failed to parse resources: expecting an array of objects in ${text}`);
  }
  return parsed.map((item) => {
    if (typeof item.name !== 'string' || typeof item.type !== 'string') {
      throw new Error(`Failed to parse resources: missing 'name' or 'type' in ${JSON.stringify(item)}`);
    }
    const written = item as unknown as WrittenResource;
    const role = written.role ?? defaultRole;
    return normalize(written.reservations === undefined && role !== '*' ? { ...written, role } : written);
  });
}
