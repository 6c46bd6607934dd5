import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

test('the generated constructs are what the schema of the provider gives', () => {
  execFileSync(process.execPath, ['scripts/generate-constructs.mjs', '--check'], {
    cwd: resolve(__dirname, '../..'),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}, 120_000);
