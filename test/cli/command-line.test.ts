import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runTerraform } from '../support/run-terraform';
import { scratchFolder } from '../support/scratch';

const root = resolve(__dirname, '../..');
const main = join(root, 'dist/cli/main.js');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

function fleetwright(...args: string[]) {
  return spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
}

test('--version prints the version and nothing else', () => {
  expect(fleetwright('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help shows examples and exit codes on stdout', () => {
  const { status, stdout } = fleetwright('provider', 'install', '--help');
  expect(status).toBe(0);
  expect(stdout).toMatch(/Examples:[\s\S]*Exit codes:/);
});

test('provider path prints a file that runs', () => {
  const { stdout } = fleetwright('provider', 'path');
  expect(existsSync(stdout.trim())).toBe(true);
});

test.each([[['nonsense']], [['provider', 'install']], [['provider', 'install', '--wrong']]])(
  '%j is not understood: exit code 2, words on stderr',
  (args) => {
    const { status, stdout, stderr } = fleetwright(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('error:');
  },
);

test('a folder that cannot be written is exit code 1', () => {
  const file = join(scratchFolder(), 'file');
  writeFileSync(file, '');
  const { status, stdout, stderr } = fleetwright('provider', 'install', '--dir', file);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(file);
});

test('plain Terraform takes the provider from the mirror with what the command prints', () => {
  const mirror = join(scratchFolder(), 'mirror');
  const { status, stdout, stderr } = fleetwright('provider', 'install', '--dir', mirror);
  expect(status).toBe(0);
  const project = scratchFolder();
  writeFileSync(join(project, 'terraform.rc'), stdout);
  writeFileSync(join(project, 'main.tf'), /terraform \{[\s\S]*?\n\}/.exec(stderr)?.[0] ?? '');
  const env = { TF_CLI_CONFIG_FILE: join(project, 'terraform.rc') };
  runTerraform(project, ['init'], env);
  expect(runTerraform(project, ['version'], env)).toContain(
    `fleetwright.dev/fleetwright/fleetwright v${version}`,
  );
});

test('--json is one document', () => {
  const mirror = join(scratchFolder(), 'mirror');
  const { stdout, stderr } = fleetwright('provider', 'install', '--json', '--dir', mirror);
  const report = JSON.parse(stdout) as { files: string[] };
  expect(report).toMatchObject({ version, mirror, source: 'fleetwright.dev/fleetwright/fleetwright' });
  expect(report.files.every(existsSync)).toBe(true);
  expect(stderr).toBe('');
});
