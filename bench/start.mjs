// Time from the start of the process to the handshake line, beside bare Node printing a line and beside any other
// provider found in a local mirror, all in one run and in turn, so that a slow moment of the machine hits all alike.
//   npm run bench:start [-- --runs 20] [-- --mirror DIR]
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
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

const environment = {
  ...process.env,
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
  PLUGIN_PROTOCOL_VERSIONS: '5,6',
  PLUGIN_MIN_PORT: '10000',
  PLUGIN_MAX_PORT: '25000',
  PLUGIN_CLIENT_CERT: clientCertificate(),
};

const subjects = [
  { name: 'node -e (floor)', command: process.execPath, args: ['-e', 'console.log(1)'] },
  { name: 'fleetwright', command: provider, args: [] },
  ...otherProviders().map((path) => ({ name: basename(path), command: path, args: [] })),
];

const times = new Map(subjects.map(({ name }) => [name, []]));
for (let run = -1; run < runs; run += 1) {
  for (const { name, command, args } of subjects) {
    const milliseconds = await firstLine(command, args);
    if (run >= 0) times.get(name).push(milliseconds);
  }
}

const floor = median(times.get(subjects[0].name));
console.log(`time to the first line on stdout, ${runs} runs each in turn, Node ${process.version}`);
console.log(
  `${'subject'.padEnd(40)} ${'min'.padStart(8)} ${'median'.padStart(8)} ${'max'.padStart(8)} ${'over floor'.padStart(11)} ${'ratio'.padStart(6)}`,
);
for (const { name } of subjects) {
  const all = times.get(name);
  const middle = median(all);
  const columns = [Math.min(...all), middle, Math.max(...all)].map((ms) => `${ms.toFixed(0)} ms`.padStart(8));
  const over = `${(middle - floor).toFixed(0)} ms`.padStart(11);
  console.log(`${name.padEnd(40)} ${columns.join(' ')} ${over} ${(middle / floor).toFixed(2).padStart(6)}`);
}

function firstLine(command, args) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { env: environment, stdio: ['ignore', 'pipe', 'ignore'] });
    child.once('error', reject);
    child.stdout.once('data', () => {
      const elapsed = performance.now() - started;
      child.once('exit', () => resolve(elapsed));
      child.kill('SIGKILL');
    });
  });
}

/** A host certificate like Terraform's, so that mutual TLS is part of what is measured. */
function clientCertificate() {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-bench-'));
  try {
    const certificate = join(folder, 'cert.pem');
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
        join(folder, 'key.pem'),
        '-out',
        certificate,
      ],
      { stdio: 'ignore' },
    );
    return readFileSync(certificate, 'utf8');
  } catch {
    console.error('note: openssl is not there, so mutual TLS is not part of this measurement');
    return '';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Terraform's implied mirrors, those that the CLI configuration names, and those given with --mirror. */
function otherProviders() {
  const configuration = process.env.TF_CLI_CONFIG_FILE ?? join(homedir(), '.terraformrc');
  const named = existsSync(configuration)
    ? [...readFileSync(configuration, 'utf8').matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g)]
    : [];
  const mirrors = [
    ...values.mirror,
    ...named.map(([, path]) => path),
    join(homedir(), '.terraform.d/plugins'),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
  return mirrors
    .filter((mirror) => existsSync(mirror))
    .flatMap((mirror) =>
      readdirSync(mirror, { recursive: true, encoding: 'utf8' }).map((path) => join(mirror, path)),
    )
    .filter((path) => /^terraform-provider-(?!fleetwright)[^/]*$/.test(basename(path)));
}

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}
