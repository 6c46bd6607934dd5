import { spawnSync } from 'node:child_process';
import { dirname, resolve } from 'node:path';
import { scratchFolder } from '../support/scratch';

const root = resolve(__dirname, '../..');

// Files with tests that need moto, where there is none.
test.each([
  ['scripts/test.mjs', ['test/sandbox/ec2/clients/boto3.test.ts']],
  ['test/e2e/run.mjs', ['ec2', 'resources', '--testNamePattern', 'nothing that runs']],
])(
  '%s says what it skipped',
  (script, args) => {
    const home = scratchFolder();
    const { stdout } = spawnSync(process.execPath, [script, ...args], {
      cwd: root,
      encoding: 'utf8',
      env: {
        CI: '',
        HOME: home,
        FLEETWRIGHT_CACHE: home,
        PATH: `${dirname(process.execPath)}:/usr/bin:/bin`,
      },
    });
    expect(stdout).toMatch(
      /\d+ tests were skipped, because something they need is not on this machine:\n {2}- .*moto.*\n/,
    );
  },
  180_000,
);
