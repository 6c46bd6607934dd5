import { join } from 'node:path';
import { sandboxPaths } from '../../../src/sandbox/daemon';
import { scratchFolder } from '../../support/scratch';

test('a named folder holds everything', () => {
  const paths = sandboxPaths({ FLEETWRIGHT_SANDBOX_FOLDER: '/data/box', XDG_RUNTIME_DIR: scratchFolder() });
  expect(paths).toEqual({
    folder: '/data/box',
    state: '/data/box/sandbox.json',
    log: '/data/box/sandbox.log',
    socket: '/data/box/control.sock',
    world: '/data/box/world',
  });
});

test('by default it is in the folders of the XDG specification', () => {
  const runtime = scratchFolder();
  expect(sandboxPaths({ XDG_CACHE_HOME: '/cache', XDG_RUNTIME_DIR: runtime })).toMatchObject({
    folder: '/cache/fleetwright/sandbox',
    socket: join(runtime, 'fleetwright-sandbox.sock'),
  });
});

test('a folder for what lives as long as a login that is not there is not used', () => {
  const { socket } = sandboxPaths({ XDG_CACHE_HOME: '/cache', XDG_RUNTIME_DIR: '/nowhere/at/all' });
  expect(socket).toBe('/cache/fleetwright/sandbox/control.sock');
});

test('relative paths are ignored', () => {
  const { folder } = sandboxPaths({ FLEETWRIGHT_SANDBOX_FOLDER: 'box', XDG_CACHE_HOME: 'cache' });
  expect(folder).toMatch(/^\/.*\/\.cache\/fleetwright\/sandbox$/);
});

test('a path that is too long for a socket is refused', () => {
  expect(() => sandboxPaths({ FLEETWRIGHT_SANDBOX_FOLDER: `/${'long'.repeat(40)}` })).toThrow(
    'is too long for a socket; name a folder with a shorter path in FLEETWRIGHT_SANDBOX_FOLDER',
  );
});
