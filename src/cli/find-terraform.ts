import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** One line for a reader who has neither Terraform nor OpenTofu. */
export const HOW_TO_GET_TERRAFORM =
  'no terraform or tofu found on PATH: get one from https://opentofu.org/docs/intro/install or https://developer.hashicorp.com/terraform/install, or name it in TERRAFORM_BINARY_NAME';

/**
 * The Terraform or OpenTofu to run, as a path: what TERRAFORM_BINARY_NAME names (cdktf reads the same
 * variable), then `terraform`, then `tofu`; undefined when there is none. A name that is set but not
 * found is not replaced by another.
 */
export function findTerraform(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment.TERRAFORM_BINARY_NAME;
  const names = named === undefined || named === '' ? ['terraform', 'tofu'] : [named];
  const folders = (environment.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of names) {
    const candidates = isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name));
    const found = candidates.flatMap(withExtension).find(isExecutable);
    if (found !== undefined) return found;
  }
  return undefined;
}

function withExtension(path: string): string[] {
  return process.platform === 'win32' ? [path, `${path}.exe`] : [path];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
