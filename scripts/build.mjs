// Builds dist/: the provider as one file, and the library with the command line beside it.
// A part whose inputs have not changed since it was built is left as it is.
import { build } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { lstatSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileWhenUsed } from './compile-when-used.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const providerFile = join(root, 'dist/provider/terraform-provider-fleetwright');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const parts = {
  provider: {
    inputs: ['src/provider', 'src/bootstrap', 'src/drivers', 'src/tfplugin'],
    outputs: ['dist/provider/terraform-provider-fleetwright', 'dist/provider/THIRD_PARTY.md'],
    run: bundleProvider,
  },
  library: {
    inputs: [
      'src/index.ts',
      'src/constructs',
      'src/stacks',
      'src/cli',
      'tsconfig.json',
      'tsconfig.build.json',
    ],
    outputs: ['dist/index.js', 'dist/index.d.ts', 'dist/constructs', 'dist/stacks', 'dist/cli'],
    run: compileLibrary,
  },
};

/** Builds one part when it is not up to date; says whether it had to. */
export async function buildPart(name) {
  const { inputs, outputs, run } = parts[name];
  const stamp = join(root, 'dist', `.${name}.inputs`);
  const hash = hashOf(['package.json', 'package-lock.json', 'scripts', ...inputs]);
  const upToDate =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === hash &&
    outputs.every((output) => existsSync(join(root, output)));
  if (upToDate) return false;
  await run();
  writeFileSync(stamp, hash);
  return true;
}

async function bundleProvider() {
  const folder = dirname(providerFile);
  mkdirSync(folder, { recursive: true });
  const unfinished = `${providerFile}.unfinished`;
  const options = {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    logLevel: 'warning',
    // Native accelerators that their packages do without when they are not there.
    external: ['cpu-features', '*.node'],
  };
  const bundledFiles = new Set();
  const { metafile } = await build({
    ...options,
    entryPoints: ['src/provider/main.ts'],
    outfile: unfinished,
    metafile: true,
    banner: { js: '#!/usr/bin/env node' },
    define: { FLEETWRIGHT_VERSION: JSON.stringify(version) },
    plugins: [compileWhenUsed(['@kubernetes/client-node/dist/config.js', 'yaml'], options, bundledFiles)],
  });
  for (const file of Object.keys(metafile.inputs)) bundledFiles.add(file);
  writeFileSync(join(folder, 'THIRD_PARTY.md'), thirdPartyNotices(root, [...bundledFiles]));
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, providerFile);
}

function compileLibrary() {
  for (const output of parts.library.outputs) rmSync(join(root, output), { recursive: true, force: true });
  execFileSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'],
    {
      cwd: root,
      stdio: 'inherit',
    },
  );
  chmodSync(join(root, 'dist/cli/main.js'), 0o755);
}

/** The examples import this package by its name, as they do in a project of their own. */
function linkOwnName() {
  const link = join(root, 'node_modules/fleetwright');
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync('..', link, 'junction');
}

function hashOf(paths) {
  const hash = createHash('sha256');
  const add = (path) => {
    if (lstatSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else {
      hash
        .update(`${relative(root, path)}\0`)
        .update(readFileSync(path))
        .update('\0');
    }
  };
  for (const path of paths) add(join(root, path));
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const started = performance.now();
  const built = [];
  try {
    for (const name of Object.keys(parts)) if (await buildPart(name)) built.push(name);
    linkOwnName();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.error(
      built.length === 0 ? 'dist/ is up to date' : `built the ${built.join(' and the ')} in ${seconds} s`,
    );
  } catch (error) {
    // The compilers have said where and why.
    console.error(`the build failed: ${error.message.split('\n')[0]}`);
    process.exitCode = 1;
  }
}
