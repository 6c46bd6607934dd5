import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sandboxPaths } from '../../../src/sandbox/daemon';
import {
  type DaemonState,
  FolderTakenError,
  readState,
  removeRemains,
  startOf,
  takeFolder,
} from '../../../src/sandbox/daemon/state';
import { scratchFolder } from '../../support/scratch';

function newPaths() {
  return sandboxPaths({ FLEETWRIGHT_SANDBOX_FOLDER: join(scratchFolder(), 'box') });
}

function running(pid = process.pid): DaemonState {
  return { pid, start: startOf(pid), up: false };
}

function ended(): DaemonState {
  const { pid } = spawnSync('true');
  return { pid, start: '1', up: true };
}

test('a folder is taken once, and again when it was given up', () => {
  const paths = newPaths();
  takeFolder(paths, running());
  expect(() => {
    takeFolder(paths, running(process.ppid));
  }).toThrow(new FolderTakenError(running()));
  expect(readState(paths)).toEqual(running());
  expect(readdirSync(paths.folder)).toEqual(['sandbox.json']);
  removeRemains(paths);
  expect(existsSync(paths.folder)).toBe(false);
  takeFolder(paths, running(process.ppid));
  expect(readState(paths)).toEqual(running(process.ppid));
});

test.each([
  ['of a process that has ended', JSON.stringify(ended())],
  ['that cannot be read', '{'],
])('a state %s is replaced', (_, content) => {
  const paths = newPaths();
  mkdirSync(paths.folder);
  writeFileSync(paths.state, content);
  takeFolder(paths, running());
  expect(readState(paths)).toEqual(running());
  expect(readdirSync(paths.folder)).toEqual(['sandbox.json']);
});
