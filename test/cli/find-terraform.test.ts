import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform } from '../../src/cli/find-terraform';
import { scratchFolder } from '../support/scratch';

function folderWith(...names: string[]): string {
  const folder = scratchFolder();
  for (const name of names) {
    writeFileSync(join(folder, name), '#!/bin/sh\n');
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

test('terraform comes before tofu, wherever on the PATH they are', () => {
  const [first, second] = [folderWith('tofu'), folderWith('terraform')];
  expect(findTerraform({ PATH: `${first}:${second}` })).toBe(join(second, 'terraform'));
  expect(findTerraform({ PATH: first })).toBe(join(first, 'tofu'));
});

test('the name in TERRAFORM_BINARY_NAME is taken, or nothing', () => {
  const folder = folderWith('terraform', 'tofu');
  expect(findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: 'tofu' })).toBe(join(folder, 'tofu'));
  expect(findTerraform({ PATH: '', TERRAFORM_BINARY_NAME: join(folder, 'tofu') })).toBe(join(folder, 'tofu'));
  expect(findTerraform({ PATH: folder, TERRAFORM_BINARY_NAME: 'terraform-1.9' })).toBeUndefined();
});

test('a file that cannot be run is not one', () => {
  const folder = folderWith('terraform');
  chmodSync(join(folder, 'terraform'), 0o644);
  expect(findTerraform({ PATH: folder })).toBeUndefined();
  expect(findTerraform({})).toBeUndefined();
});
