import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder, cachePath, keyOf } from './cache';
import { progress } from './progress';
import { run } from './run-command';
import { requireProgram } from './toolchain';

/** Programs of one release of one project, built from its published Go modules. */
export interface GoRelease {
  /** Of the cache folder: `kubernetes`. */
  readonly name: string;
  /** Without `v`. */
  readonly version: string;
  /** Modules required at this version; the first one's go.mod gives the Go version and the replacements. */
  readonly modules: readonly string[];
  /** File name → main package. */
  readonly programs: Readonly<Record<string, string>>;
  readonly linkerFlags?: string;
  /**
   * Modules that the go.mod replaces by folders of its repository and that are published under a version of their own: those
   * whose path starts with `prefix`. Other replacements by folders are left out, the required versions hold.
   */
  readonly staging?: { readonly prefix: string; readonly version: string };
}

const environment = { CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' };

/** Builds a release unless the cache has it, and returns the folder with its binaries. Static, so they run anywhere. */
export async function buildGoRelease(release: GoRelease): Promise<string> {
  const key = keyOf(JSON.stringify(release));
  const folder = await cachedFolder(cachePath(release.name, release.version), key, async (temporary) => {
    const go = requireProgram('go');
    progress(`building ${release.name} ${release.version} from its Go modules`);
    const source = join(temporary, 'source');
    mkdirSync(source);
    await writeModule(go, release, source);
    await run(go, ['mod', 'tidy'], { cwd: source, env: environment });
    for (const [name, mainPackage] of Object.entries(release.programs)) {
      progress(`  ${name}`);
      await compile(go, source, join(temporary, 'bin', name), mainPackage, release.linkerFlags);
    }
  });
  return join(folder, 'bin');
}

/** Builds one program of the harness itself (`programs/<name>`), which uses the standard library only. */
export async function buildOwnProgram(name: string, output: string): Promise<void> {
  await compile(requireProgram('go'), join(__dirname, 'programs'), output, `./${name}`);
}

async function compile(
  go: string,
  cwd: string,
  output: string,
  target: string,
  linkerFlags = '',
): Promise<void> {
  const flags = ['-trimpath', '-ldflags', `-s -w ${linkerFlags}`.trim()];
  await run(go, ['build', ...flags, '-o', output, target], { cwd, env: environment });
}

/** A module that requires the release. Replacements hold in the main module only, so they are repeated with versions. */
async function writeModule(go: string, release: GoRelease, folder: string): Promise<void> {
  const tag = `v${release.version}`;
  const [first = ''] = release.modules;
  const download = JSON.parse(
    await run(go, ['mod', 'download', '-json', `${first}@${tag}`], { cwd: folder, env: environment }),
  ) as { GoMod: string };
  const upstream = JSON.parse(await run(go, ['mod', 'edit', '-json', download.GoMod])) as GoMod;
  const replacements = (upstream.Replace ?? []).flatMap(({ Old, New }) => {
    if (!New.Path.startsWith('.')) return [`replace ${Old.Path} => ${New.Path} ${New.Version ?? ''}`];
    const { staging } = release;
    if (staging === undefined || !Old.Path.startsWith(staging.prefix)) return [];
    return [`replace ${Old.Path} => ${Old.Path} v${staging.version}`];
  });
  const lines = [
    `module ${release.name}.test`,
    `go ${upstream.Go}`,
    // Defaults of the runtime follow the main module, which would otherwise be ours.
    ...(upstream.Godebug ?? []).map(({ Key, Value }) => `godebug ${Key}=${Value}`),
    ...release.modules.map((module) => `require ${module} ${tag}`),
    ...replacements,
  ];
  writeFileSync(join(folder, 'go.mod'), `${lines.join('\n')}\n`);
  const imports = Object.values(release.programs).map((path) => `import _ "${path}"`);
  writeFileSync(
    join(folder, 'programs.go'),
    `//go:build programs\n\npackage programs\n\n${imports.join('\n')}\n`,
  );
}

/** What `go mod edit -json` prints, as far as it is used. */
interface GoMod {
  readonly Go: string;
  readonly Godebug?: readonly { readonly Key: string; readonly Value: string }[];
  readonly Replace?: readonly {
    readonly Old: { readonly Path: string };
    readonly New: { readonly Path: string; readonly Version?: string };
  }[];
}
