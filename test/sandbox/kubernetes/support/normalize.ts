/** What no two clusters have in common: ids, times, addresses, random endings. */
const fleeting = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'time',
  'startTime',
  'continue',
]);
const allocated = new Set(['clusterIP', 'nodePort', 'healthCheckNodePort']);

/** An answer without what differs between any two clusters. */
export function normalize(value: unknown): unknown {
  if (typeof value === 'string') return normalizeText(value);
  if (Array.isArray(value)) return value.map(normalize);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => {
        if (fleeting.has(key) || key === 'lastTransitionTime') return [key, typeof item];
        if (allocated.has(key) && item !== 'None') return [key, typeof item];
        if (key === 'clusterIPs' && Array.isArray(item) && item[0] !== 'None') return [key, item.length];
        return [key, normalize(item)];
      }),
  );
}

function normalizeText(text: string): string {
  return (
    text
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uid>')
      .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
      // The object that a patch made, in the order in which each of them writes fields.
      .replace(/Invalid value: "\{\\"apiVersion\\".*\}": json/s, 'Invalid value: <object>: json')
      .replace(/^(kube-api-access|.*generated)-[a-z0-9]{5}$/, '$1-<random>')
  );
}
