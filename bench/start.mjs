// Time from the start of the process to the handshake line, beside bare Node printing a line and beside any other
// provider found in a local mirror, all in one run and in turn, so that a slow moment of the machine hits all alike.
//   npm run bench:start [-- --runs 20] [-- --mirror DIR]
import { unzipSync } from 'fflate';
import { execFileSync, spawn } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    mirror: { type: 'string', multiple: true, default: [] },
  },
});
const runs = Number(values.runs);

const provider = new URL('../dist/provider/terraform-provider-fleetwright', import.meta.url).pathname;
if (!existsSync(provider)) {
  console.error('the provider is not built: npm run build');
  process.exit(2);
}

/** How far over bare Node the handshake may be, in the median. */
const aimMs = 60;
/** A provider that says nothing for so long says nothing at all. */
const patienceMs = 20_000;

const scratch = mkdtempSync(join(tmpdir(), 'fleetwright-bench-'));
process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
const sockets = join(scratch, 'sockets');
mkdirSync(sockets);

const environment = {
  ...process.env,
  // What is killed leaves its socket behind.
  TMPDIR: sockets,
  PLUGIN_UNIX_SOCKET_DIR: sockets,
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
  PLUGIN_PROTOCOL_VERSIONS: '5,6',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
  PLUGIN_CLIENT_CERT: clientCertificate(),
};

const subjects = [
  { name: 'node -e (floor)', command: process.execPath, args: ['-e', 'console.log(1)'] },
  { name: 'fleetwright', command: provider, args: [] },
  ...otherProviders().map(({ name, file }) => ({ name, command: file, args: [] })),
];

const times = new Map(subjects.map(({ name }) => [name, []]));
for (let run = -1; run < runs; run += 1) {
  for (const { name, command, args } of subjects) {
    const measured = times.get(name);
    // One that failed once is not asked again.
    if (typeof measured === 'string') continue;
    const outcome = await firstLine(command, args);
    if (typeof outcome === 'string') times.set(name, outcome);
    else if (run >= 0) measured.push(outcome);
  }
}

const [bare, own] = subjects.map(({ name }) => times.get(name));
if (typeof bare === 'string' || typeof own === 'string') {
  console.error(`nothing to compare: node ${bare}, fleetwright ${own}`);
  process.exit(1);
}
const floor = median(bare);
const widest = Math.max(...subjects.map(({ name }) => name.length));
console.log(`time to the first line on stdout, ${runs} runs each in turn, Node ${process.version}`);
console.log(
  `${'subject'.padEnd(widest)} ${'min'.padStart(8)} ${'median'.padStart(8)} ${'max'.padStart(8)} ${'over floor'.padStart(11)} ${'ratio'.padStart(6)}`,
);
for (const { name } of subjects) {
  const all = times.get(name);
  if (typeof all === 'string') {
    console.log(`${name.padEnd(widest)} no handshake: ${all}`);
    continue;
  }
  const middle = median(all);
  const columns = [Math.min(...all), middle, Math.max(...all)].map((ms) => `${ms.toFixed(0)} ms`.padStart(8));
  const over = `${(middle - floor).toFixed(0)} ms`.padStart(11);
  console.log(
    `${name.padEnd(widest)} ${columns.join(' ')} ${over} ${(middle / floor).toFixed(2).padStart(6)}`,
  );
}
const over = median(own) - floor;
console.log(
  `aim: within ${aimMs} ms of the floor; ${over <= aimMs ? 'met' : 'missed'} with ${over.toFixed(0)} ms`,
);

/** Milliseconds until a program prints something, or why it never does. */
function firstLine(command, args) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    let elapsed;
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve(error.message);
    });
    child.stdout.once('data', () => {
      elapsed = performance.now() - started;
      child.kill('SIGKILL');
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      resolve(elapsed ?? `it ended with ${code ?? signal} and printed nothing`);
    });
  });
}

/** A host certificate like Terraform's, so that mutual TLS is part of what is measured. */
function clientCertificate() {
  try {
    const certificate = join(scratch, 'cert.pem');
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:secp521r1',
        '-nodes',
        '-subj',
        '/CN=localhost',
        '-days',
        '1',
        '-keyout',
        join(scratch, 'key.pem'),
        '-out',
        certificate,
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(certificate, 'utf8');
  } catch {
    console.error('note: openssl is not there, so mutual TLS is not part of this measurement');
    return '';
  }
}

/** Terraform's implied mirrors, those that the CLI configuration names, and those given with --mirror. */
function otherProviders() {
  const configuration = process.env.TF_CLI_CONFIG_FILE ?? join(homedir(), '.terraformrc');
  const named = existsSync(configuration)
    ? [...readFileSync(configuration, 'utf8').matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g)]
    : [];
  const data = process.env.XDG_DATA_HOME ?? join(homedir(), '.local/share');
  const shared = (process.env.XDG_DATA_DIRS ?? '/usr/local/share:/usr/share').split(':');
  const mirrors = [
    ...values.mirror,
    ...named.map(([, path]) => path),
    join(homedir(), '.terraform.d/plugins'),
    ...[data, ...shared].map((folder) => join(folder, 'terraform/plugins')),
  ];
  const found = [...new Set(mirrors)]
    .filter((mirror) => existsSync(mirror))
    .flatMap((mirror) =>
      readdirSync(mirror, { recursive: true, encoding: 'utf8' })
        .filter((path) => isProviderOfThisMachine(mirror, path))
        .map((path) => unpacked(mirror, path)),
    )
    .filter(({ file, name }) => !name.includes('fleetwright/fleetwright') && isProgram(file));
  return [...new Map(found.map((one) => [one.name, one])).values()];
}

/** Unpacked, `<source>/<version>/<os>_<arch>/terraform-provider-…`, or packed, `<source>/terraform-provider-…_<os>_<arch>.zip`. */
function isProviderOfThisMachine(mirror, path) {
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return (
    /^terraform-provider-[^/]*$/.test(basename(path)) &&
    (path.endsWith('.zip') ? path.includes(`_${platform}.`) : path.includes(`/${platform}/`))
  );
}

/** A provider by its source and version. */
function unpacked(mirror, path) {
  const file = join(mirror, path);
  if (!path.endsWith('.zip')) return { name: relative(mirror, join(file, '../..')), file };
  const folder = mkdtempSync(join(scratch, 'provider-'));
  const files = Object.entries(unzipSync(readFileSync(file)));
  for (const [name, content] of files) writeFileSync(join(folder, basename(name)), content, { mode: 0o755 });
  const [program = ''] = readdirSync(folder).filter((name) => name.startsWith('terraform-provider-'));
  const [, version = ''] = /_(\d[^_]*)_[^_]+_[^_]+\.zip$/.exec(path) ?? [];
  return { name: join(relative(mirror, join(file, '..')), version), file: join(folder, program) };
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
