/**
 * The versions of Azure's APIs that this driver speaks, by resource type. They are not the newest ones: the government's
 * and China's clouds get new versions late, and nothing newer is needed.
 */
const versions: readonly (readonly [type: RegExp, version: string])[] = [
  [/\/providers\/Microsoft\.Compute\/disks\b/i, '2024-03-02'],
  [/\/providers\/Microsoft\.Compute\//i, '2024-03-01'],
  [/\/providers\/Microsoft\.Network\//i, '2024-01-01'],
  [/^\/subscriptions\/[^/]+\/resourceGroups\b/i, '2024-03-01'],
];

/** @throws Error for a path that no request of this driver has. */
export function apiVersionOf(path: string): string {
  const version = versions.find(([type]) => type.test(path))?.[1];
  if (version === undefined) throw new Error(`no API version is known for ${JSON.stringify(path)}`);
  return version;
}
