const versions: readonly (readonly [type: RegExp, version: string])[] = [
  [/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/disks\//i, '2024-03-02'],
  [/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\//i, '2024-03-01'],
  [/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\//i, '2024-01-01'],
  [/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+(\/resources)?$/i, '2024-03-01'],
];

/**
 * The URL of a resource, in an older version of its API than the SDK's own, with all that this driver needs: the
 * government's and China's clouds get new versions late. URLs of operations have a version of their own, and keep it.
 */
export function withOlderVersion(url: string): string {
  const older = new URL(url);
  const version = versions.find(([type]) => type.test(older.pathname))?.[1];
  if (version !== undefined) older.searchParams.set('api-version', version);
  return older.href;
}
