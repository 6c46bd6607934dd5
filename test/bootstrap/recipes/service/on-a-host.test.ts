import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { converge, driftLines, gatherFacts, type HostFacts, type Operation } from '../../../../src/bootstrap';
import {
  marathonOperations,
  marathonSecrets,
  removeMarathon,
  type MarathonParams,
} from '../../../../src/bootstrap/recipes/marathon';
import {
  agentOperations,
  masterOperations,
  removeAgent,
  removeMaster,
  type AgentParams,
  type MasterParams,
} from '../../../../src/bootstrap/recipes/mesos';
import type { PackageFile } from '../../../../src/bootstrap/recipes/service';
import {
  removeZookeeper,
  zookeeperOperations,
  type ZookeeperParams,
} from '../../../../src/bootstrap/recipes/zookeeper';
import { describeWith } from '../../../support/require-component';
import { sandboxComponent, SandboxHost } from '../../../support/sandbox-host';

const owner = { token: 'one', state: 'here' };
const zookeeper = 'zk://10.0.0.11:2181/mesos';

const zookeeperParams: ZookeeperParams = {
  owner,
  packages: { kind: 'system' },
  serverId: 1,
  ensemble: [1, 2, 3].map((serverId) => ({ serverId, address: `10.0.0.1${String(serverId)}` })),
  clientPort: 2181,
  peerPort: 2888,
  electionPort: 3888,
  dataDir: '/var/lib/zookeeper',
};
const masterParams: MasterParams = {
  owner,
  packages: { kind: 'system' },
  zookeeper,
  convention: 'files',
  port: 5050,
  workDir: '/var/lib/mesos/master',
  quorum: 2,
  authenticateAgents: true,
  authenticateFrameworks: false,
};
const agentParams: AgentParams = {
  owner,
  packages: { kind: 'system' },
  zookeeper,
  convention: 'files',
  port: 5051,
  workDir: '/var/lib/mesos/agent',
  attributes: { rack: 'r1', disk: 'ssd' },
  resources: { cpus: '4', 'cpus(web)': '2' },
  containerizers: ['mesos'],
  docker: false,
  executorRegistrationTimeout: '5mins',
};
const openMarathon: MarathonParams = {
  owner,
  packages: { kind: 'system' },
  zookeeper: 'zk://10.0.0.11:2181/marathon',
  master: zookeeper,
  convention: 'environment',
  httpPort: 8080,
  mesosUser: 'root',
  frameworkName: 'marathon',
  javaPackage: 'default-jre-headless',
};
const marathonParams: MarathonParams = {
  ...openMarathon,
  secrets: { kind: 'given', content: marathonSecrets({ httpCredentials: 'admin:s3"cr$et' }) },
};

const services = {
  zookeeper: {
    operations: (facts: HostFacts) => zookeeperOperations(facts, zookeeperParams),
    removal: removeZookeeper(zookeeperParams),
    file: '/etc/zookeeper/conf/zoo.cfg',
  },
  'mesos-master': {
    operations: (facts: HostFacts) => masterOperations(facts, masterParams),
    removal: removeMaster(masterParams),
    file: '/etc/mesos-master/quorum',
  },
  'mesos-agent': {
    operations: (facts: HostFacts) => agentOperations(facts, agentParams),
    removal: removeAgent(agentParams),
    file: '/etc/mesos-agent/attributes/rack',
  },
  marathon: {
    operations: (facts: HostFacts) => marathonOperations(facts, marathonParams),
    removal: removeMarathon(),
    file: '/etc/default/marathon',
  },
} as const;

describeWith(sandboxComponent, 'a service on a host', () => {
  let host: SandboxHost;
  let facts: HostFacts;
  let local: string;

  beforeEach(async () => {
    host = await SandboxHost.start();
    await host.run(
      'mkdir -p /etc/default /etc/systemd/system /usr/local/lib /var/lib; touch /usr/local/lib/of-the-host',
    );
    facts = await gatherFacts(host);
    local = mkdtempSync(join(tmpdir(), 'archives-'));
    // Packages of both kinds: with a unit, and without one.
    for (const name of ['zookeeperd', 'mesos', 'marathon', 'default-jre-headless'])
      host.write(`/srv/archive/${name}`, '1.0\n');
    host.write('/srv/depends/zookeeperd', 'zookeeper default-jre-headless\n');
    host.write('/srv/depends/mesos', 'libevent\n');
    host.write('/srv/brings/zookeeperd/usr/local/lib/systemd/system/zookeeper.service', '[Service]\n');
    host.write('/srv/brings/mesos/usr/local/lib/systemd/system/mesos-slave.service', '[Service]\n');
    host.write('/srv/brings/mesos/etc/mesos-master/quorum', '1\n');
    host.write('/srv/brings/mesos/etc/mesos-master/work_dir', '/var/lib/mesos\n');
    await host.run(
      'id zookeeper >/dev/null 2>&1 || { echo zookeeper:x:0:0::/: >>/etc/passwd; echo zookeeper:x:0: >>/etc/group; }',
    );
    // The namespace has one user.
    host.write('/usr/local/bin/chown', '#!/bin/sh\nexit 0\n', 0o755);
  });
  afterEach(async () => {
    await host.destroy();
    rmSync(local, { recursive: true, force: true });
  });

  const apply = (operations: readonly Operation[]) => converge(host, operations, { mode: 'apply' });
  const check = async (operations: readonly Operation[]) =>
    driftLines(await converge(host, operations, { mode: 'check' }));
  const listing = async () =>
    (
      await host.run(
        `find /etc /var /opt /usr/local -type f -o -type l -o -type d | grep -v -e -stand-in -e /var/log -e '^/var/lib/fleetwright' -e '^/var/lib/apt' | sort`,
      )
    ).stdout.split('\n');
  const installed = async () => (await host.run('ls /var/lib/dpkg-stand-in 2>/dev/null || true')).stdout;

  test.each(Object.keys(services) as (keyof typeof services)[])(
    '%s is made once, shows drift, and leaves nothing',
    async (name) => {
      const { operations: make, removal, file } = services[name];
      const operations = make(facts);
      const before = await listing();
      const first = await apply(operations);
      expect(first.changed).toContain('service');
      expect(await check(operations)).toEqual([]);
      expect(await apply(operations)).toMatchObject({ changed: [], roundTrips: 1 });
      expect((await gatherFacts(host)).services).toEqual({ [name]: { token: 'one', confirmed: false } });

      host.write(file, 'edited\n');
      expect(await check(operations)).toEqual([`file ${file} differs`]);
      expect((await apply(operations)).changed).toContain('service');
      await host.run(`systemctl stop ${name}.service`);
      expect(await check(operations)).toEqual([`${name}.service is inactive`]);

      await apply(removal);
      expect(await listing()).toEqual(before);
      expect(await installed()).toBe('');
      expect(await check(removal)).toEqual([]);
      expect((await gatherFacts(host)).services).toEqual({});
    },
  );

  test('packages that were there before stay, and so does what another service asks for', async () => {
    await host.run('apt-get update; DEBIAN_FRONTEND=noninteractive apt-get install mesos');
    await apply(services.zookeeper.operations(facts));
    await apply(services.marathon.operations(facts));
    await apply(services['mesos-agent'].operations(facts));
    await apply(services.zookeeper.removal);
    expect((await installed()).split('\n')).toEqual(
      expect.arrayContaining(['default-jre-headless', 'libevent', 'marathon', 'mesos']),
    );
    expect(await installed()).not.toContain('zookeeperd');
    expect(await check(services.marathon.operations(facts))).toEqual([]);
    await apply(services['mesos-agent'].removal);
    await apply(services.marathon.removal);
    expect((await installed()).trim().split('\n')).toEqual(['libevent', 'mesos']);
  });

  test('a service of somebody else is not touched', async () => {
    await apply(services['mesos-master'].operations(facts));
    const other = masterOperations(facts, {
      ...masterParams,
      owner: { token: 'two', state: 'there' },
      quorum: 1,
    });
    await expect(apply(other)).rejects.toThrow('mesos-master on the host belongs to another Terraform state');
    expect(host.read('/etc/mesos-master/quorum')).toBe('2\n');
    host.write('/var/lib/mesos/agent/meta/slaves/latest', '');
    await expect(apply(services['mesos-agent'].operations(facts))).rejects.toThrow(
      'a mesos-agent that is managed elsewhere is or was on the host (found: /var/lib/mesos/agent/meta)',
    );
    expect(await check(removeAgent(agentParams))).toEqual([]);
  });

  test('flags of packages and of others are taken back', async () => {
    const operations = services['mesos-master'].operations(facts);
    await apply(operations);
    expect(host.read('/etc/mesos-master/quorum')).toBe('2\n');
    expect(host.read('/etc/mesos-master/?authenticate_agents')).toBe('');
    host.write('/etc/mesos-master/roles', 'web\n');
    expect(await check(operations)).toEqual([
      'file /etc/mesos-master/roles sets a flag that is not declared',
    ]);
    expect((await apply(operations)).changed).toEqual(['settings/others', 'service']);
    const environment = masterOperations(facts, { ...masterParams, convention: 'environment' });
    await apply(environment);
    expect(await check(environment)).toEqual([]);
    expect(host.exists('/etc/mesos-master/quorum')).toBe(false);
    expect(host.read('/etc/default/mesos-master')).toContain('MESOS_QUORUM="2"\n');
  });

  test('a secret is written once, kept without being known, and its edit shows', async () => {
    const given = services.marathon.operations(facts);
    const kept = marathonOperations(facts, { ...marathonParams, secrets: { kind: 'kept' } });
    await apply(given);
    expect(statSync(join(host.root, 'etc/marathon/secrets.env')).mode & 0o777).toBe(0o600);
    expect(host.read('/etc/marathon/secrets.env')).toBe('MARATHON_HTTP_CREDENTIALS="admin:s3\\"cr\\$et"\n');
    expect(await check(kept)).toEqual([]);
    host.write('/etc/marathon/secrets.env', 'MARATHON_HTTP_CREDENTIALS="mallory:1"\n');
    expect(await check(kept)).toEqual(['file /etc/marathon/secrets.env differs']);
    await expect(apply(kept)).rejects.toThrow(
      'raise http_credentials_wo_version or framework_credential_wo_version',
    );
    await apply(given);
    expect(await check(kept)).toEqual([]);
    await apply(marathonOperations(facts, openMarathon));
    expect(host.exists('/etc/marathon/secrets.env')).toBe(false);
  });

  test('tarballs are unpacked, and their program gets every flag', async () => {
    const packages = {
      kind: 'files' as const,
      files: [tarball('mesos-1.11.0.tar.gz', 'mesos-1.11.0/sbin/mesos-agent')],
    };
    for (const convention of ['files', 'environment'] as const) {
      const operations = agentOperations(facts, {
        ...agentParams,
        packages,
        convention,
        flags: { log_dir: '/var/log/mesos', systemd_enable_support: 'false' },
      });
      await apply(operations);
      expect(await check(operations)).toEqual([]);
      expect(host.exists('/etc/systemd/system/mesos-agent.service')).toBe(true);
      const { stdout } = await host.run('/usr/local/lib/fleetwright/mesos-agent');
      const program = '/opt/fleetwright/mesos-agent/mesos-1.11.0/sbin/mesos-agent';
      expect(stdout.split('\n')[0]).toBe(program);
      if (convention === 'environment') {
        expect(stdout).toContain('MESOS_ATTRIBUTES=disk:ssd;rack:r1\n');
        expect(stdout).toContain('MESOS_SYSTEMD_ENABLE_SUPPORT=false\n');
        continue;
      }
      expect(
        stdout
          .split('\n')
          .filter((line) => line.startsWith('--'))
          .sort(),
      ).toEqual([
        '--attributes=disk:ssd;rack:r1',
        '--containerizers=mesos',
        '--executor_registration_timeout=5mins',
        '--log_dir=/var/log/mesos',
        `--master=${zookeeper}`,
        '--no-systemd_enable_support',
        '--port=5051',
        '--resources=cpus:4;cpus(web):2',
        '--work_dir=/var/lib/mesos/agent',
      ]);
    }
    await apply(removeAgent(agentParams));
    expect(host.exists('/opt/fleetwright')).toBe(false);
    expect(host.exists('/usr/local/lib/fleetwright')).toBe(false);
  });

  test('a deb is installed by apt, and another version of it takes its place', async () => {
    const make = (file: PackageFile) =>
      masterOperations(facts, { ...masterParams, packages: { kind: 'files', files: [file] } });
    const [older, newer] = [make(deb('1.0')), make(deb('1.1'))];
    await apply(older);
    expect(await check(older)).toEqual([]);
    expect(await check(newer)).toEqual([
      '/var/lib/fleetwright/mesos-master/archives/mesos_1.1.deb is missing',
      '/var/lib/fleetwright/mesos-master/archives/mesos_1.1.deb is not installed',
    ]);
    expect((await apply(newer)).changed).toEqual(['packages/mesos_1.1.deb', 'packages/debs', 'service']);
    expect(host.read('/var/lib/dpkg-stand-in/mesos')).toBe('install installed 1.1\n');
    await apply(removeMaster(masterParams));
    expect(await installed()).toBe('');
  });

  function tarball(name: string, program: string): PackageFile {
    const path = join(local, 'tree', program);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '#!/bin/sh\necho "$0"\nprintf "%s\\n" "$@"\nenv\n');
    chmodSync(path, 0o755);
    return packed(name, ['tar', '-czf', join(local, name), '-C', join(local, 'tree'), '.']);
  }

  function deb(version: string): PackageFile {
    const name = `mesos_${version}.deb`;
    const control = join(local, version, 'DEBIAN', 'control');
    mkdirSync(dirname(control), { recursive: true });
    writeFileSync(
      control,
      `Package: mesos\nVersion: ${version}\nArchitecture: all\nMaintainer: nobody <nobody@example.org>\nDescription: a package\n`,
    );
    return packed(name, ['dpkg-deb', '-b', join(local, version), join(local, name)]);
  }

  function packed(name: string, [command = '', ...args]: readonly string[]): PackageFile {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const content = readFileSync(join(local, name));
    return {
      name,
      sha256: createHash('sha256').update(content).digest('hex'),
      source: { kind: 'push', localPath: join(local, name), size: content.length },
    };
  }
});
