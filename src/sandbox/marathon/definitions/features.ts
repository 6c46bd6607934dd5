import type { Problems } from './problems';

/** Which of Marathon's features are on: `--enable_features`. */
export type Features = ReadonlySet<string>;

/** Those that `--enable_features` knows. */
export const knownFeatures = [
  'vips',
  'task_killing',
  'external_volumes',
  'secrets',
  'gpu_resources',
  'maintenance_mode',
];

export function requireFeature(features: Features, feature: string, path: string, problems: Problems): void {
  problems.unless(
    features.has(feature),
    path,
    `Feature ${feature} is not enabled. Enable with --enable_features ${feature})`,
  );
}
