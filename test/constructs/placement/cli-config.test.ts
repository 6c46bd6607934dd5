import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blockingCliConfig } from '../../../src/constructs/placement/cli-config';
import { scratchFolder } from '../../support/scratch';

function home(terraformrc?: string): { HOME: string; file: string } {
  const folder = scratchFolder();
  const file = join(folder, '.terraformrc');
  if (terraformrc !== undefined) writeFileSync(file, terraformrc);
  return { HOME: folder, file };
}

test('no configuration blocks nothing', () => {
  expect(blockingCliConfig('0.1.0', { HOME: home().HOME })).toBeUndefined();
  expect(blockingCliConfig('0.1.0', { HOME: '/nowhere', TF_CLI_CONFIG_FILE: '/nowhere/rc' })).toBeUndefined();
});

test('an installation block without our provider blocks', () => {
  const { HOME, file } = home('provider_installation {\n  direct {}\n}\n');
  expect(blockingCliConfig('0.1.0', { HOME })).toBe(file);
});

test('the file TF_CLI_CONFIG_FILE names is read instead', () => {
  const { HOME } = home('provider_installation {\n  direct {}\n}\n');
  const other = home('plugin_cache_dir = "/cache"\n').file;
  expect(blockingCliConfig('0.1.0', { HOME, TF_CLI_CONFIG_FILE: other })).toBeUndefined();
});

test('a fragment in ~/.terraform.d counts as well', () => {
  const { HOME } = home();
  const file = join(HOME, '.terraform.d', 'company.tfrc');
  mkdirSync(join(HOME, '.terraform.d'));
  writeFileSync(file, 'provider_installation {\n  network_mirror { url = "https://mirror.example/" }\n}\n');
  expect(blockingCliConfig('0.1.0', { HOME })).toBe(file);
});

test('a block that is commented out does not block', () => {
  const { HOME } = home('# provider_installation {\n/*\nprovider_installation {\n}\n*/\n');
  expect(blockingCliConfig('0.1.0', { HOME })).toBeUndefined();
});

test('a mirror that has this version does not block, one with another version does', () => {
  const mirror = scratchFolder();
  mkdirSync(join(mirror, 'fleetwright.dev/fleetwright/fleetwright/0.1.0'), { recursive: true });
  const { HOME, file } = home(
    `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`,
  );
  expect(blockingCliConfig('0.1.0', { HOME })).toBeUndefined();
  expect(blockingCliConfig('0.2.0', { HOME })).toBe(file);
});

test('a development override does not block', () => {
  const { HOME } = home(
    'provider_installation {\n  dev_overrides {\n    "fleetwright.dev/fleetwright/fleetwright" = "/src"\n  }\n  direct {}\n}\n',
  );
  expect(blockingCliConfig('0.1.0', { HOME })).toBeUndefined();
});
