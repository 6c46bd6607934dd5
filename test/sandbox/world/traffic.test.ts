import { Traffic } from '../../../src/sandbox/world/traffic';

test('counts how often each operation of each service was asked for, whatever became of it', async () => {
  const traffic = new Traffic();
  expect(traffic.list()).toEqual([]);
  await traffic.during('ec2', 'RunInstances', () => 'done');
  traffic.begin('host', 'connect');
  const failing = traffic.during('ec2', 'RunInstances', () => Promise.reject(new Error('no room')));
  await expect(failing).rejects.toThrow('no room');
  expect(traffic.list()).toMatchObject([
    { service: 'ec2', operation: 'RunInstances', calls: 2 },
    { service: 'host', operation: 'connect', calls: 1, seconds: 0 },
  ]);
});

test('sums up how long the calls of an operation were under way, each until its first end', async () => {
  const traffic = new Traffic();
  const end = traffic.begin('host', 'exec');
  await new Promise((resolve) => setTimeout(resolve, 5));
  end();
  const [{ seconds } = { seconds: 0 }] = traffic.list();
  expect(seconds).toBeGreaterThan(0);
  end();
  expect(traffic.list()).toMatchObject([{ calls: 1, seconds }]);
});
