import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { placeInMirror } from '../constructs/placement/mirror';
import { PROVIDER_ARCHIVE, PROVIDER_SOURCE, packageVersion } from '../constructs/placement/provider-package';
import { HOW_TO_GET_TERRAFORM, findTerraform } from './find-terraform';
import type { Output } from './output';

export interface InstallOptions {
  readonly dir: string;
  readonly json: boolean;
}

/** Puts the provider into a filesystem mirror and says how a CLI configuration file names that mirror. */
export function installProvider({ dir, json }: InstallOptions, output: Output): void {
  if (!existsSync(PROVIDER_ARCHIVE)) {
    throw new Error(
      `the bundled provider is missing at "${PROVIDER_ARCHIVE}"; install the fleetwright package again`,
    );
  }
  const mirror = resolve(dir);
  const version = packageVersion();
  const files = placeInMirror(mirror);
  const cliConfig = cliConfigFor(mirror);
  if (json) {
    output.data(JSON.stringify({ source: PROVIDER_SOURCE, version, mirror, files, cliConfig }, undefined, 2));
    return;
  }
  output.message(`fleetwright ${version} is in ${mirror}`);
  output.message('Terraform finds it with this in ~/.terraformrc, or in the file TF_CLI_CONFIG_FILE names:');
  output.data(cliConfig);
  output.message('and this in your configuration:');
  output.message(requiredProviders(version));
  const terraform = findTerraform(process.env);
  output.message(terraform === undefined ? HOW_TO_GET_TERRAFORM : `Next: ${basename(terraform)} init`);
}

function cliConfigFor(mirror: string): string {
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ["${PROVIDER_SOURCE}"]
  }
  direct {
    exclude = ["${PROVIDER_SOURCE}"]
  }
}`;
}

function requiredProviders(version: string): string {
  return `terraform {
  required_providers {
    fleetwright = {
      source  = "${PROVIDER_SOURCE}"
      version = "${version}"
    }
  }
}`;
}
