import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs jest, shows what it prints, and resolves with its numbers. A test file that could not be run at all counts as
 * one failed test. `skipped` has one line for every component that was not there (see test/support/require-component.ts).
 * Temporary files of the tests go with the run; FLEETWRIGHT_KEEP_TEST_FILES=1 keeps them and says where they are.
 */
export async function runJest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-jest-'));
  const report = join(folder, 'report.json');
  const scratch = join(folder, 'tmp');
  mkdirSync(scratch);
  // Some tests make other users log in, whose keys are files in here.
  chmodSync(folder, 0o711);
  try {
    const jest = join(dirname(require.resolve('jest/package.json')), 'bin/jest.js');
    const cache = join(tmpdir(), `fleetwright-jest-cache-${userInfo().uid}`);
    const options = ['--json', '--outputFile', report, '--cacheDirectory', cache];
    const child = spawn(process.execPath, [jest, ...args, ...options], {
      cwd: root,
      env: {
        ...process.env,
        TMPDIR: scratch,
        // cdktf's plugin cache is shared by all projects of a user: tests leave nothing in it.
        CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
        // Each test file would show it anew.
        AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const forward = (signal) => child.kill(signal);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, forward);
    const skipped = new Set();
    createInterface({ input: child.stderr }).on('line', (line) => {
      // Something was left running. It counts as a failure, and must not keep a whole CI run waiting.
      if (line.startsWith('Jest did not exit')) setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
      if (line.startsWith('skipped: ')) skipped.add(line.slice('skipped: '.length));
      else if (!line.startsWith('Test results written to: ')) process.stderr.write(`${line}\n`);
    });
    const status = await new Promise((resolve) => child.on('close', resolve));
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, forward);
    return { ...readReport(report, status), skipped: [...skipped] };
  } finally {
    if (process.env.FLEETWRIGHT_KEEP_TEST_FILES === '1') console.error(`the tests' files are in ${scratch}`);
    else rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What was not run, and how to have it run: a total without it would look like all there is. */
export function printSkipped({ skipped, pending }) {
  if (skipped.length === 0) return;
  console.log(`\n${pending} tests were skipped, because something they need is not on this machine:`);
  for (const line of skipped) console.log(`  - ${line}`);
}

/** The numbers alone on the last line, for people and for scripts; the exit status of this process follows them. */
export function printTotal({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function readReport(file, status) {
  if (!existsSync(file)) return { passed: 0, failed: 1, pending: 0 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    // Jest may also fail as a whole: no tests were found, or it was interrupted.
    failed: status === 0 ? failed : Math.max(failed, 1),
    pending: result.numPendingTests,
  };
}
