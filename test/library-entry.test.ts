import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scratchFolder } from './support/scratch';

const root = resolve(__dirname, '..');

/** A project of its own that has this package installed, with one file. */
function project(name: string, content: string): string {
  const folder = scratchFolder();
  mkdirSync(join(folder, 'node_modules'));
  for (const dependency of ['cdktf', 'constructs', '@types']) {
    symlinkSync(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency));
  }
  symlinkSync(root, join(folder, 'node_modules', 'fleetwright'));
  writeFileSync(join(folder, name), content);
  return folder;
}

function run(name: string, content: string): string {
  return execFileSync(process.execPath, [name], { cwd: project(name, content), encoding: 'utf8' }).trim();
}

test('it loads as CommonJS and as an ES module', () => {
  expect(run('a.cjs', "console.log(typeof require('fleetwright').Fleetwright)")).toBe('function');
  expect(run('a.mjs', "import { Fleetwright } from 'fleetwright'; console.log(typeof Fleetwright)")).toBe(
    'function',
  );
});

test('so does the sandbox, whose packages are inside of it', () => {
  expect(run('a.cjs', "console.log(typeof require('fleetwright/sandbox').Sandbox.start)")).toBe('function');
  expect(
    run('a.mjs', "import { Sandbox } from 'fleetwright/sandbox'; console.log(typeof Sandbox.start)"),
  ).toBe('function');
  const loaded = JSON.parse(
    run('b.cjs', "require('fleetwright/sandbox'); console.log(JSON.stringify(Object.keys(require.cache)))"),
  ) as string[];
  // An accelerator that ssh2 takes where it is.
  expect(loaded.filter((file) => /node_modules\/(?!cpu-features\/)/.test(file))).toEqual([]);
});

test('it loads no SDK, no gRPC, no ssh2 and nothing of the provider', () => {
  const loaded = JSON.parse(
    run('a.cjs', "require('fleetwright'); console.log(JSON.stringify(Object.keys(require.cache)))"),
  ) as string[];
  expect(loaded.length).toBeGreaterThan(10);
  const packages = new Set(
    loaded.flatMap((file) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []),
  );
  expect(
    [...packages].filter((name) =>
      /^(@grpc|ssh2|@kubernetes|@aws-sdk|@azure|commander|protobufjs|@msgpack|zod|pino)/.test(name),
    ),
  ).toEqual([]);
  expect(loaded.filter((file) => /dist\/(provider|tfplugin|drivers|bootstrap|cli)\//.test(file))).toEqual([]);
});

test('its types are found by the TypeScript settings of a project that cdktf init makes', () => {
  const folder = project(
    'main.ts',
    `import { App, TerraformStack } from 'cdktf';
import { Fleetwright, SshHosts } from 'fleetwright';
import { type Inventory, Sandbox } from 'fleetwright/sandbox';
const stack = new TerraformStack(new App(), 'a');
new Fleetwright(stack, 'fleetwright', { ssh: { agent: true } });
export const rack = SshHosts.of(stack, 'rack', { addresses: ['10.0.0.1'], trustOnFirstUse: true });
export const inventory: Promise<Inventory> = Sandbox.start().then((sandbox) => sandbox.inventory());
`,
  );
  const options = [
    '--module',
    'CommonJS',
    '--target',
    'ES2018',
    '--lib',
    'es2018',
    '--strict',
    '--skipLibCheck',
    '--noEmit',
    '--types',
    'node',
  ];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  expect(
    execFileSync(process.execPath, [tsc, ...options, 'main.ts'], { cwd: folder, encoding: 'utf8' }),
  ).toBe('');
});
