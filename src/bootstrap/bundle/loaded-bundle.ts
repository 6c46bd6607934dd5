import type { BundleManifest } from './manifest';

/** A bundle whose manifest was read and checked. */
export interface LoadedBundle {
  readonly manifest: BundleManifest;
  /** What the user wrote. */
  readonly source: string;
  /** Absolute folder with the unpacked files; null when the hosts fetch the files themselves. */
  readonly folder: string | null;
  /** URL, ending in a slash, under which the hosts find the files; null when they are pushed. */
  readonly baseUrl: string | null;
}
