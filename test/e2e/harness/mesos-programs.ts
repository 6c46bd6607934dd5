import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { DebianPackage, PackagedFile } from './debian-package';
import { run } from './run-command';

/** Programs of Mesos or Marathon, as a package or a tarball takes them: everything below one folder. */
export interface Programs {
  readonly version: string;
  /** By their path below the folder. */
  readonly files: DebianPackage['files'];
  /** What decides what they are. */
  readonly key: string;
}

const root = resolve(__dirname, '../../..');
const standIns = join(root, 'dist/sandbox/programs');
/** The script that packages have beside the programs. */
export const initWrapper = join(standIns, 'mesos-init-wrapper');
/** Where the package of Node that runs the stand-ins puts it. */
export const runtimeFolder = '/usr/lib/fleetwright-test-runtime';

/** Where real programs of Mesos are: a folder with mesos-master, mesos-agent and their helpers. */
export function givenMesosPrograms(): string | undefined {
  const folder = process.env.FLEETWRIGHT_MESOS_PACKAGES;
  return folder === undefined || folder === '' ? undefined : resolve(folder);
}

/** The real programs where they are given, the stand-ins otherwise: `sbin/mesos-master`, `sbin/mesos-agent`. */
export async function mesosPrograms(): Promise<Programs> {
  const given = givenMesosPrograms();
  if (given !== undefined) return realPrograms(given);
  const version = versionIn(await run(process.execPath, [join(standIns, 'mesos-master.js'), '--version']));
  const { files, ...programs } = standInPrograms(
    { 'sbin/mesos-master': 'mesos-master', 'sbin/mesos-agent': 'mesos-agent' },
    version,
  );
  // Marathon looks for it, whatever it is that speaks to masters.
  return { ...programs, files: { ...files, 'lib/libmesos.so': { text: '' } } };
}

/** The stand-in, `bin/marathon`. It wants Java and libmesos, as the real one does, and uses neither. */
export function marathonPrograms(): Programs {
  return standInPrograms({ 'bin/marathon': 'marathon' }, '1.11.24', demandJava);
}

const demandJava = `command -v java >/dev/null || { echo 'marathon: there is no java on PATH' >&2; exit 127; }
if [ ! -e "\${MESOS_NATIVE_JAVA_LIBRARY:-/usr/lib/libmesos.so}" ]; then
  echo 'marathon: failed to load the native library of Mesos; set MESOS_NATIVE_JAVA_LIBRARY' >&2
  exit 1
fi
`;

/** The Node that runs the stand-ins, with the libraries that a plain Debian lacks: `node`. */
export async function nodeRuntime(): Promise<Programs> {
  return {
    version: process.versions.node,
    files: { node: { source: process.execPath }, ...(await libraryFiles([process.execPath], [])) },
    key: process.versions.node,
  };
}

/** sh; as the launchers of the programs find Node: beside them in a tarball, or where its package puts it. */
const findNode = `
runtime=$(dirname "$(readlink -f "$0")")/../runtime
[ -x "$runtime/node" ] || runtime=${runtimeFolder}
if [ -d "$runtime/lib" ]; then
  LD_LIBRARY_PATH=$runtime/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
  export LD_LIBRARY_PATH
fi
`;

/**
 * @param programs Where each of them is started from, and its name.
 * @param before sh; what comes before it starts
 */
function standInPrograms(programs: Readonly<Record<string, string>>, version: string, before = ''): Programs {
  const files: Record<string, PackagedFile> = {};
  const key = [version, findNode];
  for (const [path, name] of Object.entries(programs)) {
    const source = join(standIns, `${name}.js`);
    if (!existsSync(source)) throw new Error(`"${source}" is not there; run "npm run build" first`);
    files[path] = { text: launcherOf(name, before), executable: true };
    files[`stand-ins/${name}.js`] = { source };
    key.push(readFileSync(source, 'utf8'));
  }
  return { version, files, key: key.join('\0') };
}

function launcherOf(name: string, before: string): string {
  return `#!/bin/sh
# Starts the stand-in of ${name}.
${before}${findNode}exec "$runtime/node" "$(dirname "$(readlink -f "$0")")/../stand-ins/${name}.js" "$@"
`;
}

/** What is in the folder, with the libraries that a plain Debian lacks, and the helpers where the agent is told they are. */
async function realPrograms(folder: string): Promise<Programs> {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));
  const find = (name: string) => all.find((path) => basename(path) === name);
  const [master, agent, helper] = ['mesos-master', 'mesos-agent', 'mesos-containerizer'].map((name) => {
    const path = find(name);
    if (path === undefined)
      throw new Error(`there is no "${name}" in "${folder}", which FLEETWRIGHT_MESOS_PACKAGES names`);
    return path.slice(folder.length + 1);
  }) as [string, string, string];
  const ownLibraries = [...new Set(all.filter((path) => /\.so(\.[\d.]+)?$/.test(path)).map(dirname))];
  const page = all.find((path) => /\/webui(\/.*)?\/index\.html$/.test(path));
  const webui = page === undefined ? undefined : dirname(page).slice(folder.length + 1);
  const said = await run(join(folder, master), ['--version'], {
    env: { LD_LIBRARY_PATH: ownLibraries.join(':') },
  });
  const launcher = (path: string): PackagedFile => ({
    executable: true,
    text: `#!/bin/sh
home=$(dirname "$(readlink -f "$0")")/..
for folder in lib ${ownLibraries.map((path) => `mesos/${path.slice(folder.length + 1)}`).join(' ')}; do
  LD_LIBRARY_PATH=\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}$home/$folder
done
MESOS_LAUNCHER_DIR=$home/mesos/${dirname(helper)}
${webui === undefined ? '' : `MESOS_WEBUI_DIR=$home/mesos/${webui}\nexport MESOS_WEBUI_DIR\n`}export LD_LIBRARY_PATH MESOS_LAUNCHER_DIR
exec "$home/mesos/${path}" "$@"
`,
  });
  return {
    version: versionIn(said),
    files: {
      mesos: { folder },
      'sbin/mesos-master': launcher(master),
      'sbin/mesos-agent': launcher(agent),
      ...(await libraryFiles(
        all.filter((path) => !/\.(html|js|css|json|h|hpp|proto|py|la|a)$/.test(path)),
        ownLibraries,
      )),
    },
    key: `${folder}\0${said}`,
  };
}

/** Of `mesos 1.11.0`. */
function versionIn(said: string): string {
  const version = /^mesos (\d[\w.+~]*)/.exec(said)?.[1];
  if (version === undefined) throw new Error(`"${said}" is no version of Mesos`);
  return version;
}

/** What every Debian has, and has to have in a version that fits the rest of it. */
const systemLibraries = /^(ld-linux|linux-vdso|lib(c|m|dl|rt|pthread|util|resolv|stdc\+\+|gcc_s)\.so)/;

/** The shared libraries of these programs that a plain Debian lacks, below `lib`. */
async function libraryFiles(
  programs: readonly string[],
  folders: readonly string[],
): Promise<DebianPackage['files']> {
  const files: Record<string, PackagedFile> = {};
  for (const program of programs) {
    if (!isElf(program)) continue;
    const said = await run('ldd', [program], { env: { LD_LIBRARY_PATH: folders.join(':') } }).catch(() => '');
    for (const [, name = '', path = ''] of said.matchAll(/^\s*(\S+) => (\/\S+)/gm)) {
      const own = folders.some((folder) => path.startsWith(`${folder}/`));
      if (!own && !systemLibraries.test(name)) files[`lib/${name}`] = { source: path };
    }
  }
  return files;
}

function isElf(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const magic = Buffer.alloc(4);
    readSync(file, magic, 0, 4, 0);
    return magic.toString('latin1') === '\x7fELF';
  } finally {
    closeSync(file);
  }
}
