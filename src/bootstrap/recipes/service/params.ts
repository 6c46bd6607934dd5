import type { TransferSource } from '../../operation';
import type { HostOwner } from '../host-owner';

/** Where a service's programs come from. */
export type ServicePackages =
  /** Packages of the sources that the host has already. */
  | { readonly kind: 'system'; readonly names?: readonly string[] }
  /** An apt repository that we add, with its key. */
  | {
      readonly kind: 'apt';
      /** `URL` of a flat repository, or `URL suite component`. */
      readonly repository: string;
      /** Default `<URL>Release.key`. */
      readonly keyUrl?: string;
      readonly keyFingerprint?: string;
      readonly names?: readonly string[];
    }
  /** Deb files and tarballs, installed in this order. */
  | { readonly kind: 'files'; readonly files: readonly PackageFile[] };

export interface PackageFile {
  /** File name, ending in .deb, .tar, .tar.gz, .tgz, .tar.xz or .tar.bz2. */
  readonly name: string;
  /** Lowercase hex. */
  readonly sha256: string;
  readonly source: TransferSource;
}

/** What every service needs to know. */
export interface ServiceParams {
  /** By what the service on the host is known to be this resource's. Default: whose it is is not asked. */
  readonly owner?: HostOwner;
  readonly packages: ServicePackages;
  /** What to keep on the host of the declaration, so that it can be imported. Default: nothing is kept. */
  readonly declaration?: string;
}

/** A file with a secret, which is known only while an apply is told it. */
export type SecretContent =
  | { readonly kind: 'given'; readonly content: string }
  /** What was written before stays. */
  | { readonly kind: 'kept' };

export function isDeb(file: PackageFile): boolean {
  return file.name.endsWith('.deb');
}
