export { BundleError, parseManifest } from './manifest';
export type { BundleFile, BundleManifest, BundleRole } from './manifest';
export { loadBundle } from './load-bundle';
export type { LoadBundleOptions } from './load-bundle';
export type { LoadedBundle } from './loaded-bundle';
