// node test/e2e/run.mjs <suite> [names of files] [options for jest]: prepares this machine, then runs test/e2e/<suite>/**/*.e2e.ts.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { printSkipped, printTotal, root, runJest } from '../../scripts/run-jest.mjs';
import { load } from './harness/load-typescript.mjs';

const [suite, ...args] = process.argv.slice(2);
const folder = join(root, 'test/e2e', suite ?? '');
if (suite === undefined || suite === 'harness' || !existsSync(folder)) {
  const suites = readdirSync(join(root, 'test/e2e'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'harness')
    .map((entry) => entry.name);
  console.error(`no suite "${suite ?? ''}"; there are: ${suites.join(', ')}`);
  process.exit(2);
}

// Jest runs a file that matches any of several patterns, so that the folder has to be in each of them.
const firstOption = args.findIndex((arg) => arg.startsWith('-'));
const names = firstOption < 0 ? args : args.slice(0, firstOption);
const patterns =
  names.length === 0 ? [`test/e2e/${suite}/`] : names.map((name) => `test/e2e/${suite}/.*${name}`);

const { prepareSuite, removeStaleHosts } = load('./prepare.ts');
// The sandbox needs nothing that is not there already, and there may be several.
const needsHosts = suite === 'kubernetes' || suite === 'mesos';
try {
  if (needsHosts) await prepareSuite(suite);
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  const workers = `--maxWorkers=${needsHosts ? 1 : 2}`;
  const result = await runJest([
    '--config',
    'test/e2e/jest.config.js',
    workers,
    ...patterns,
    ...args.slice(names.length),
  ]);
  printSkipped(result);
  printTotal(result);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  printTotal({ passed: 0, failed: 1 });
} finally {
  if (needsHosts) await removeStaleHosts();
}
