import { MemoryStore } from '../../../src/sandbox/marathon';
import { readApp } from '../../../src/sandbox/marathon/definitions/read-app';
import { Simulation } from './support/simulation';

async function put(simulation: Simulation, id: string, cmd: string): Promise<void> {
  const app = readApp({ id, cmd, instances: 0 }, { features: new Set(), role: '*' });
  await simulation.leader.definitions.change((draft) => {
    draft.apps.set(app.id, app);
  });
}

test('so many versions are kept as it is told, and nothing of what is no more', async () => {
  const store = new MemoryStore();
  const simulation = await Simulation.begin({ zkMaxVersions: 5 }, store);
  for (let version = 1; version <= 12; version++) await put(simulation, '/web', `run ${String(version)}`);
  const versions = (): string[] =>
    simulation.leader.scene.history.versionsOf('/web').map((spec) => String(spec['cmd']));
  expect(versions()).toEqual(['run 12', 'run 11', 'run 10', 'run 9', 'run 8']);
  const keys = async (prefix: string): Promise<string[]> =>
    [...(await store.load()).keys()].filter((key) => key.startsWith(prefix));
  expect(await keys('apps/')).toHaveLength(5);
  expect(await keys('root/')).toHaveLength(5);

  const before = simulation.leader.definitions.root;
  await simulation.leader.stop();
  await simulation.lead({ zkMaxVersions: 5 }, store);
  expect(simulation.leader.definitions.root).toEqual(before);
  expect(versions()).toHaveLength(5);

  await simulation.leader.definitions.change((draft) => {
    draft.apps.delete('/web');
  });
  for (let other = 1; other <= 5; other++) await put(simulation, '/other', `run ${String(other)}`);
  expect(await keys('apps/web/')).toEqual([]);
  expect(versions()).toEqual([]);
});

test('versions follow one another even when the clock stands still', async () => {
  const simulation = await Simulation.begin();
  for (const cmd of ['one', 'two', 'three']) await put(simulation, '/web', cmd);
  const versions = simulation.leader.scene.history.versionsOf('/web').map(({ version }) => version);
  expect(new Set(versions).size).toBe(3);
  expect([...versions].sort().reverse()).toEqual(versions);
});
