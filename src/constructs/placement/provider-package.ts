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

/** The bundled provider of this installation. */
export const PROVIDER_FILE = join(packageRoot, 'dist', 'provider', 'terraform-provider-fleetwright');

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

/** What Terraform calls the executable inside a package. */
export function executableName(ofVersion: string): string {
  return `terraform-provider-fleetwright_v${ofVersion}`;
}

const operatingSystems: Record<string, string> = { win32: 'windows', sunos: 'solaris' };
const architectures: Record<string, string> = { x64: 'amd64', ia32: '386' };

/**
 * The platforms a Terraform on this machine may call itself, e.g. `linux_amd64` first and then
 * `linux_arm64`: a Mac's Terraform may be translated while its Node is not. The package is the same
 * script on all of them.
 */
export function platformsOf(platform: string, architecture: string): string[] {
  const os = operatingSystems[platform] ?? platform;
  const own = architectures[architecture] ?? architecture;
  return [...new Set([own, 'amd64', 'arm64'])].map((one) => `${os}_${one}`);
}
