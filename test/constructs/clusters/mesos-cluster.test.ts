import { TerraformVariable } from 'cdktf';
import {
  ContainerEngine,
  FileDelivery,
  FlagConvention,
  Hosts,
  MarathonApp,
  MesosCluster,
  SshHost,
} from '../../../src';
import { codeOf } from '../../support/errors';
import {
  mesosCluster as make,
  synthesizedMesos as cluster,
  systemPackages as packages,
} from '../support/mesos';
import {
  type Arguments,
  HOST_KEY,
  type SynthesizedStack,
  awaitedBy,
  host,
  only,
  stackWithProvider,
  synth,
} from '../../support/stack';

function all({ resource }: SynthesizedStack, type: string): Arguments[] {
  return Object.values(resource[type] ?? {});
}

const connection = (n: number) => ({
  address: `10.0.0.${n}`,
  port: 22,
  user: 'root',
  credential: 'default',
  host_key: `\${fleetwright_ssh_host.host-${n}.host_key}`,
});

test('three masters run ZooKeeper and Marathon as well, each with all that it has to know of the others', () => {
  const synthesized = cluster(3, 1);
  const [zookeeper] = all(synthesized, 'fleetwright_zookeeper_node');
  expect(zookeeper).toEqual({
    host: connection(1),
    server_id: 1,
    ensemble: [1, 2, 3].map((n) => ({ server_id: n, address: `10.0.0.${n}` })),
    peers: [connection(2), connection(3)],
  });
  const [master] = all(synthesized, 'fleetwright_mesos_master');
  expect(master).toEqual({
    host: connection(1),
    zookeeper: 'zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/mesos',
    masters: [connection(1), connection(2), connection(3)],
    quorum: 2,
    hostname: '10.0.0.1',
    packages: { system: true },
    depends_on: Object.keys(synthesized.resource.fleetwright_zookeeper_node ?? {}).map(
      (name) => `fleetwright_zookeeper_node.${name}`,
    ),
  });
  const [marathon] = all(synthesized, 'fleetwright_marathon');
  expect(marathon).toMatchObject({
    zookeeper: 'zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/marathon',
    master: 'zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/mesos',
    marathons: [connection(1), connection(2), connection(3)],
    hostname: '10.0.0.1',
  });
  expect(marathon?.depends_on).toHaveLength(6);
  expect(only(synthesized, 'fleetwright_mesos_agent')).toMatchObject({
    host: connection(4),
    zookeeper: 'zk://10.0.0.1:2181,10.0.0.2:2181,10.0.0.3:2181/mesos',
    masters: [connection(1), connection(2), connection(3)],
    hostname: '10.0.0.4',
    marathon: { hosts: [connection(1), connection(2), connection(3)] },
  });
  // Agents go before what drains them.
  expect(only(synthesized, 'fleetwright_mesos_agent').depends_on).toHaveLength(9);
});

test('ZooKeeper and Marathon may have hosts of their own, and Marathon none', () => {
  const stack = stackWithProvider();
  const [a, b, c] = [host(stack, 1), host(stack, 2), host(stack, 3)];
  new MesosCluster(stack, 'mesos', { packages, masters: a, zookeeper: b, marathon: c });
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_zookeeper_node').host).toEqual(connection(2));
  expect(only(synthesized, 'fleetwright_marathon')).toMatchObject({
    host: connection(3),
    master: 'zk://10.0.0.2:2181/mesos',
  });

  const none = stackWithProvider();
  const bare = make(none, 1, 1, { marathon: Hosts.of(), packages: { mesos: { system: true } } });
  expect(all(synth(none), 'fleetwright_marathon')).toEqual([]);
  expect(only(synth(none), 'fleetwright_mesos_agent').marathon).toBeUndefined();
  expect(
    codeOf(() => new MarathonApp(none, 'web', { cluster: bare, definition: { id: '/web', cmd: 'sleep 1' } })),
  ).toBe('noMarathon');
});

test('agents that are added have attributes and resources of their own, and apps wait for all of them', () => {
  const stack = stackWithProvider();
  const mesos = make(stack, 1, 1, { agentFlags: { cgroups_root: 'mesos', perf_duration: '1secs' } });
  new MarathonApp(stack, 'web', { cluster: mesos, definition: { id: '/web', cmd: 'sleep 1' } });
  mesos.addAgents('rack-2', host(stack, 3), {
    attributes: { rack: 'r2', note: '${x}' },
    resources: { cpus: '4', ports: '[31000-32000]' },
    region: 'eu',
    zone: 'eu-1',
    failureDomain: 'row 7',
    isolation: ['cgroups/cpu'],
    flags: { perf_duration: '2secs' },
  });
  const synthesized = synth(stack);
  expect(all(synthesized, 'fleetwright_mesos_agent')[1]).toMatchObject({
    attributes: { rack: 'r2', note: '$${x}' },
    resources: { cpus: '4', ports: '[31000-32000]' },
    domain_region: 'eu',
    domain_zone: 'eu-1',
    failure_domain: 'row 7',
    isolation: ['cgroups/cpu'],
    flags: { cgroups_root: 'mesos', perf_duration: '2secs' },
  });
  expect(awaitedBy(synthesized, only(synthesized, 'fleetwright_marathon_app')).sort()).toEqual(
    ['zookeeper_node', 'mesos_master', 'marathon', 'mesos_agent']
      .flatMap((type) =>
        Object.keys(synthesized.resource[`fleetwright_${type}`] ?? {}).map(
          (name) => `fleetwright_${type}.${name}`,
        ),
      )
      .sort(),
  );
});

test('adding and removing a host leaves the resources of all others with what they had, but for who there is', () => {
  const three = cluster(3, 2);
  const two = cluster(3, 1);
  expect(three.resource.fleetwright_mesos_agent).toMatchObject(two.resource.fleetwright_mesos_agent ?? {});
  const five = cluster(5, 0);
  const ids = (synthesized: SynthesizedStack) =>
    Object.fromEntries(
      Object.entries(synthesized.resource.fleetwright_zookeeper_node ?? {}).map(([name, { server_id }]) => [
        name,
        server_id,
      ]),
    );
  expect(ids(five)).toMatchObject(ids(three));
  expect(all(five, 'fleetwright_mesos_master').map(({ quorum }) => quorum)).toEqual([3, 3, 3, 3, 3]);
});

test('a ZooKeeper node is numbered by its host, whatever the others are', () => {
  const stack = stackWithProvider();
  const named = (name: string, n: number) =>
    new SshHost(stack, name, { address: `10.0.1.${n}`, hostKey: HOST_KEY });
  const hosts = Hosts.of(named('north-1', 1), named('south-1', 2), named('west', 3));
  const props = { packages, masters: hosts };
  expect(() => new MesosCluster(stack, 'clash', props)).toThrow(
    'stack/clash: ZooKeeper on "north-1" and on "south-1" would both be number 1; give one of them another in zookeeperIds',
  );
  new MesosCluster(stack, 'mesos', { ...props, zookeeperIds: { 'south-1': 2 } });
  const numbers = all(synth(stack), 'fleetwright_zookeeper_node').map(({ server_id }) => server_id as number);
  expect(numbers.slice(0, 2)).toEqual([1, 2]);
  expect(numbers[2]).toBeGreaterThanOrEqual(1);
  expect(numbers[2]).toBeLessThanOrEqual(255);
});

test('images need an engine, which agents are made with', () => {
  expect(
    only(cluster(1, 1, { containerEngine: ContainerEngine.DOCKER }), 'fleetwright_mesos_agent'),
  ).toMatchObject({
    containerizers: ['docker', 'mesos'],
    docker: true,
  });
  expect(
    only(cluster(1, 1, { containerEngine: ContainerEngine.MESOS }), 'fleetwright_mesos_agent'),
  ).toMatchObject({
    image_providers: ['docker'],
    isolation: ['filesystem/linux', 'docker/runtime'],
  });
  expect(only(cluster(1, 1), 'fleetwright_mesos_agent').containerizers).toBeUndefined();
});

test('what is said of the cluster goes to the resources it is about', () => {
  const synthesized = cluster(1, 1, {
    packages: {
      mesos: {
        aptRepository: 'https://packages.example.org/debian bookworm main',
        aptKeyUrl: 'https://packages.example.org/key.asc',
        aptPackages: ['mesos=1.11.0-2.0.1'],
      },
      marathon: {
        files: [
          { url: 'https://example.org/marathon.tgz', sha256: 'A'.repeat(64), delivery: FileDelivery.FETCH },
        ],
      },
      zookeeper: { system: true },
    },
    clusterName: 'prod',
    newRegistry: 'I consent to a new registry',
    zookeeperPath: '/prod/mesos',
    zookeeperSettings: { tickTime: '3000' },
    convention: FlagConvention.ENVIRONMENT,
    marathonConvention: FlagConvention.FILES,
    masterFlags: { log_auto_initialize: 'true' },
    marathonFlags: { enable_features: 'secrets' },
    masterPort: 5060,
    agentPort: 5061,
    marathonPort: 8081,
    mesosUser: 'nobody',
    frameworkName: 'shop',
    marathonRole: 'shop',
    javaPackage: 'openjdk-11-jre-headless',
    executorRegistrationTimeout: '10mins',
    drainTimeout: '1h',
    drainGracePeriod: '30s',
  });
  expect(only(synthesized, 'fleetwright_zookeeper_node')).toMatchObject({
    packages: { system: true },
    settings: { tickTime: '3000' },
  });
  expect(only(synthesized, 'fleetwright_mesos_master')).toMatchObject({
    cluster_name: 'prod',
    new_registry: 'I consent to a new registry',
    zookeeper: 'zk://10.0.0.1:2181/prod/mesos',
    port: 5060,
    convention: 'environment',
    flags: { log_auto_initialize: 'true' },
    packages: {
      apt_repository: 'https://packages.example.org/debian bookworm main',
      apt_key_url: 'https://packages.example.org/key.asc',
      apt_packages: ['mesos=1.11.0-2.0.1'],
    },
  });
  expect(only(synthesized, 'fleetwright_marathon')).toMatchObject({
    http_port: 8081,
    mesos_user: 'nobody',
    framework_name: 'shop',
    role: 'shop',
    convention: 'files',
    java: { package: 'openjdk-11-jre-headless' },
    flags: { enable_features: 'secrets' },
    packages: {
      files: [{ url: 'https://example.org/marathon.tgz', sha256: 'a'.repeat(64), delivery: 'fetch' }],
    },
  });
  expect(only(synthesized, 'fleetwright_mesos_agent')).toMatchObject({
    port: 5061,
    executor_registration_timeout: '10mins',
    drain_timeout: '1h',
    drain_grace_period: '30s',
    marathon: { port: 8081 },
  });
});

test('secrets go into write-only attributes, and what holds one names its version', () => {
  const stack = stackWithProvider({
    ssh: { keyFile: '/k' },
    marathonLogins: { ops: { username: 'ops', passwordVariable: 'MARATHON_PASSWORD' } },
  });
  const { stringValue: secret } = new TerraformVariable(stack, 'secret', { ephemeral: true } as object);
  make(stack, 1, 1, {
    authentication: {
      agents: { principal: 'agent', secret },
      marathon: { principal: 'marathon', secret },
      others: [{ principal: 'spark', secret }],
      version: 3,
    },
    marathonHttpLogin: { credentials: `ops:${secret}`, version: 2, login: 'ops' },
  });
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_mesos_master')).toMatchObject({
    authenticate_agents: true,
    authenticate_frameworks: true,
    credentials_wo: { agent: '${var.secret}', marathon: '${var.secret}', spark: '${var.secret}' },
    credentials_wo_version: 3,
  });
  expect(only(synthesized, 'fleetwright_mesos_agent')).toMatchObject({
    credential_wo: '{"principal":"agent","secret":${jsonencode(var.secret)}}',
    credential_wo_version: 3,
    marathon: { login: 'ops' },
  });
  expect(only(synthesized, 'fleetwright_marathon')).toMatchObject({
    http_credentials_wo: 'ops:${var.secret}',
    http_credentials_wo_version: 2,
    framework_credential_wo: '{"principal":"marathon","secret":${jsonencode(var.secret)}}',
    framework_credential_wo_version: 3,
  });
});

test('tokens are taken for everything that is checked', () => {
  const stack = stackWithProvider();
  const { stringValue, numberValue } = new TerraformVariable(stack, 'v', {});
  new MesosCluster(stack, 'mesos', {
    packages: {
      mesos: { aptRepository: stringValue, aptKeyUrl: stringValue },
      marathon: { files: [{ url: stringValue, sha256: stringValue }] },
    },
    masters: new SshHost(stack, 'a', { address: stringValue, hostKey: stringValue }),
    quorum: numberValue,
    newRegistry: stringValue,
    zookeeperPath: stringValue,
    masterFlags: { roles: stringValue },
    masterPort: numberValue,
    executorRegistrationTimeout: stringValue,
    drainTimeout: stringValue,
  }).addAgents('b', new SshHost(stack, 'b', { address: stringValue, hostKey: stringValue }), {
    attributes: { rack: stringValue },
    resources: { cpus: stringValue },
  });
  const synthesized = synth(stack);
  expect(only(synthesized, 'fleetwright_mesos_master')).toMatchObject({
    zookeeper: 'zk://${var.v}:2181${var.v}',
    quorum: '${var.v}',
    flags: { roles: '${var.v}' },
  });
  expect(JSON.stringify(synthesized)).not.toContain('TfToken');
});

test('a cluster that exists is reached by the URL of its Marathon', () => {
  const stack = stackWithProvider({
    ssh: { keyFile: '/k' },
    marathonLogins: { dcos: { tokenFile: '~/.dcos/token' } },
  });
  const url = 'https://dcos.example.org/service/marathon';
  const mesos = MesosCluster.fromUrl(stack, 'dcos', { url, login: 'dcos' });
  new MarathonApp(stack, 'web', { cluster: mesos, definition: { id: '/web', cmd: 'sleep 1' } });
  const app = only(synth(stack), 'fleetwright_marathon_app');
  expect(app.access).toEqual({ url, login: 'dcos' });
  expect(app.depends_on).toBeUndefined();
  for (const wrong of ['marathon.example.org', 'https://a:b@example.org', 'https://example.org/?x']) {
    expect(codeOf(() => MesosCluster.fromUrl(stack, wrong, { url: wrong }))).toBe('invalidMarathonUrl');
  }
  MesosCluster.fromUrl(stack, 'other', { url, login: 'nobody' });
  expect(() => synth(stack)).toThrow(
    'Marathon login "nobody" is not one of this stack\'s Fleetwright ("dcos")',
  );
});
