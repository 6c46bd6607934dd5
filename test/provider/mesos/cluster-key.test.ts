import { clusterKey } from '../../../src/provider/mesos/cluster-key';

test.each([
  ['zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/mesos', '10.0.0.1:2181/mesos'],
  ['zk://10.0.0.3,10.0.0.1/mesos/', '10.0.0.1:2181/mesos'],
  ['zk://mesos:secret@10.0.0.1:2181/prod', '10.0.0.1:2181/prod'],
])('%s', (url, key) => {
  expect(clusterKey(url)).toBe(key);
});
