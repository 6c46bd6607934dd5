import { marathonSchema } from '../../../src/provider/schemas/marathon';
import { problemsOf, sampleHost } from '../support/schema-problems';

const declared = {
  host: sampleHost('10.0.0.1'),
  zookeeper: 'zk://10.0.0.1:2181/marathon',
  master: 'zk://10.0.0.1:2181/mesos',
  masters: [sampleHost('10.0.0.1')],
  marathons: [sampleHost('10.0.0.1')],
  packages: { system: true },
};

test.each<object>([
  {},
  { http_port: 8081, hostname: 'marathon.example.org', mesos_user: 'nobody', framework_name: 'Marathon two' },
  { role: 'eng/web', java: { package: 'openjdk-11-jre-headless' } },
  { role: '*', flags: { enable_features: 'secrets,external_volumes', disable_http: '' } },
  { http_credentials_wo: 'ops:hunter2:x', http_credentials_wo_version: 2 },
  { framework_credential_wo: '{"principal": "marathon", "secret": "hunter2"}' },
])('%j is an instance', (change) => {
  expect(problemsOf(marathonSchema, { ...declared, ...change })).toEqual([]);
});

// What its packages have read since 1.5; a folder of flags that nobody reads would leave it without any.
test('its flags are variables unless declared otherwise', () => {
  expect(marathonSchema.attributes.convention.options).toMatchObject({ default: 'environment' });
});

test.each<[object, string]>([
  [{ master: '10.0.0.1:5050' }, 'master: invalid "master": must name every ZooKeeper node'],
  [{ http_port: 70_000 }, 'must be a port from 1 to 65535, is 70000'],
  [{ mesos_user: 'Root User' }, 'must be the name of a user, is "Root User"'],
  [{ role: '-x' }, 'must be a role such as "web" or "eng/web", is "-x"'],
  [{ role: 'a//b' }, 'must be a role'],
  [{ java: { package: 'Java 8' } }, 'has "Java 8", which is neither a package'],
  [{ flags: { mesos_role: 'web' } }, 'has the flag "mesos_role", which is set by role'],
  [{ flags: { http_credentials: 'a:b' } }, 'which is set by http_credentials_wo'],
  [{ http_credentials_wo: 'hunter2' }, 'must be a user and a password with a colon between'],
  [{ framework_credential_wo: '["hunter2"]' }, 'is not an object; write it as'],
])('%j is none', (change, problem) => {
  const problems = problemsOf(marathonSchema, { ...declared, ...change });
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(problems.join()).not.toContain('hunter2');
});
