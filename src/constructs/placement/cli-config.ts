import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROVIDER_SOURCE } from './provider-package';

/**
 * The CLI configuration file whose `provider_installation` block keeps Terraform from looking into
 * `terraform.d/plugins`, or undefined when the provider will be found. Terraform has implied mirrors
 * only while no such block is written anywhere.
 */
export function blockingCliConfig(version: string, environment: NodeJS.ProcessEnv): string | undefined {
  return configFiles(environment).find((file) => {
    const text = withoutComments(readFileSync(file, 'utf8'));
    return /^\s*provider_installation\s*\{/m.test(text) && !offersProvider(text, version);
  });
}

/** The files Terraform or OpenTofu reads, as far as they exist. */
function configFiles(environment: NodeJS.ProcessEnv): string[] {
  const home = environment.HOME ?? homedir();
  const named = environment.TF_CLI_CONFIG_FILE ?? environment.TERRAFORM_CONFIG;
  const own =
    process.platform === 'win32'
      ? [join(environment.APPDATA ?? home, 'terraform.rc')]
      : [...(usesOpenTofu(environment) ? [join(home, '.tofurc')] : []), join(home, '.terraformrc')];
  const folder = join(home, '.terraform.d');
  const fragments = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.tfrc'))
        .map((name) => join(folder, name))
    : [];
  return [...(named === undefined || named === '' ? own : [named]), ...fragments].filter((file) =>
    existsSync(file),
  );
}

function usesOpenTofu(environment: NodeJS.ProcessEnv): boolean {
  return environment.TERRAFORM_BINARY_NAME?.includes('tofu') ?? false;
}

/** By a filesystem mirror that holds this version, or by a development override. */
function offersProvider(text: string, version: string): boolean {
  if (new RegExp(`"${PROVIDER_SOURCE.replaceAll('.', '\\.')}"\\s*=`).test(text)) return true;
  const mirrors = [...text.matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g)];
  return mirrors.some(([, path]) => existsSync(join(path ?? '', PROVIDER_SOURCE, version)));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)(#|\/\/).*$/gm, '$1');
}
