import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeAptRepository, sha256 } from './apt-repository';
import { cachedFolder, cachePath, keyOf } from './cache';
import { makeDebianPackage, placeFiles, type DebianPackage } from './debian-package';
import {
  givenMesosPrograms,
  initWrapper,
  marathonPrograms,
  mesosPrograms,
  nodeRuntime,
  runtimeFolder,
  type Programs,
} from './mesos-programs';
import * as conventions from './mesos-conventions';
import { progress } from './progress';
import { run } from './run-command';

/** Raised when the way packages are put together changes. */
const format = '1';
const runtimePackage = 'fleetwright-test-runtime';

/**
 * Packages of Mesos and Marathon, as somebody who builds them has them: `apt`, a signed repository, and `tarballs`. Made
 * of the stand-ins' programs, or of real ones where `FLEETWRIGHT_MESOS_PACKAGES` says where those are.
 */
export async function ensureMesosPackages(): Promise<string> {
  const programs = [await mesosPrograms(), marathonPrograms(), await nodeRuntime()] as const;
  const own = ['debian-package.ts', 'mesos-conventions.ts', 'mesos-packages.ts', 'mesos-programs.ts'];
  const key = keyOf(
    format,
    readFileSync(initWrapper, 'utf8'),
    ...programs.map(({ key: part }) => part),
    ...own.map((file) => readFileSync(join(__dirname, file), 'utf8')),
  );
  return cachedFolder(
    cachePath('mesos', givenMesosPrograms() === undefined ? 'stand-in' : 'real'),
    key,
    async (temporary) => {
      progress('packing Mesos and Marathon');
      const apt = join(temporary, 'apt');
      mkdirSync(apt);
      for (const one of packages(...programs)) await makeDebianPackage(one, apt);
      await makeAptRepository(apt, 'mesos');
      await makeTarballs(programs, join(temporary, 'tarballs'));
    },
  );
}

/** The versions of the package of Mesos that the repository has, the oldest first: the same programs, packed again. */
export function mesosVersionsOf(folder: string): readonly string[] {
  return readdirSync(join(folder, 'apt'))
    .flatMap((file) => /^mesos_(.+)_amd64\.deb$/.exec(file)?.[1] ?? [])
    .sort();
}

/** The tarballs by the name of what is in them: `mesos`, `marathon`. */
export function tarballsOf(
  folder: string,
): Readonly<Record<string, { readonly file: string; readonly sha256: string }>> {
  return Object.fromEntries(
    readdirSync(join(folder, 'tarballs')).map((file) => [
      file.replace(/-.*/, ''),
      { file, sha256: sha256(readFileSync(join(folder, 'tarballs', file))) },
    ]),
  );
}

function packages(mesos: Programs, marathon: Programs, runtime: Programs): readonly DebianPackage[] {
  return [
    {
      name: runtimePackage,
      version: runtime.version,
      depends: [],
      files: below(runtimeFolder.slice(1), runtime.files),
    },
    ...['2.0.1', '2.0.2'].map((revision) => ({
      name: 'mesos',
      version: `${mesos.version}-${revision}`,
      depends: givenMesosPrograms() === undefined ? [runtimePackage] : [],
      files: {
        ...below('usr/lib/mesos-programs', mesos.files),
        ...Object.fromEntries(
          ['mesos-master', 'mesos-agent'].map((name) => [
            `usr/sbin/${name}`,
            conventions.callOf(`/usr/lib/mesos-programs/sbin/${name}`),
          ]),
        ),
        'usr/lib/libmesos.so': { text: '' },
        'usr/bin/mesos-init-wrapper': { source: initWrapper },
        ...conventions.mesosFiles,
      },
      settings: Object.keys(conventions.mesosFiles).filter((path) => path.startsWith('etc/')),
      scripts: conventions.mesosScripts,
    })),
    {
      name: 'marathon',
      version: `${marathon.version}-1.0.1`,
      depends: [runtimePackage],
      files: { ...below('usr/share/marathon', marathon.files), ...conventions.marathonFiles },
      scripts: conventions.marathonScripts,
    },
  ];
}

/** Everything that is needed in one archive, below a folder with its name and version. */
async function makeTarballs([mesos, marathon, runtime]: readonly Programs[], folder: string): Promise<void> {
  mkdirSync(folder);
  for (const [name, one] of Object.entries({ mesos, marathon })) {
    if (one === undefined || runtime === undefined) continue;
    const scratch = mkdtempSync(join(tmpdir(), `${name}-`));
    try {
      const top = `${name}-${one.version}`;
      const withRuntime = name === 'marathon' || givenMesosPrograms() === undefined;
      placeFiles(
        { ...one.files, ...(withRuntime ? below('runtime', runtime.files) : {}) },
        join(scratch, top),
      );
      const archive = join(folder, `${top}.tar.gz`);
      await run('tar', ['-C', scratch, '--use-compress-program=gzip -1', '-cf', archive, top]);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
}

function below(folder: string, files: DebianPackage['files']): DebianPackage['files'] {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [`${folder}/${path}`, file]));
}
