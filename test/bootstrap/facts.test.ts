import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gatherFacts, type HostFacts, type HostShell } from '../../src/bootstrap';
import { describeWith } from '../support/require-component';
import { sandboxComponent, SandboxHost } from '../support/sandbox-host';

describeWith(sandboxComponent, 'gatherFacts', () => {
  let host: SandboxHost;
  afterEach(() => host.destroy());

  const shells = [
    ['sh', ['sh'], false],
    ['bash', ['bash', '--posix'], false],
    ['busybox', ['busybox', 'sh'], true],
  ] as const;
  const installed = shells.filter(([name]) => spawnSync(name, ['-c', 'true']).error === undefined);
  for (const [name] of shells.filter((one) => !installed.includes(one))) {
    process.stderr.write(`skipped: gatherFacts under ${name}: install ${name} and run the tests again\n`);
  }

  test.each(installed)('reads a host in one round trip under %s', async (_name, shell, busybox) => {
    host = await SandboxHost.start({ shell, busybox });
    const before = (await host.run('find /etc /var /srv /root')).stdout;
    host.runs = 0;
    const facts = await gatherFacts(host);
    expect(host.runs).toBe(1);
    expect((await host.run('find /etc /var /srv /root')).stdout).toBe(before);
    expect(facts).toMatchObject({
      hostname: 'node-1',
      fqdn: 'node-1.example.test',
      os: {
        id: 'debian',
        versionId: '12',
        idLike: [],
        codename: 'bookworm',
        prettyName: 'Debian GNU/Linux 12 (bookworm)',
      },
      machineId: '0123456789abcdef0123456789abcdef',
      initSystem: 'systemd',
      packageManager: 'apt',
      privilege: 'root',
      kubernetes: { adminConf: false, kubeletConf: false, nodeName: null, owner: null },
      services: {},
    } satisfies Partial<HostFacts>);
    expect(facts.kernel).toBe(spawnSync('uname', ['-r']).stdout.toString().trim());
    expect(facts.cpus).toBeGreaterThan(0);
    expect(facts.memoryBytes).toBeGreaterThan(64 * 1024 * 1024);
    expect(facts.sysctls['vm.swappiness']).toBe(readFileSync('/proc/sys/vm/swappiness', 'utf8').trim());
    expect(facts.commands['apt-get']).toBe('/usr/local/bin/apt-get');
    expect(facts.commands.kubeadm).toBeUndefined();
    expect(facts.addresses.every((one) => one.interface !== '' && Number.isInteger(one.prefix))).toBe(true);
  });

  test.each([
    [
      'kubeadm init',
      'users:\n- name: system:node:cp-1\n  user: {}\ncontexts:\n- context:\n    user: system:node:cp-1\n',
      'cp-1',
    ],
    ['kubeadm join', 'contexts:\n- context:\n    user: default-auth\n', 'worker.override'],
  ])('knows the node name after %s', async (_name, kubeletConf, nodeName) => {
    host = await SandboxHost.start();
    host.write('/etc/kubernetes/kubelet.conf', kubeletConf, 0o600);
    host.write(
      '/var/lib/kubelet/kubeadm-flags.env',
      'KUBELET_KUBEADM_ARGS="--x=y --hostname-override=worker.override"\n',
    );
    expect((await gatherFacts(host)).kubernetes).toEqual({
      adminConf: false,
      kubeletConf: true,
      nodeName,
      owner: null,
    });
  });

  test('knows whose the host is, and whether a state has that', async () => {
    host = await SandboxHost.start();
    const ownerOf = async (record: string) => {
      host.write('/var/lib/fleetwright/kubernetes/owner', record, 0o600);
      return (await gatherFacts(host)).kubernetes.owner;
    };
    expect(await ownerOf('token-1\nlocal:/states/one\n')).toEqual({ token: 'token-1', confirmed: false });
    expect(await ownerOf('token-1\n')).toEqual({ token: 'token-1', confirmed: true });
    expect(await ownerOf('')).toBeNull();
  });

  test('knows whose each service on the host is', async () => {
    host = await SandboxHost.start();
    host.write('/var/lib/fleetwright/zookeeper/owner', 'token-1\n', 0o600);
    host.write('/var/lib/fleetwright/mesos-agent/owner', 'token-2\nlocal:/states/one\n', 0o600);
    host.write('/var/lib/fleetwright/marathon/owner', '', 0o600);
    expect((await gatherFacts(host)).services).toEqual({
      zookeeper: { token: 'token-1', confirmed: true },
      'mesos-agent': { token: 'token-2', confirmed: false },
    });
  });
});

function answering(stdout: string): HostShell {
  return {
    target: { address: '192.0.2.1', port: 22, user: 'root' },
    run: (script) => {
      const tag = /@fleetwright:[0-9a-f]+/.exec(script)?.[0] ?? '';
      return Promise.resolve({ exitCode: 0, stderr: '', stdout: stdout.replaceAll('TAG', tag) });
    },
    upload: () => Promise.reject(new Error('nothing is uploaded')),
  };
}

test('translates what a foreign machine answers, between lines that are not its own', async () => {
  const facts = await gatherFacts(
    answering(
      [
        'Welcome to node-9!',
        'hostname\tnot-this',
        'TAG\thostname\tnode-9',
        'TAG\tmachine\taarch64',
        'TAG\tmemory-kib\t2048',
        'TAG\tcpus\t4',
        'TAG\tswap\t1024 /swap file',
        'TAG\tcgroup\t2',
        'TAG\taddress\teth0 10.0.0.9/24',
        'TAG\taddress\teth0 fe80::1/64',
        'TAG\taddress\ttun0 10.8.0.2',
        'TAG\tdefault-address\t10.0.0.9',
        'TAG\tprivilege\tsudo',
        'TAG\tmodule\toverlay builtin',
        'TAG\tsysctl\tnet.ipv4.ip_forward 1',
        'TAG\tcomplete\tyes',
      ].join('\n'),
    ),
  );
  expect(facts).toMatchObject({
    hostname: 'node-9',
    fqdn: null,
    architecture: 'arm64',
    memoryBytes: 2 * 1024 * 1024,
    cpus: 4,
    swap: { enabled: true, entries: [{ path: '/swap file', sizeBytes: 1024 * 1024 }] },
    cgroupVersion: 2,
    addresses: [
      { interface: 'eth0', address: '10.0.0.9', prefix: 24 },
      { interface: 'eth0', address: 'fe80::1', prefix: 64 },
      { interface: 'tun0', address: '10.8.0.2', prefix: 32 },
    ],
    defaultAddress: '10.0.0.9',
    privilege: 'sudo',
    kernelModules: { overlay: 'builtin', br_netfilter: 'absent' },
    sysctls: { 'net.ipv4.ip_forward': '1' },
  });
});

test('refuses an answer that is cut short', async () => {
  await expect(gatherFacts(answering('TAG\thostname\tnode-9\n'))).rejects.toThrow(
    "root@192.0.2.1:22: cannot read the host's facts: the answer ends early",
  );
});
