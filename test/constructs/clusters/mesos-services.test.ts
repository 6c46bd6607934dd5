import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ContainerEngine,
  Ec2Host,
  Ec2Image,
  Hosts,
  MesosCluster,
  Workload,
  type WorkloadPort,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { scratchFolder } from '../../support/scratch';
import { host, only, stackWithProvider, synth } from '../../support/stack';
import { systemPackages as packages } from '../support/mesos';

const program = '#!/bin/sh\necho "started $*"\n';
const sha256 = createHash('sha256').update(program).digest('hex');
const url = 'https://files.example.org/mesos-dns-v0.7.0-linux-amd64';
const image = 'registry.example/marathon-lb:v1.15.0';

interface App {
  cmd: string;
  [field: string]: unknown;
}

function definition(stack: ReturnType<typeof stackWithProvider>): App {
  return JSON.parse(only(synth(stack), 'fleetwright_marathon_app').definition as string) as App;
}

test('Mesos-DNS is an app on the agents that are named, and its command writes its settings', () => {
  const stack = stackWithProvider();
  const [one, two] = [host(stack, 2), host(stack, 3)];
  new MesosCluster(stack, 'mesos', {
    packages,
    masters: host(stack, 1),
    agents: [one, two, host(stack, 4)],
    dns: {
      hosts: Hosts.of(one, two),
      url,
      sha256: sha256.toUpperCase(),
      resolvers: ['10.0.0.53'],
      domain: "o'hara",
    },
  });
  const app = definition(stack);
  expect(app).toMatchObject({
    id: '/mesos-dns',
    user: 'root',
    fetch: [{ uri: url, destPath: 'mesos-dns', executable: true, extract: false }],
    instances: 2,
    constraints: [
      ['hostname', 'UNIQUE'],
      ['hostname', 'LIKE', '10\\.0\\.0\\.2|10\\.0\\.0\\.3'],
    ],
    portDefinitions: [],
    upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
    healthChecks: [{ protocol: 'HTTP', port: 8123, path: '/v1/version' }],
  });

  const sandbox = scratchFolder();
  const start = () => spawnSync('sh', ['-c', app.cmd], { cwd: sandbox, encoding: 'utf8' });
  writeFileSync(join(sandbox, 'mesos-dns'), program, { mode: 0o755 });
  expect(start().stdout).toContain('started -config=config.json');
  expect(JSON.parse(readFileSync(join(sandbox, 'config.json'), 'utf8'))).toMatchObject({
    zk: 'zk://10.0.0.1:2181/mesos',
    domain: "o'hara",
    externalon: true,
    resolvers: ['10.0.0.53'],
    httpport: 8123,
  });
  writeFileSync(join(sandbox, 'mesos-dns'), `${program}# changed\n`);
  const refused = start();
  expect(refused.status).not.toBe(0);
  expect(refused.stdout).not.toContain('started');
});

test('marathon-lb is an app that asks all of Marathon, and offers workloads that expose a port', () => {
  const stack = stackWithProvider();
  const edge = host(stack, 3);
  const cluster = new MesosCluster(stack, 'mesos', {
    packages,
    masters: Hosts.of(host(stack, 1), host(stack, 5), host(stack, 6)),
    containerEngine: ContainerEngine.DOCKER,
    marathonPort: 8081,
    loadBalancer: { hosts: edge, image, group: 'web' },
  });
  cluster.addAgents('edge', edge);
  expect(definition(stack)).toMatchObject({
    id: '/marathon-lb',
    args: [
      ...['sse', '--group', 'web', '--marathon'],
      ...['http://10.0.0.1:8081', 'http://10.0.0.5:8081', 'http://10.0.0.6:8081'],
    ],
    env: { PORTS: '9090' },
    networks: [{ mode: 'host' }],
    container: { type: 'DOCKER', docker: { image, privileged: true } },
    instances: 1,
    upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
    healthChecks: [{ port: 9090, path: '/_haproxy_health_check' }],
  });
  const labelsOf = (id: string, ports: WorkloadPort[]) => {
    new Workload(stack, id, { cluster, image: 'web:1', ports });
    const apps = Object.values(synth(stack).resource.fleetwright_marathon_app ?? {});
    return apps.map((app) => JSON.parse(app.definition as string) as App).find((app) => app.id === `/${id}`)
      ?.labels;
  };
  expect(labelsOf('web', [{ name: 'http', port: 8080, expose: 10080 }])).toEqual({ HAPROXY_GROUP: 'web' });
  expect(labelsOf('db', [{ name: 'sql', port: 5432 }])).toBeUndefined();
});

test('both are on agents of the cluster, and marathon-lb is where it can be', () => {
  const stack = stackWithProvider({
    ssh: { keyFile: '/k' },
    marathonLogins: { ops: { username: 'ops', passwordFile: 'p' } },
  });
  let n = 0;
  const code = (props: object) => {
    n += 1;
    return codeOf(
      () => new MesosCluster(stack, `mesos-${n}`, { packages, masters: host(stack, n), ...props }),
    );
  };
  const docker = { containerEngine: ContainerEngine.DOCKER };
  const lb = { hosts: host(stack, 100), image };
  expect(code({ loadBalancer: lb })).toBe('loadBalancerNeedsDocker');
  const marathonHttpLogin = { credentials: 'a:b', version: 1, login: 'ops' };
  expect(code({ ...docker, loadBalancer: lb, marathonHttpLogin })).toBe('loadBalancerLogin');
  expect(code({ ...docker, loadBalancer: { ...lb, hosts: Hosts.of() } })).toBe('noHosts');
  expect(code({ dns: { hosts: host(stack, 101), url, sha256: 'abc' } })).toBe('invalidSha256');
  expect(code({ ...docker, loadBalancer: lb, marathon: Hosts.of() })).toBe('noMarathon');

  const other = stackWithProvider();
  new MesosCluster(other, 'mesos', {
    packages,
    masters: host(other, 1),
    dns: { hosts: host(other, 2), url, sha256 },
  });
  expect(() => synth(other)).toThrow(
    'stack/mesos: dns.hosts: host "stack/host-2" is not one of the agents of this cluster; add it to agents',
  );
});

test('hosts on EC2 let in what both answer', () => {
  const stack = stackWithProvider({ ssh: { keyFile: '/k' }, ec2: { region: 'eu-central-1' } });
  const machine = (id: string) =>
    new Ec2Host(stack, id, {
      image: Ec2Image.fromId('ami-0123456789abcdef0'),
      instanceType: 't3.medium',
      sshFrom: ['203.0.113.7/32'],
    });
  const edge = machine('edge');
  new MesosCluster(stack, 'mesos', {
    packages,
    masters: machine('master'),
    agents: [edge],
    containerEngine: ContainerEngine.DOCKER,
    dns: { hosts: edge, url, sha256 },
    loadBalancer: { hosts: edge, image },
  });
  const groups = Object.values(synth(stack).resource.fleetwright_ec2_security_group ?? {});
  const { ingress } = groups.find(({ name }) => name === 'stack-mesos-ec2-default') ?? {};
  const opened = (ingress as Record<string, unknown>[]).map(
    ({ protocol, from_port, to_port }) => `${String(protocol)} ${String(from_port)}-${String(to_port)}`,
  );
  expect(opened).toEqual(
    expect.arrayContaining(['tcp 53-53', 'udp 53-53', 'tcp 8123-8123', 'tcp 9090-9090', 'tcp 10000-20000']),
  );
});
