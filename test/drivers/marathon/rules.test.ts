import { changesOfReservation, neededFeatures, volumeProblems } from '../../../src/drivers/marathon';

const volume = { containerPath: 'data', mode: 'RW', persistent: { size: 10 } };
const stateful = { id: '/db', cmd: 'run', cpus: 1, container: { type: 'MESOS', volumes: [volume] } };

test('an app with persistent volumes is neither doubled nor given up', () => {
  expect(volumeProblems(stateful)).toEqual([]);
  expect(
    volumeProblems({
      ...stateful,
      upgradeStrategy: { maximumOverCapacity: 1, minimumHealthCapacity: 1 },
      unreachableStrategy: { inactiveAfterSeconds: 1, expungeAfterSeconds: 2 },
    }),
  ).toEqual([
    'upgradeStrategy.maximumOverCapacity must be 0 for an app with persistent volumes, is 1',
    'upgradeStrategy.minimumHealthCapacity must be at most 0.5 for an app with persistent volumes, is 1',
    'unreachableStrategy must be "disabled" for an app with persistent volumes, is {"inactiveAfterSeconds":1,"expungeAfterSeconds":2}',
  ]);
  expect(
    volumeProblems({ id: '/web', upgradeStrategy: { maximumOverCapacity: 1, minimumHealthCapacity: 1 } }),
  ).toEqual([]);
});

test('what its reservation is made of cannot change', () => {
  expect(changesOfReservation(stateful, { ...stateful, cmd: 'other', instances: 2 })).toEqual([]);
  expect(changesOfReservation(stateful, { ...stateful, cpus: 2 })).toEqual(['cpus']);
  expect(
    changesOfReservation(stateful, {
      ...stateful,
      container: { type: 'MESOS', volumes: [{ ...volume, persistent: { size: 20 } }] },
      portDefinitions: [{ port: 5432 }],
    }),
  ).toEqual(['container.volumes', 'ports of the host']);
  expect(changesOfReservation({ id: '/db', cmd: 'run' }, stateful)).toEqual(['container.volumes']);
  expect(changesOfReservation({ id: '/web', cpus: 1 }, { id: '/web', cpus: 2 })).toEqual([]);
});

test('a default that is written out is no change of it', () => {
  const spelled = { ...volume, persistent: { size: 10, type: 'root', constraints: [] } };
  expect(
    changesOfReservation(stateful, { ...stateful, container: { type: 'MESOS', volumes: [spelled] } }),
  ).toEqual([]);
});

test('what only a plugin or a flag gives is known by its field', () => {
  expect(
    neededFeatures({
      id: '/web',
      gpus: 1,
      env: { MODE: 'a', PASSWORD: { secret: 's' } },
      secrets: { s: { source: '/db/password' } },
      container: {
        type: 'MESOS',
        volumes: [volume, { containerPath: 'x', external: { provider: 'dvdi' } }, { secret: 's' }],
      },
    }),
  ).toEqual([
    { feature: 'secrets', field: 'secrets' },
    { feature: 'secrets', field: 'env.PASSWORD' },
    { feature: 'gpu_resources', field: 'gpus' },
    { feature: 'external_volumes', field: 'container.volumes[1]' },
    { feature: 'secrets', field: 'container.volumes[2]' },
  ]);
  expect(neededFeatures({ id: '/web', env: { A: 'b' }, secrets: {}, gpus: 0 })).toEqual([]);
});
