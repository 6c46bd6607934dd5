import { driftLines } from '../../../src/bootstrap';
import {
  listEtcdMembers,
  listUnhealthyMembers,
  parseEtcdMembers,
  removeEtcdMember,
} from '../../../src/bootstrap/recipes/kubernetes';
import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import { eventually } from './support/eventually';
import type { FakeCluster } from './support/fake-clusters';
import { KubernetesHosts } from './support/kubernetes-hosts';
import { machinesComponent, Park } from './support/park';

jest.setTimeout(120_000);

describeWith(machinesComponent, 'a cluster that our recipe makes on machines of the sandbox', () => {
  const park = Park.withFakeClusters();
  const hosts = new KubernetesHosts(park);
  let first: Machine;
  let second: Machine;
  let worker: Machine;
  let cluster: FakeCluster;

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

  function isReady(name: string): boolean {
    return cluster.nodes.get(name)?.ready ?? false;
  }

  function sh(machine: Machine, script: string): Promise<string> {
    return hosts.sh(machine, script);
  }

  test('begins with a control plane', async () => {
    const report = await hosts.controlPlane(first, 'apply');
    expect(report.changed).toContain('kubeadm/init');
    [cluster] = park.clusters.clusters as [FakeCluster];
    expect(cluster).toMatchObject({ name: 'kubernetes', version: 'v1.34.4' });
    expect(cluster.nodes.get('cp-1')).toMatchObject({
      address: first.addresses[0],
      controlPlane: true,
      ready: true,
      machineId: first.files.read('/etc/machine-id')?.trim(),
      taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }],
    });
    expect([...cluster.endpoints.keys()]).toEqual([first.addresses[0]]);
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
    expect([...cluster.nodes].map(([name, { ready }]) => [name, ready])).toEqual([
      ['cp-1', true],
      ['cp-2', true],
      ['worker-1', true],
    ]);
    expect(cluster.nodes.get('worker-1')).toMatchObject({ controlPlane: false, taints: [] });
    expect([...cluster.endpoints.keys()]).toEqual([first.addresses[0], second.addresses[0]]);
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
    expect(isReady('worker-1')).toBe(false);
    const look = await hosts.node(worker, first, 'worker', 'check');
    expect(driftLines(look)).toEqual([
      'file /etc/containerd/config.toml differs',
      'kubelet.service is inactive',
    ]);
    await hosts.node(worker, first, 'worker', 'apply');
    expect(isReady('worker-1')).toBe(true);
    await sh(first, 'echo "# edited" >>/etc/kubernetes/manifests/etcd.yaml');
    expect(driftLines(await hosts.controlPlane(first, 'check'))).toEqual([
      'file /etc/kubernetes/manifests/etcd.yaml differs',
    ]);
    await hosts.controlPlane(first, 'apply');
    expect((await hosts.controlPlane(first, 'check')).pending).toEqual([]);
  });

  test('has a node that is not ready while its kubelet is killed or its containerd stopped', async () => {
    await sh(worker, 'kill -9 $(systemctl show -p MainPID --value kubelet)');
    await eventually(
      () => worker,
      () => !isReady('worker-1'),
    );
    // systemd starts it again.
    await eventually(
      () => worker,
      () => isReady('worker-1'),
    );
    await sh(worker, 'systemctl stop containerd');
    await eventually(
      () => worker,
      () => !isReady('worker-1'),
    );
    await sh(worker, 'systemctl start containerd');
    await eventually(
      () => worker,
      () => isReady('worker-1'),
    );
  });

  test('loses a host that loses its power, and gets it back at its next boot', async () => {
    await second.kill();
    expect(isReady('cp-2')).toBe(false);
    const members = parseEtcdMembers(await hosts.run(first, listEtcdMembers()));
    expect(await hosts.run(first, listUnhealthyMembers(members))).toBe('cp-2\n');
    expect([...cluster.endpoints.keys()]).toEqual([first.addresses[0]]);
    await second.start();
    await eventually(
      () => second,
      () => isReady('cp-2'),
    );
    expect([...cluster.endpoints.keys()].sort()).toEqual([first.addresses[0], second.addresses[0]].sort());
    expect((await hosts.node(second, first, 'control-plane', 'check')).pending).toEqual([]);
  });

  test('stops an API server whose manifest is taken away', async () => {
    await sh(second, 'mv /etc/kubernetes/manifests/kube-apiserver.yaml /root/');
    await eventually(
      () => cluster.endpoints.size,
      (size) => size === 1,
    );
    await sh(second, 'mv /root/kube-apiserver.yaml /etc/kubernetes/manifests/');
    await eventually(
      () => cluster.endpoints.size,
      (size) => size === 2,
    );
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
    expect(cluster.nodes.has('stranger')).toBe(false);
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
    expect([...cluster.endpoints.keys()]).toEqual([first.addresses[0]]);
    expect(park.logged).toEqual([]);
  });
});
