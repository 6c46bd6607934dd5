import { isSubdomain } from './names';

// https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
const NAME = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function validKey(key: string): boolean {
  const slash = key.indexOf('/');
  return slash < 0 ? NAME.test(key) : isSubdomain(key.slice(0, slash)) && NAME.test(key.slice(slash + 1));
}

export function validateLabel(key: string, value: string): string | undefined {
  if (!validKey(key)) return `has the label key ${JSON.stringify(key)}, which is not a Kubernetes label key`;
  if (value !== '' && !NAME.test(value))
    return `has the value ${JSON.stringify(value)} for label ${JSON.stringify(key)}, which is not a Kubernetes label value`;
  return undefined;
}

/** `key=value:Effect` or `key:Effect`, as kubectl writes taints. */
export function validateTaint(taint: string): string | undefined {
  const match = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(taint);
  if (match === null) return `has ${JSON.stringify(taint)}, which is not of the form key=value:Effect`;
  const [, key = '', value = '', effect = ''] = match;
  if (!EFFECTS.includes(effect))
    return `has ${JSON.stringify(taint)}, whose effect is none of ${EFFECTS.join(', ')}`;
  return validateLabel(key, value);
}
