import { Traffic } from '../../../src/sandbox/world/traffic';

test('counts how often each operation of each service was asked for', () => {
  const traffic = new Traffic();
  expect(traffic.list()).toEqual([]);
  traffic.count('ec2', 'RunInstances');
  traffic.count('host', 'connect');
  traffic.count('ec2', 'RunInstances');
  expect(traffic.list()).toEqual([
    { service: 'ec2', operation: 'RunInstances', calls: 2 },
    { service: 'host', operation: 'connect', calls: 1 },
  ]);
});
