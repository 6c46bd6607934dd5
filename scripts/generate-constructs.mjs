// Generates src/constructs/generated from the provider's own schema with cdktf's own generator.
// With --check it changes nothing and fails when the committed files are not what it would write.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { buildPart, providerFile, root, version } from './build.mjs';

const SOURCE = 'fleetwright.dev/fleetwright/fleetwright';
const target = join(root, 'src/constructs/generated');

const work = mkdtempSync(join(tmpdir(), 'fleetwright-generate-'));
try {
  await buildPart('provider');
  writeMirror(join(work, 'mirror'));
  const wanted = normalised(generate());
  if (process.argv.includes('--check')) check(wanted);
  else write(wanted);
} finally {
  rmSync(work, { recursive: true, force: true });
}

function writeMirror(folder) {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  for (const architecture of ['amd64', 'arm64']) {
    const file = join(
      folder,
      SOURCE,
      version,
      `${os}_${architecture}`,
      `terraform-provider-fleetwright_v${version}`,
    );
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(providerFile, file);
  }
}

/** Runs `cdktf get` in a project of its own; returns the files it wrote by their names. */
function generate() {
  const terraformrc = join(work, 'terraform.rc');
  writeFileSync(
    terraformrc,
    `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(join(work, 'mirror'))}\n  }\n}\n`,
  );
  const project = join(work, 'project');
  mkdirSync(project);
  writeFileSync(
    join(project, 'cdktf.json'),
    JSON.stringify({
      language: 'typescript',
      app: 'true',
      projectId: 'fleetwright',
      sendCrashReports: 'false',
      terraformProviders: [{ name: 'fleetwright', source: SOURCE, version }],
      codeMakerOutput: 'generated',
    }),
  );
  try {
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/cdktf-cli/bundle/bin/cdktf'), 'get', '--force'],
      {
        cwd: project,
        env: {
          ...process.env,
          TF_CLI_CONFIG_FILE: terraformrc,
          TF_PLUGIN_CACHE_DIR: '',
          // It would keep a link into the folder that is removed.
          CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
          CHECKPOINT_DISABLE: '1',
          DISABLE_VERSION_CHECK: '1',
        },
        stdio: 'pipe',
      },
    );
  } catch (error) {
    throw new Error(`cdktf get failed:\n${error.stdout}\n${error.stderr}`, { cause: error });
  }
  return readAll(join(project, 'generated/providers/fleetwright'));
}

/** TypeScript only, no links to a registry page that does not exist, and out of the strict checks of this project. */
function normalised(files) {
  const kept = Object.entries(files).filter(([name]) => name.endsWith('.ts') && name !== 'lazy-index.ts');
  return Object.fromEntries(
    kept.map(([name, text]) => [
      name,
      `// @ts-nocheck\n${text}`
        .replace(/^ *\/\/ https:\/\/.*\/docs.*\n/gm, '')
        .replace(/^ *\*\n *\* Docs at Terraform Registry: \{@link .*\}\n/gm, '')
        .replace(/^ *\* Docs at Terraform Registry: \{@link .*\}\n/gm, '')
        .replace(/^ *\* @see https:\/\/.*\n/gm, '')
        .replace(/^ *\/\*\*\n *\*\/\n/gm, '')
        .replace(/[ \t]+$/gm, '')
        .replace(/\n*$/, '\n'),
    ]),
  );
}

function write(wanted) {
  rmSync(target, { recursive: true, force: true });
  for (const [name, text] of Object.entries(wanted)) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  }
  console.error(`wrote ${Object.keys(wanted).length} files to ${relative(root, target)}`);
}

function check(wanted) {
  const present = readAll(target);
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(present)])].sort();
  const stale = names.filter((name) => wanted[name] !== present[name]);
  if (stale.length === 0) {
    console.error(`${relative(root, target)} is up to date`);
    return;
  }
  console.error(`stale: ${stale.join(', ')}; run "npm run generate" and commit what it writes`);
  process.exitCode = 1;
}

function readAll(folder) {
  const files = {};
  const add = (path) => {
    if (lstatSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else files[relative(folder, path).replaceAll('\\', '/')] = readFileSync(path, 'utf8');
  };
  if (existsSync(folder)) add(folder);
  return files;
}
