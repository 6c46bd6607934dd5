import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The provider's address as Terraform and OpenTofu write it. It names a host of our own: an address
 * without one means registry.terraform.io to the one and registry.opentofu.org to the other, and
 * cdktf compares the lock file with the former only.
 */
export const PROVIDER_SOURCE = 'fleetwright.dev/fleetwright/fleetwright';

/** The same depth below the package's root in the sources and in the build. */
const packageRoot = resolve(__dirname, '..', '..', '..');

const folder = join(packageRoot, 'dist', 'provider');

/** The bundled provider of this installation, as a program. */
export const PROVIDER_FILE = join(folder, 'terraform-provider-fleetwright');

/** The same, as the package that Terraform installs. */
export const PROVIDER_ARCHIVE = `${PROVIDER_FILE}.zip`;

/** Terraform's `h1:` hash of the package. */
export function packageHash(): string {
  return readFileSync(join(folder, 'package-hash'), 'utf8').trim();
}

let version: string | undefined;

/** The version of this package, which is the version of the provider in it. */
export function packageVersion(): string {
  if (version === undefined) {
    const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      version: string;
    };
    version = manifest.version;
  }
  return version;
}

/** What a registry calls the package. */
export function archiveName(ofVersion: string, platform: string): string {
  return `terraform-provider-fleetwright_${ofVersion}_${platform}.zip`;
}
