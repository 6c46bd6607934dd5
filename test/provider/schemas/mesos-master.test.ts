import { mesosMasterSchema } from '../../../src/provider/schemas/mesos-master';
import { problemsOf, sampleHost } from '../support/schema-problems';

const declared = {
  host: sampleHost('10.0.0.1'),
  zookeeper: 'zk://10.0.0.1:2181/mesos',
  masters: [sampleHost('10.0.0.1')],
  packages: { system: true },
};

test.each<object>([
  {},
  {
    zookeeper: 'zk://a.example.org:2181,10.0.0.2:2181,[fd00::3]:2181/prod/mesos',
    quorum: 2,
    cluster_name: 'My cluster',
  },
  {
    port: 5060,
    ip: '10.0.0.1',
    hostname: 'master-1.example.org',
    work_dir: '/srv/mesos',
    convention: 'environment',
  },
  { flags: { log_auto_initialize: 'false', agent_ping_timeout: '15secs' } },
  { authenticate_agents: true, credentials_wo: { agent: 'x y:z' }, credentials_wo_version: 1 },
  { new_registry: 'I consent to a new registry' },
])('%j is a master', (change) => {
  expect(problemsOf(mesosMasterSchema, { ...declared, ...change })).toEqual([]);
});

test.each<[object, string]>([
  [{ zookeeper: '10.0.0.1:2181/mesos' }, 'zookeeper: invalid "zookeeper": must name every ZooKeeper node'],
  [{ zookeeper: 'zk://10.0.0.1/mesos' }, 'must name every ZooKeeper node with its port, and a path'],
  [{ zookeeper: 'zk://10.0.0.1:2181' }, 'is "zk://10.0.0.1:2181"'],
  [{ zookeeper: 'zk://10.0.0.1:2181/' }, 'must name every ZooKeeper node'],
  [{ zookeeper: 'zk://10.0.0.1:2181,/mesos' }, 'must name every ZooKeeper node'],
  [{ zookeeper: 'zk://10.0.0.1:99999/mesos' }, 'must name every ZooKeeper node'],
  [{ zookeeper: 'zk://[10.0.0.1]:2181/mesos' }, 'must name every ZooKeeper node'],
  [{ zookeeper: 'zk://user:hunter2@10.0.0.1:2181/mesos' }, 'must not carry a user and a password'],
  [{ masters: [] }, 'masters: invalid "masters": must name at least one host, is empty'],
  [{ quorum: 0 }, 'must be a whole number from 1 on, is 0'],
  [{ ip: 'master-1' }, 'must be an IP address such as "10.0.0.11", is "master-1"'],
  [{ convention: 'systemd' }, 'must be "files" or "environment", is "systemd"'],
  [
    { flags: { quorum: '2' } },
    'has the flag "quorum", which is set by quorum; a flag given twice is an error',
  ],
  [{ flags: { zk: 'zk://x:1/y' } }, 'has the flag "zk", which is set by zookeeper'],
  [{ flags: { '--roles': 'a' } }, 'has the flag "--roles"; write its name without dashes in front'],
  [{ flags: { roles: 'a\nb' } }, 'has the flag "roles", whose value must be one line'],
  [{ credentials_wo: { 'a b': 'x' } }, 'has the principal "a b"; it takes no spaces'],
  [{ credentials_wo: { agent: '' } }, 'has no secret for "agent"'],
  [{ new_registry: 'yes' }, 'must be "I consent to a new registry", word by word, is "yes"'],
])('%j is none', (change, problem) => {
  const problems = problemsOf(mesosMasterSchema, { ...declared, ...change });
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(problems.join()).not.toContain('hunter2');
});

test('the program comes from where the user says', () => {
  expect(mesosMasterSchema.attributes.packages.options).toMatchObject({ required: true });
});
