import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const example = join(root, 'examples/quickstart');
const before = listed();
// A sandbox of its own, and a home folder that shows what is written there.
const home = mkdtempSync(join(tmpdir(), 'fw-'));
const environment = { FLEETWRIGHT_SANDBOX_FOLDER: join(home, 'box'), NO_COLOR: '1' };

beforeAll(() => {
  if (existsSync(join(example, 'fleet.json'))) {
    throw new Error('a quickstart is up; end it first with: npm run quickstart -- --down');
  }
});
afterAll(() => {
  rmSync(home, { recursive: true, force: true });
});

test('it builds a cluster, changes nothing, changes one line, and says what to try next', async () => {
  const output = await run('npm', ['run', '--silent', 'quickstart']);
  expect(output).toMatch(
    /✓ cdktf deploy: an empty data centre to a running app: 13 added, 0 changed, 0 destroyed/,
  );
  expect(output).toMatch(/ip-127-\S+ +EC2 i-[0-9a-f]+ +127\.\S+ +control-plane, Ready, v1\.34\.4/);
  expect(output.match(/EC2 i-[0-9a-f]+ +127\.\S+ +worker, Ready/g)).toHaveLength(2);
  expect(output).toMatch(/rack-1 +rack, over SSH +127\.\S+ +worker, Ready/);
  expect(output).toContain('3 of 3 replicas ready');
  expect(output).toMatch(/✓ cdktf deploy again: no changes/);
  expect(output).toMatch(/5 replicas instead of 3: 0 added, 1 changed, 0 destroyed/);
  expect(output.split('\n').filter((line) => line.includes('replicas = 3 -> 5'))).toHaveLength(1);
  expect(output).toContain('What next?');
});

test('what it says to try next works', async () => {
  const main = join(root, 'dist/cli/main.js');
  await run(process.execPath, [main, 'sandbox', 'ssh', 'rack-1', 'systemctl', 'stop', 'kubelet']);
  // As typed into a shell, in the folder of the example.
  const script = `cd '${example}' && eval "$('${main}' sandbox env)" && npx --no-install cdktf diff`;
  expect(await run('sh', ['-ec', script])).toMatch(/kubelet\.service is \w+/);
});

test('it goes down and leaves nothing', async () => {
  expect(await run('npm', ['run', '--silent', 'quickstart', '--', '--down'])).toContain('nothing is left');
  expect(listed()).toEqual(before);
  expect(readdirSync(home)).toEqual([]);
});

function listed(): readonly string[] {
  return readdirSync(example).sort();
}

/** What a program prints; everything it said is in the error when it fails. */
function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    const env = { ...process.env, CI: '1', CHECKPOINT_DISABLE: '1', ...environment };
    execFile(command, args, { cwd: root, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (error === null) done(stdout);
      else fail(new Error(`${error.message}\n${stdout}\n${stderr}`));
    });
  });
}
