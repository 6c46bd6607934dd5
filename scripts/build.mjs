// Builds dist/: the provider as one file, the library, the sandbox with the command line, and the sandbox's types.
// Arguments name the parts to build; without any, all are. A part whose inputs have not changed since it was built is left as it is.
import { build } from 'esbuild';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { lstatSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleIntoOneFile } from './one-file.mjs';
import { packProvider } from './pack-provider.mjs';
import { thirdPartyNotices } from './third-party-notices.mjs';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
export const providerFile = join(root, 'dist/provider/terraform-provider-fleetwright');
export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const parts = {
  provider: {
    inputs: ['src/provider', 'src/bootstrap', 'src/drivers', 'src/tfplugin'],
    outputs: [
      'dist/provider/terraform-provider-fleetwright',
      'dist/provider/terraform-provider-fleetwright.zip',
      'dist/provider/package-hash',
      'dist/provider/THIRD_PARTY.md',
    ],
    run: bundleProvider,
  },
  library: {
    inputs: ['src/index.ts', 'src/constructs', 'src/stacks', 'tsconfig.json', 'tsconfig.build.json'],
    outputs: ['dist/index.js', 'dist/index.d.ts', 'dist/constructs', 'dist/stacks'],
    run: compileLibrary,
  },
  sandbox: {
    inputs: ['src/sandbox', 'src/cli'],
    outputs: ['dist/sandbox', 'dist/cli'],
    run: bundleSandbox,
  },
  // On their own, because they take the longest, and to run the sandbox nobody needs them.
  'sandbox-types': {
    inputs: ['src/sandbox', 'tsconfig.json', 'tsconfig.build.json', 'tsconfig.sandbox.json'],
    outputs: ['dist/types'],
    run: declareSandbox,
  },
};

/** Programs that stand in for real ones on hosts, each one file that needs nothing but Node: name → source. */
const programs = {
  marathon: 'src/sandbox/marathon/program/main.ts',
  'mesos-agent': 'src/sandbox/mesos/program/mesos-agent.ts',
  'mesos-master': 'src/sandbox/mesos/program/mesos-master.ts',
};

/** Scripts that packages of the real ones have beside them. */
const programScripts = { 'mesos-init-wrapper': 'src/sandbox/mesos/program/mesos-init-wrapper' };

const bundling = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  legalComments: 'none',
  logLevel: 'warning',
  // Native accelerators that their packages do without when they are not there.
  external: ['cpu-features', '*.node'],
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
  const { code, files } = await bundleIntoOneFile('src/provider/main.ts', {
    ...bundling,
    minify: true,
    keepNames: true,
    define: { FLEETWRIGHT_VERSION: JSON.stringify(version) },
  });
  writeFileSync(join(folder, 'THIRD_PARTY.md'), thirdPartyNotices(root, files, 'provider'));
  const { archive, hash } = packProvider(code, version);
  writeFileSync(`${unfinished}.zip`, archive);
  renameSync(`${unfinished}.zip`, `${providerFile}.zip`);
  writeFileSync(join(folder, 'package-hash'), `${hash}\n`);
  writeFileSync(unfinished, code);
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, providerFile);
}

function compileLibrary() {
  return inOneGo('library', (outdir) => compile('-p', 'tsconfig.build.json', '--outDir', outdir));
}

function bundleSandbox() {
  return inOneGo('sandbox', async (outdir) => {
    const { metafile } = await build({
      ...bundling,
      entryPoints: [
        'src/sandbox/index.ts',
        'src/sandbox/daemon/index.ts',
        'src/sandbox/daemon/main.ts',
        'src/cli/main.ts',
      ],
      outbase: 'src',
      outdir,
      metafile: true,
      keepNames: true,
      external: [...bundling.external, 'commander'],
      plugins: [leaveToOtherBundles()],
    });
    const bundledPrograms = await bundlePrograms(outdir);
    const inputs = [...Object.keys(metafile.inputs), ...bundledPrograms];
    const notices = thirdPartyNotices(root, [...new Set(inputs)], 'sandbox');
    writeFileSync(join(outdir, 'sandbox/THIRD_PARTY.md'), notices);
    chmodSync(join(outdir, 'cli/main.js'), 0o755);
  });
}

/** @returns what went into them */
async function bundlePrograms(outdir) {
  const { metafile } = await build({
    ...bundling,
    entryPoints: Object.entries(programs).map(([name, source]) => ({
      in: source,
      out: `sandbox/programs/${name}`,
    })),
    outdir,
    metafile: true,
    keepNames: true,
    banner: { js: '#!/usr/bin/env node' },
  });
  for (const name of Object.keys(programs)) chmodSync(join(outdir, `sandbox/programs/${name}.js`), 0o755);
  for (const [name, source] of Object.entries(programScripts)) {
    copyFileSync(join(root, source), join(outdir, 'sandbox/programs', name));
  }
  return Object.keys(metafile.inputs);
}

/** `npm run typecheck` checks; here only the declarations are wanted. */
function declareSandbox() {
  return inOneGo('sandbox-types', (outdir) =>
    compile(
      ...['-p', 'tsconfig.sandbox.json', '--outDir', join(outdir, 'types')],
      ...['--noCheck', '--emitDeclarationOnly'],
    ),
  );
}

/** Files that are bundled on their own, or compiled with the library, are loaded from where they are. */
function leaveToOtherBundles() {
  return {
    name: 'leave-to-other-bundles',
    setup({ onResolve }) {
      onResolve({ filter: /^\.\.\/(index|sandbox\/daemon|constructs\/.*)$/ }, ({ path, importer }) =>
        /\/src\/(cli\/|sandbox\/daemon\/)/.test(importer) ? { path, external: true } : undefined,
      );
    },
  };
}

/** Builds a part beside the old one, which stays usable until the new one takes its place. */
async function inOneGo(name, run) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(root, 'dist', `.${name}-`));
  try {
    await run(folder);
    for (const output of parts[name].outputs) {
      rmSync(join(root, output), { recursive: true, force: true });
      renameSync(join(folder, relative('dist', output)), join(root, output));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compile(...options) {
  try {
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, ...options], { cwd: root });
  } catch (error) {
    console.error(error.stdout ?? '');
    throw error;
  }
}

/** The examples import this package by its name and run its command, as they do in a project of their own. */
function linkOwnName() {
  link('..', 'node_modules/fleetwright', 'junction');
  if (process.platform !== 'win32') link('../../dist/cli/main.js', 'node_modules/.bin/fleetwright');
}

function link(target, path, type) {
  if (lstatSync(join(root, path), { throwIfNoEntry: false }) === undefined) {
    symlinkSync(target, join(root, path), type);
  }
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
  const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
  try {
    await Promise.all(
      wanted.map(async (name) => {
        if (await buildPart(name)) built.push(name);
      }),
    );
    linkOwnName();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.error(
      built.length === 0 ? 'dist/ is up to date' : `built the ${built.join(', the ')} in ${seconds} s`,
    );
  } catch (error) {
    // The compilers have said where and why.
    console.error(`the build failed: ${error.message.split('\n')[0]}`);
    process.exitCode = 1;
  }
}
