import { driftLines } from '../../../src/bootstrap';
import {
  listEtcdMembers,
  listUnhealthyMembers,
  parseEtcdMembers,
  removeEtcdMember,
} from '../../../src/bootstrap/recipes/kubernetes';
import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import type { SandboxCluster } from '../../../src/sandbox/kubernetes';
import { type NodeView, nodesOf, servesOn } from './support/cluster-view';
import { eventually } from './support/eventually';
import { KubernetesHosts } from './support/kubernetes-hosts';
import { machinesComponent, Park } from './support/park';

jest.setTimeout(120_000);

describeWith(machinesComponent, 'a cluster that our recipe makes on machines of the sandbox', () => {
  const park = new Park();
  const hosts = new KubernetesHosts(park);
  let first: Machine;
  let second: Machine;
  let worker: Machine;
  let cluster: SandboxCluster;

  beforeAll(async () => {
    [first, second, worker] = await Promise.all([
      park.boot({ name: 'cp-1' }),
      park.boot({ name: 'cp-2' }),
      park.boot({ name: 'worker-1' }),
    ]);
  });
  afterAll(async () => {
    await hosts.close();
    await park.close();
  });

  async function node(name: string): Promise<NodeView | undefined> {
    return (await nodesOf(cluster))[name];
  }

  function becomes(name: string, ready: boolean): Promise<unknown> {
    return eventually(
      () => node(name),
      (one) => one?.ready === ready,
    );
  }

  /** The control planes whose API servers answer. */
  async function serving(): Promise<readonly string[]> {
    const all = await Promise.all(
      [first, second].map(async ({ name, addresses }) => ((await servesOn(addresses[0])) ? [name] : [])),
    );
    return all.flat();
  }

  function sh(machine: Machine, script: string): Promise<string> {
    return hosts.sh(machine, script);
  }

  test('begins with a control plane', async () => {
    const report = await hosts.controlPlane(first, 'apply');
    expect(report.changed).toContain('kubeadm/init');
    const [made, ...others] = park.clusters.list();
    if (made === undefined) throw new Error('there is no cluster');
    expect(others).toEqual([]);
    cluster = made;
    expect(cluster).toMatchObject({ name: 'kubernetes', version: 'v1.34.4' });
    expect(await nodesOf(cluster)).toEqual({
      'cp-1': {
        address: first.addresses[0],
        controlPlane: true,
        ready: true,
        taints: ['node-role.kubernetes.io/control-plane:NoSchedule'],
      },
    });
    expect(await serving()).toEqual(['cp-1']);
    expect(first.files.list('/etc/kubernetes/manifests')).toEqual([
      'etcd.yaml',
      'kube-apiserver.yaml',
      'kube-controller-manager.yaml',
      'kube-scheduler.yaml',
    ]);
  });

  test('takes a second control plane and a worker', async () => {
    await hosts.node(second, first, 'control-plane', 'apply');
    await hosts.node(worker, first, 'worker', 'apply');
    expect(await nodesOf(cluster)).toMatchObject({
      'cp-1': { ready: true },
      'cp-2': { ready: true, controlPlane: true },
      'worker-1': { ready: true, controlPlane: false, taints: [] },
    });
    expect(await serving()).toEqual(['cp-1', 'cp-2']);
    const members = parseEtcdMembers(await hosts.run(second, listEtcdMembers()));
    expect(members.map(({ name }) => name)).toEqual(['cp-1', 'cp-2']);
    expect(await hosts.run(second, listUnhealthyMembers(members))).toBe('');
  });

  test('has nothing left to do', async () => {
    expect((await hosts.controlPlane(first, 'check')).pending).toEqual([]);
    expect((await hosts.node(second, first, 'control-plane', 'check')).pending).toEqual([]);
    expect((await hosts.node(worker, first, 'worker', 'check')).pending).toEqual([]);
    expect((await hosts.controlPlane(first, 'apply')).changed).toEqual([]);
  });

  test('runs the pod routes of the recipe, which find the other nodes', async () => {
    await eventually(
      () => sh(worker, 'ip -4 route show proto 201; ls /etc/cni/net.d'),
      (said) => said.includes('10-fleetwright.conflist'),
    );
    expect(await sh(worker, 'iptables-save')).toContain('fleetwright-pods');
  });

  test('shows what changed behind our back, and is repaired', async () => {
    await sh(worker, 'systemctl stop kubelet; echo "# edited" >>/etc/containerd/config.toml');
    await becomes('worker-1', false);
    const look = await hosts.node(worker, first, 'worker', 'check');
    expect(driftLines(look)).toEqual([
      'file /etc/containerd/config.toml differs',
      'kubelet.service is inactive',
    ]);
    await hosts.node(worker, first, 'worker', 'apply');
    await becomes('worker-1', true);
    await sh(first, 'echo "# edited" >>/etc/kubernetes/manifests/etcd.yaml');
    expect(driftLines(await hosts.controlPlane(first, 'check'))).toEqual([
      'file /etc/kubernetes/manifests/etcd.yaml differs',
    ]);
    await hosts.controlPlane(first, 'apply');
    expect((await hosts.controlPlane(first, 'check')).pending).toEqual([]);
  });

  test('has a kubelet that systemd starts again when it is killed', async () => {
    const pid = () => sh(worker, 'systemctl show -p MainPID --value kubelet');
    const before = await pid();
    await sh(worker, `kill -9 ${before}`);
    await eventually(pid, (now) => now !== before && now !== '0');
    await becomes('worker-1', true);
  });

  test('has a node that is not ready while its containerd is stopped', async () => {
    await sh(worker, 'systemctl stop containerd');
    await becomes('worker-1', false);
    await sh(worker, 'systemctl start containerd');
    await becomes('worker-1', true);
  });

  test('loses a host that loses its power, and gets it back at its next boot', async () => {
    await second.kill();
    await becomes('cp-2', false);
    const members = parseEtcdMembers(await hosts.run(first, listEtcdMembers()));
    expect(await hosts.run(first, listUnhealthyMembers(members))).toBe('cp-2\n');
    expect(await serving()).toEqual(['cp-1']);
    await second.start();
    await becomes('cp-2', true);
    expect(await serving()).toEqual(['cp-1', 'cp-2']);
    expect((await hosts.node(second, first, 'control-plane', 'check')).pending).toEqual([]);
  });

  test('stops an API server whose manifest is taken away', async () => {
    await sh(second, 'mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/');
    await eventually(serving, (names) => names.length === 1);
    await sh(second, 'mv /root/kube-apiserver.yaml /etc/kubernetes/manifests/');
    await eventually(serving, (names) => names.length === 2);
  });

  test('refuses a token that was taken back, and a CA that is another', async () => {
    const stranger = await park.boot({ name: 'stranger' });
    const join = `
echo 'deb https://pkgs.k8s.io/core:/stable:/v1.34/deb/ /' >/etc/apt/sources.list.d/k.list
export DEBIAN_FRONTEND=noninteractive
apt-get -qy update >/dev/null; apt-get -qy install kubeadm kubelet containerd conntrack iptables >/dev/null
echo 1 >/proc/sys/net/ipv4/ip_forward
kubeadm join ${first.addresses[0] ?? ''}:6443 --token abcdef.0123456789abcdef --discovery-token-ca-cert-hash`;
    expect(await sh(stranger, `( ${join} sha256:${'0'.repeat(64)} ) 2>&1`)).toContain(
      'none of the public keys are pinned',
    );
    expect(await sh(stranger, `( ${join} ${cluster.caHash} ) 2>&1`)).toContain('for token ID "abcdef"');
    expect(await node('stranger')).toBeUndefined();
    await stranger.destroy();
  });

  test('gives its hosts back as they were', async () => {
    const members = parseEtcdMembers(await hosts.run(first, listEtcdMembers()));
    const member = members.find(({ name }) => name === 'cp-2');
    if (member === undefined) throw new Error('cp-2 is no member of etcd');
    await hosts.run(first, removeEtcdMember(member));
    for (const machine of [second, worker]) {
      await hosts.remove(machine);
      expect((await hosts.remove(machine)).changed).toEqual([]);
      expect(
        await sh(
          machine,
          'ls /etc/kubernetes /var/lib/kubelet /var/lib/etcd /opt/cni /etc/cni 2>/dev/null; command -v kubeadm kubelet kubectl containerd ctr',
        ),
      ).toBe('');
      expect(machine.files.list('/usr/local/bin')).not.toContain('kubeadm');
      expect(await sh(machine, 'systemctl is-active kubelet')).toBe('inactive');
    }
    expect(await serving()).toEqual(['cp-1']);
    expect(park.logged).toEqual([]);
  });
});
