import { mesosAgentSchema } from '../../../src/provider/schemas/mesos-agent';
import { problemsOf, sampleHost } from '../support/schema-problems';

const declared = {
  host: sampleHost('10.0.0.4'),
  zookeeper: 'zk://10.0.0.1:2181/mesos',
  masters: [sampleHost('10.0.0.1')],
  packages: { system: true },
};

test.each<object>([
  {},
  {
    attributes: {
      rack: 'r1',
      n: '3',
      f: '1.5',
      r: '[1-3,7-9]',
      txt: 'v1.2',
      both: 'r1:x',
      odd: 'r1,disk:ssd',
    },
  },
  {
    resources: {
      cpus: '4',
      mem: '8192.5',
      ports: '[31000-32000, 9000-9000]',
      'cpus(web)': '2',
      zones: '{a, b}',
    },
  },
  { containerizers: ['docker', 'mesos'], docker: true, isolation: ['cgroups/cpu', 'docker/runtime'] },
  { image_providers: ['docker'], executor_registration_timeout: '1.5hrs' },
  { domain_region: 'eu', domain_zone: 'eu-1', failure_domain: 'row 7', drain_timeout: '1h' },
  { drain_grace_period: '90s' },
  { credential_wo: '{"principal": "agent", "secret": "hunter2"}', credential_wo_version: 1 },
  { marathon: { hosts: [sampleHost('10.0.0.1')], login: 'ops' } },
  { marathon: { url: 'https://dcos.example.org/service/marathon' } },
])('%j is an agent', (change) => {
  expect(problemsOf(mesosAgentSchema, { ...declared, ...change })).toEqual([]);
});

test.each<[object, string]>([
  [{ attributes: { rack: '' } }, 'has the attribute "rack" without a value, on which mesos-agent aborts'],
  [{ attributes: { rack: 'r1;disk:ssd' } }, 'mesos-agent takes neither ";" nor spaces in one'],
  [{ attributes: { rack: 'x y' } }, 'has the attribute "rack" with the value "x y"'],
  [{ attributes: { s: '{a,b}' } }, 'a set is no attribute, give it as text'],
  [{ attributes: { r: '[1-' } }, 'ranges are written as "[1-3,7-9]"'],
  [{ attributes: { 'a:b': 'c' } }, 'has the attribute "a:b", whose name must be letters'],
  [{ resources: { cpus: 'four' } }, 'has the resource "cpus" with the value "four"; write a number'],
  [{ resources: { mem: '8GiB' } }, 'has the resource "mem" with the value "8GiB"'],
  [{ resources: { mem: '[1-2]' } }, 'it takes a number (mem and disk: of MiB)'],
  [{ resources: { 'cpus(web': '1' } }, 'has the resource "cpus(web"; write it as "cpus"'],
  [{ containerizers: [] }, 'must name at least one, is empty'],
  [{ containerizers: ['docker', 'docker'] }, 'names one twice: docker, docker'],
  [{ containerizers: ['podman'] }, 'must be "mesos" or "docker", is "podman"'],
  [{ isolation: ['cgroups cpu'] }, 'has "cgroups cpu", which is not an isolator'],
  [{ image_providers: ['oci'] }, 'must be "docker" or "appc", is "oci"'],
  [{ executor_registration_timeout: '5m' }, 'must be a duration as Mesos writes it'],
  [{ failure_domain: 'row\n7' }, 'must be one line of text, is "row\\n7"'],
  [{ drain_timeout: '5mins' }, 'must be a duration such as "90s", "5m" or "1h30m", is "5mins"'],
  [{ flags: { attributes: 'rack:r1' } }, 'has the flag "attributes", which is set by attributes'],
  [{ credential_wo: 'agent:hunter2' }, 'is not JSON; write it as'],
  [{ credential_wo: '{"principal": "agent"}' }, 'has no secret'],
  [{ credential_wo: '{"principal": "agent", "secret": "hunter2", "x": 1}' }, 'has more than a principal'],
  [{ marathon: { url: 'marathon.example.org' } }, 'must be an http(s) URL'],
  [{ marathon: { url: 'https://ops:hunter2@example.org' } }, 'must not carry a user and a password'],
  [{ marathon: { url: 'https://example.org/v2/apps?x=1' } }, 'must end with the path'],
  [{ marathon: { hosts: [] } }, 'must name at least one host'],
])('%j is none', (change, problem) => {
  const problems = problemsOf(mesosAgentSchema, { ...declared, ...change });
  expect(problems).toEqual([expect.stringContaining(problem)]);
  expect(problems.join()).not.toContain('hunter2');
});
