import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const provider = join(root, 'dist/provider/terraform-provider-fleetwright');

test('the provider is one executable script that explains itself when it is run by hand', () => {
  expect(readFileSync(provider, 'utf8').slice(0, 20)).toBe('#!/usr/bin/env node\n');
  expect(statSync(provider).mode & 0o111).toBe(0o111);
  expect(spawnSync(provider, { encoding: 'utf8' }).status).toBe(1);
});

test('the licences of what is bundled go along', () => {
  const notices = readFileSync(join(root, 'dist/provider/THIRD_PARTY.md'), 'utf8');
  const listed = [...notices.matchAll(/^- ((.+)@[\d.]+): (.+)$/gm)];
  const licences = listed.map(([, , name, licence]) => `${name}: ${licence}`);
  expect(licences).toEqual(expect.arrayContaining(['@msgpack/msgpack: ISC', 'ssh2: MIT']));
  // Of some there are two versions, because those who need them do not agree.
  expect(new Set(listed.map(([, title]) => title)).size).toBe(listed.length);
  expect(notices).toContain('Permission is hereby granted');
});

test('a package has the provider with its mode, the library and the notices, and no sources', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as { files: { path: string; mode: number }[] }[];
  const files = new Map(packed?.files.map(({ path, mode }) => [path, mode]));
  expect(files.get('dist/provider/terraform-provider-fleetwright')).toBe(0o755);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([
      'dist/index.js',
      'dist/index.d.ts',
      'dist/cli/main.js',
      'dist/provider/THIRD_PARTY.md',
      'dist/provider/package-hash',
      'dist/provider/terraform-provider-fleetwright.zip',
    ]),
  );
  expect([...files.keys()].filter((path) => /^(src|test)\//.test(path))).toEqual([]);
});
