import { stringify } from 'yaml';
import type { ManifestObject } from './manifest';

/** An object as YAML that `parseManifests`, and every other reader of YAML 1.1, takes for the same. */
export function formatManifest(object: ManifestObject): string {
  return stringify(object, {
    version: '1.1',
    schema: 'yaml-1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}
