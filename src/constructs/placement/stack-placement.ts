import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, type IStackSynthesizer, type ISynthesisSession, type TerraformStack } from 'cdktf';
import { FleetwrightError } from '../fleetwright-error';
import { blockingCliConfig } from './cli-config';
import { lockedSources, withLockEntry } from './lock-file';
import { placeInMirror, removeOthers } from './mirror';
import { PROVIDER_ARCHIVE, PROVIDER_SOURCE, packageHash, packageVersion } from './provider-package';

/**
 * From now on, every synth of the stack also puts the provider and its lock entry into the stack's
 * folder. A synthesizer that the stack has, or is given later, keeps doing its work.
 */
export function placeProviderInto(stack: TerraformStack): void {
  let current = new PlacingSynthesizer(stack, stack.synthesizer);
  Object.defineProperty(stack, 'synthesizer', {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (chosen: IStackSynthesizer) => {
      current = new PlacingSynthesizer(stack, chosen);
    },
  });
  warnAboutCliConfig(stack);
}

class PlacingSynthesizer implements IStackSynthesizer {
  constructor(
    private readonly stack: TerraformStack,
    private readonly inner: IStackSynthesizer,
  ) {}

  public synthesize(session: ISynthesisSession): void {
    const folder = join(session.outdir, session.manifest.forStack(this.stack).workingDirectory);
    warnAboutOtherProviders(this.stack, folder);
    this.inner.synthesize(session);
    placeProvider(folder);
  }
}

function placeProvider(folder: string): void {
  if (!existsSync(PROVIDER_ARCHIVE)) {
    throw new FleetwrightError(
      'providerNotBuilt',
      `the bundled provider is missing at "${PROVIDER_ARCHIVE}"; install the fleetwright package again, or run "npm run build" in a checkout`,
    );
  }
  const mirror = join(folder, 'terraform.d', 'plugins');
  removeOthers(mirror, placeInMirror(mirror));
  const file = lockFileIn(folder);
  const before = readLockFile(file);
  const after = withLockEntry(before, {
    source: PROVIDER_SOURCE,
    version: packageVersion(),
    hash: packageHash(),
  });
  if (after !== before) writeFileSync(file, after);
}

/**
 * `cdktf deploy` asks the registries of all providers for their hashes as long as one of them is not in
 * the lock file, and ours has no registry.
 */
function warnAboutOtherProviders(stack: TerraformStack, folder: string): void {
  const locked = new Set(lockedSources(readLockFile(lockFileIn(folder))));
  const missing = stack
    .allProviders()
    .map((provider) => fullSource(provider.terraformProviderSource ?? provider.terraformResourceType))
    .filter((source) => source !== PROVIDER_SOURCE && !locked.has(source));
  if (missing.length === 0) return;
  Annotations.of(stack).addWarning(
    `${[...new Set(missing)].join(', ')} not in this stack's .terraform.lock.hcl yet: run the first "cdktf deploy" with --skip-provider-lock, because cdktf would ask a registry for ${PROVIDER_SOURCE} as well, which comes from this package`,
  );
}

function warnAboutCliConfig(stack: TerraformStack): void {
  const file = blockingCliConfig(packageVersion(), process.env);
  if (file !== undefined) {
    const message = `the provider_installation block in "${file}" keeps Terraform from finding the fleetwright provider in terraform.d/plugins; run "npx fleetwright provider install --dir <folder>" and add that folder to the block as a filesystem_mirror`;
    Annotations.of(stack).addWarning(message);
  }
  if (process.platform === 'win32') {
    Annotations.of(stack).addWarning(
      'Terraform for Windows cannot start a provider that is a Node script: deploy from WSL, Linux or macOS',
    );
  }
}

function fullSource(source: string): string {
  const parts = source.split('/');
  if (parts.length === 1) return `registry.terraform.io/hashicorp/${source}`;
  return parts.length === 2 ? `registry.terraform.io/${source}` : source;
}

function lockFileIn(folder: string): string {
  return join(folder, '.terraform.lock.hcl');
}

function readLockFile(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
