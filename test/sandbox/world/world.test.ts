import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorld } from '../../../src/sandbox/world/world';

const folder = mkdtempSync(join(tmpdir(), 'world-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a world makes its folder, which nobody else may read', () => {
  const world = createWorld({ folder: join(folder, 'a', 'b') });
  expect(statSync(world.folder).mode & 0o777).toBe(0o700);
});

test('a world finds itself a folder of its own', () => {
  const [one, other] = [createWorld(), createWorld()];
  expect(one.folder).not.toBe(other.folder);
  for (const world of [one, other]) {
    expect(existsSync(world.folder)).toBe(true);
    rmSync(world.folder, { recursive: true });
  }
});

test('ids drawn meanwhile do not change which calls a fault hits', () => {
  const hits = (ids: number): number[] => {
    const world = createWorld({ seed: 5, folder });
    world.faults.add({ kind: 'error', probability: 0.5 });
    return Array.from({ length: 50 }, () => {
      world.random.bytes(ids);
      return world.faults.strike({ service: 'ec2', operation: 'RunInstances' }).length;
    });
  };
  expect(hits(0)).toEqual(hits(3));
});
