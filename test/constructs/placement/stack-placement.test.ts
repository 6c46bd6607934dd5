import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IStackSynthesizer, type ISynthesisSession, TerraformProvider, Testing } from 'cdktf';
import {
  PROVIDER_ARCHIVE,
  PROVIDER_SOURCE,
  packageVersion,
} from '../../../src/constructs/placement/provider-package';
import { FleetwrightProvider } from '../../../src/constructs/generated/provider';
import { runTerraform } from '../../support/run-terraform';
import { scratchFolder } from '../../support/scratch';
import { emptyStack, host, stackWithProvider } from '../../support/stack';

const version = packageVersion();

const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;

function placedFile(stackFolder: string): string {
  const name = `terraform-provider-fleetwright_${version}_${platform}.zip`;
  return join(stackFolder, 'terraform.d/plugins', PROVIDER_SOURCE, name);
}

/** The folder of a synthesized stack with one host. */
function synthesized(): string {
  const stack = stackWithProvider();
  host(stack, 1);
  return join(Testing.fullSynth(stack), 'stacks', 'stack');
}

test('a synthesized stack holds the provider of this package, and nothing of another one', () => {
  const stack = stackWithProvider();
  const outdir = scratchFolder();
  const folder = join(outdir, 'stacks', 'stack');
  const old = join(folder, 'terraform.d/plugins', PROVIDER_SOURCE, '0.0.1', platform);
  mkdirSync(old, { recursive: true });
  writeFileSync(placedFile(folder), 'half of it');
  stack.synthesizer = { synthesize: () => undefined };
  const session = { outdir, manifest: { forStack: () => ({ workingDirectory: 'stacks/stack' }) } };
  stack.synthesizer.synthesize(session as unknown as ISynthesisSession);
  expect(readFileSync(placedFile(folder)).equals(readFileSync(PROVIDER_ARCHIVE))).toBe(true);
  expect(existsSync(old)).toBe(false);
});

test('it runs inside of a project of ES modules', () => {
  const project = scratchFolder();
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  const folder = join(project, 'stack');
  cpSync(synthesized(), folder, { recursive: true });
  runTerraform(folder, ['init', '-input=false']);
  const installed = join(folder, '.terraform/providers', PROVIDER_SOURCE, version, platform);
  const run = spawnSync(join(installed, `terraform-provider-fleetwright_v${version}`), { encoding: 'utf8' });
  // Run by hand, a plugin explains itself and exits with 1.
  expect(run.status).toBe(1);
  expect(run.stderr + run.stdout).toMatch(/terraform/i);
});

test('projects that share a plugin cache do not depend on each other', () => {
  const env = { TF_PLUGIN_CACHE_DIR: scratchFolder() };
  const [first, second] = [synthesized(), synthesized()];
  runTerraform(first, ['init', '-input=false'], env);
  runTerraform(second, ['init', '-input=false'], env);
  rmSync(first, { recursive: true });
  expect(runTerraform(second, ['validate'], env)).toContain('valid');
});

test('Terraform installs it with no network and no CLI configuration, and agrees with the lock file', () => {
  const folder = synthesized();
  const lockFile = readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8');
  runTerraform(folder, ['init', '-input=false']);
  expect(readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8')).toBe(lockFile);
  expect(runTerraform(folder, ['validate'])).toContain('valid');
});

test('a lock file that is there already keeps its other entries', () => {
  const stack = stackWithProvider();
  const outdir = scratchFolder();
  const manifestFolder = join(outdir, 'stacks', 'stack');
  mkdirSync(manifestFolder, { recursive: true });
  const other = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "5.0.0"\n}\n';
  writeFileSync(join(manifestFolder, '.terraform.lock.hcl'), other);
  const session = { outdir, manifest: { forStack: () => ({ workingDirectory: 'stacks/stack' }) } };
  stack.synthesizer = { synthesize: () => undefined };
  stack.synthesizer.synthesize(session as unknown as ISynthesisSession);
  const lockFile = readFileSync(join(manifestFolder, '.terraform.lock.hcl'), 'utf8');
  expect(lockFile).toContain(other);
  expect(lockFile).toContain(PROVIDER_SOURCE);
});

test('a synthesizer of the user keeps doing its work, even one around the one before', () => {
  const stack = stackWithProvider();
  const calls: string[] = [];
  class Recording implements IStackSynthesizer {
    constructor(private readonly inner: IStackSynthesizer) {}
    public synthesize(session: ISynthesisSession): void {
      calls.push('mine');
      this.inner.synthesize(session);
    }
  }
  stack.synthesizer = new Recording(stack.synthesizer);
  const folder = join(Testing.fullSynth(stack), 'stacks', 'stack');
  expect(calls).toEqual(['mine']);
  expect(existsSync(join(folder, 'cdk.tf.json'))).toBe(true);
  expect(existsSync(placedFile(folder))).toBe(true);
});

test('a stack without Fleetwright is left alone', () => {
  const folder = join(Testing.fullSynth(emptyStack()), 'stacks', 'stack');
  expect(existsSync(join(folder, '.terraform.lock.hcl'))).toBe(false);
});

test('a provider from a registry that is not locked yet is warned about', () => {
  const stack = stackWithProvider();
  class Null extends TerraformProvider {
    constructor() {
      super(stack, 'null', { terraformResourceType: 'null', terraformProviderSource: 'hashicorp/null' });
    }
  }
  new Null();
  Testing.fullSynth(stack);
  const warnings = stack.node.metadata.map((entry): unknown => entry.data);
  expect(warnings).toContainEqual(expect.stringContaining('--skip-provider-lock'));
});

test('the generated constructs are of the version that is placed', () => {
  const provider = new FleetwrightProvider(emptyStack(), 'fleetwright');
  expect(provider.terraformGeneratorMetadata).toMatchObject({ providerVersionConstraint: version });
  expect(provider.terraformProviderSource).toBe(PROVIDER_SOURCE);
});
