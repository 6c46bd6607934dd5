import { contractManifests } from './contracts';

const monitoring = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: monitoring}\n';

/** Real projects' manifests as their users apply them: those of one project together. */
export function projects(): Record<string, Record<string, string>> {
  const grouped: Record<string, Record<string, string>> = {};
  for (const [file, text] of Object.entries(contractManifests())) {
    // These two need definitions that are not among the manifests.
    if (file.startsWith('gateway-api')) continue;
    const project = file.split('.')[0] ?? file;
    (grouped[project === 'examples' ? file : project] ??= {})[file] = text;
  }
  for (const [project, texts] of Object.entries(grouped)) {
    if (project === 'kube-prometheus') texts['namespace'] = monitoring;
  }
  return grouped;
}
