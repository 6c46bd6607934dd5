import type { Machine } from '../../../src/sandbox/hosts';
import { describeWith } from '../../support/require-component';
import { nodesOf, servesOn } from './support/cluster-view';
import { eventually } from './support/eventually';
import { KubernetesHosts } from './support/kubernetes-hosts';
import { machinesComponent, Park } from './support/park';

jest.setTimeout(120_000);

const install = `export DEBIAN_FRONTEND=noninteractive
echo 'deb https://pkgs.k8s.io/core:/stable:/v1.34/deb/ /' >/etc/apt/sources.list.d/k8s.list
apt-get -q update >/dev/null
apt-get -qy install kubeadm kubelet kubectl containerd conntrack >/dev/null
echo 1 >/proc/sys/net/ipv4/ip_forward`;

describeWith(machinesComponent, 'kubeadm', () => {
  const park = new Park();
  const hosts = new KubernetesHosts(park);
  let machine: Machine;
  beforeAll(async () => {
    machine = await park.boot({ name: 'cp' });
  });
  afterAll(async () => {
    await hosts.close();
    await park.close();
  });

  function sh(script: string, on = machine): Promise<string> {
    return hosts.sh(on, `{ ${script}\n} 2>&1`);
  }

  test('refuses a machine that is too small or not prepared, all at once', async () => {
    const small = await park.boot({ cpus: 1, memoryBytes: 1024 ** 3 });
    await sh(install, small);
    const said = await sh(
      'systemctl stop containerd; echo 0 >/proc/sys/net/ipv4/ip_forward; kubeadm init || echo status $?',
      small,
    );
    for (const check of ['NumCPU', 'Mem', 'CRI', 'FileContent--proc-sys-net-ipv4-ip_forward']) {
      expect(said).toContain(`[ERROR ${check}]`);
    }
    expect(said).toMatch(/status 1$/);
    expect(small.files.exists('/etc/kubernetes/admin.conf')).toBe(false);
    await small.destroy();
  });

  test('makes a cluster by flags, and joins by the command it prints', async () => {
    await sh(install);
    await sh('systemctl enable kubelet');
    const said = await sh(
      'kubeadm init --pod-network-cidr=10.1.0.0/16 --service-cidr 10.2.0.0/16 --upload-certs',
    );
    expect(said).toContain('has initialized successfully');
    expect(machine.files.read('/var/lib/kubelet/config.yaml')).toContain('10.2.0.10');
    const worker = await park.boot({ name: 'worker' });
    await sh(install, worker);
    const join = await sh(
      'export KUBECONFIG=/etc/kubernetes/admin.conf; kubeadm token create --print-join-command',
    );
    expect(await sh(join, worker)).toContain('This node has joined the cluster');
    const [cluster] = park.clusters.list();
    await eventually(
      async () => cluster && (await nodesOf(cluster)).worker,
      (node) => node?.ready === true && !node.controlPlane,
    );
  });

  test('refuses to begin anew on what is there, and forgets it on reset', async () => {
    expect(await sh('kubeadm init')).toContain('[ERROR DirAvailable--var-lib-etcd]');
    expect(await sh('kubeadm reset')).toContain('use --force');
    await sh('kubeadm reset --force');
    expect(machine.files.list('/etc/kubernetes')).not.toContain('admin.conf');
    expect(machine.files.list('/etc/kubernetes/manifests')).toEqual([]);
    expect(await servesOn(machine.addresses[0])).toBe(false);
    // Nobody else has its data.
    expect(park.clusters.list()).toEqual([]);
  });

  test('leaves a kubelet that cannot start to systemd, which says why', async () => {
    await sh('kubeadm init');
    await sh('echo "kind: [" >/var/lib/kubelet/config.yaml; systemctl restart kubelet');
    await eventually(
      () => sh('systemctl show -p SubState --value kubelet'),
      (state) => state === 'auto-restart',
    );
    expect(await sh('journalctl -u kubelet --no-pager')).toContain('failed to load kubelet config file');
  });

  test('says what it does not cover', async () => {
    expect(await sh('kubeadm upgrade apply v1.35.0 || echo status $?')).toBe(
      'kubeadm: the sandbox does not cover "kubeadm upgrade apply v1.35.0"\nstatus 1',
    );
    expect(await sh('kubeadm init --dry-run yes || echo status $?')).toContain(
      'does not cover the flag --dry-run',
    );
  });
});

describeWith(machinesComponent, 'kubectl on a machine', () => {
  const park = new Park();
  const hosts = new KubernetesHosts(park, 'admin');
  afterAll(async () => {
    await hosts.close();
    await park.close();
  });

  test('reaches the cluster of its kubeconfig, or says why not, for an operator with sudo, too', async () => {
    const machine = await park.boot({ name: 'cp', user: 'admin' });
    expect((await hosts.controlPlane(machine, 'apply')).pending).toEqual([]);
    const sh = (script: string): Promise<string> => hosts.sh(machine, `{ ${script}\n} 2>&1`);
    expect(await sh('kubectl --kubeconfig /etc/kubernetes/admin.conf get --raw /readyz')).toBe('ok');
    expect(await sh('cd /etc/kubernetes; KUBECONFIG=admin.conf kubectl get node cp -o name')).toBe('node/cp');
    expect(await sh('kubectl get nodes')).toContain(
      'The connection to the server localhost:8080 was refused',
    );
    expect(await sh('kubectl --kubeconfig /none get nodes')).toContain(
      'stat /none: no such file or directory',
    );
    await park.clusters.list()[0]?.unserve(machine.addresses[0] ?? '');
    expect(await sh('kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes || echo status $?')).toMatch(
      /The connection to the server 127\.[\d.]+:6443 was refused.*\nstatus 1/,
    );
  });

  test('does not reach an API server that the firewall keeps it from', async () => {
    const closed = await park.boot({ name: 'closed', user: 'admin', allows: (from) => from === '127.0.0.1' });
    await hosts.controlPlane(closed, 'apply');
    const worker = await park.boot({ name: 'apart', user: 'admin' });
    worker.files.write('/root/.kube/config', closed.files.read('/etc/kubernetes/admin.conf') ?? '');
    await hosts.sh(worker, install);
    expect(await hosts.sh(worker, 'kubectl get nodes 2>&1')).toContain('i/o timeout');
  });
});
