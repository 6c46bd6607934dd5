import { Bench, nodeSpec, workload } from './support/bench';

describe('nodes of the sandbox', () => {
  let bench: Bench;

  beforeEach(async () => {
    bench = await Bench.start();
    await bench.kubectl('wait --for=condition=Ready node/master node/worker-1 node/worker-2');
  });

  afterEach(() => bench.stop());

  const spread = 'replicas: 4';
  const nodesOf = (app: string) =>
    bench.kubectl(`get pods -l app=${app} -o 'jsonpath={.items[*].spec.nodeName}'`);

  test('a node whose machine dies turns NotReady, and its pods move after five minutes', async () => {
    await bench.apply(workload('Deployment', 'web', spread));
    await bench.kubectl('rollout status deployment/web');
    expect(await nodesOf('web')).toContain('worker-2');
    await bench.cluster.setNodeReady('worker-2', false);
    await bench.until('get nodes', /worker-2 +NotReady/);
    // A controller adds them once it has seen the condition.
    await bench.until(
      "get node worker-2 -o 'jsonpath={.spec.taints[*].key}'",
      /^node\.kubernetes\.io\/unreachable node\.kubernetes\.io\/unreachable$/,
    );
    // Nobody can tell that the pods there have ended: they stay until the node is back or gone.
    await bench.until('get pods -l app=web', /Terminating/);
    await bench.kubectl('rollout status deployment/web');

    await bench.cluster.setNodeReady('worker-2', true);
    await bench.until('get nodes', /worker-2 +Ready/);
    await bench.until('get pods -l app=web', /^(?!.*Terminating)/s);
    await bench.until("get node worker-2 -o 'jsonpath={.spec.taints}'", /^$/);
  });

  test('a node that is deleted takes its pods with it', async () => {
    await bench.apply(workload('Deployment', 'web', spread));
    await bench.kubectl('rollout status deployment/web');
    await bench.cluster.setNodeReady('worker-2', false);
    await bench.kubectl('delete node worker-2 --wait=true');
    await bench.until("get pods -l app=web -o 'jsonpath={.items[*].spec.nodeName}'", /^(worker-1 ?){4}$/);
    // It comes back as its kubelet registers it again.
    await bench.cluster.addNode(nodeSpec('worker-2', { labels: { disk: 'ssd' } }));
    await bench.until('get nodes -l disk=ssd', /worker-2 +Ready/);
  });

  test('a drain keeps to the disruption budget and leaves daemons', async () => {
    await bench.apply(
      workload('Deployment', 'web', spread),
      workload('DaemonSet', 'agent'),
      'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 3, selector: {matchLabels: {app: web}}}\n',
    );
    await bench.kubectl('rollout status deployment/web');
    await bench.kubectl('rollout status daemonset/agent');
    await bench.until('get pdb web -o jsonpath={.status.disruptionsAllowed}', /^1$/);
    await expect(bench.kubectl('drain worker-1')).rejects.toThrow('cannot delete DaemonSet-managed Pods');
    await bench.kubectl('drain worker-1 --ignore-daemonsets --timeout=20s');
    expect(await nodesOf('web')).not.toContain('worker-1');
    expect(await nodesOf('agent')).toContain('worker-1');
    expect(await bench.kubectl('get node worker-1')).toContain('Ready,SchedulingDisabled');
    await bench.kubectl('uncordon worker-1');

    await bench.kubectl('patch pdb web -p \'{"spec":{"minAvailable":4}}\'');
    await bench.until('get pdb web -o jsonpath={.status.disruptionsAllowed}', /^0$/);
    await expect(bench.kubectl('drain worker-2 --ignore-daemonsets --timeout=1s')).rejects.toThrow(
      "Cannot evict pod as it would violate the pod's disruption budget",
    );
  });

  test('labels, taints and annotations come and go by kubectl, and NoExecute drives pods away', async () => {
    await bench.apply(workload('Deployment', 'web', spread));
    await bench.kubectl('rollout status deployment/web');
    await bench.kubectl('label --overwrite node worker-1 zone=a');
    await bench.kubectl('annotate --overwrite node worker-1 note=b');
    await bench.kubectl('taint --overwrite node worker-1 keep=out:NoExecute');
    await bench.until("get pods -l app=web -o 'jsonpath={.items[*].spec.nodeName}'", /^(worker-2 ?){4}$/);
    expect(
      await bench.kubectl(
        'get node worker-1 -o jsonpath={.metadata.labels.zone}{.metadata.annotations.note}',
      ),
    ).toBe('ab');
    await bench.kubectl('taint node worker-1 keep:NoExecute-');
    await bench.kubectl('label node worker-1 zone-');
    expect(await bench.kubectl('get node worker-1 -o jsonpath={.metadata.labels.zone}{.spec.taints}')).toBe(
      '',
    );
  });

  test('affinity, spread and host ports decide where pods go', async () => {
    const apart =
      'affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: apart}}}]}}';
    const text = workload('Deployment', 'apart', 'replicas: 3').replace(
      'spec: {containers',
      `spec: {${apart}, containers`,
    );
    await bench.apply(text);
    await bench.until("get pods -l app=apart -o 'jsonpath={.items[*].status.phase}'", /Running.*Running/);
    const waiting = await bench.until(
      'get pods -l app=apart -o \'jsonpath={.items[*].status.conditions[?(@.reason=="Unschedulable")].message}\'',
      /anti-affinity/,
    );
    expect(waiting).toContain("2 node(s) didn't match pod anti-affinity rules");
    await bench.apply(
      workload('Deployment', 'pinned', '').replace(
        'spec: {containers',
        'spec: {nodeSelector: {kubernetes.io/hostname: worker-2}, containers',
      ),
    );
    await bench.kubectl('rollout status deployment/pinned');
    expect(await nodesOf('pinned')).toBe('worker-2');
  });

  test('the control plane shows its own pods, and a cluster is found by the hash of its CA', async () => {
    expect(await bench.kubectl('-n kube-system get pods -l tier=control-plane -o name')).toBe(
      ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler']
        .map((name) => `pod/${name}-master\n`)
        .join(''),
    );
    expect(bench.clusters.byCaHash(bench.cluster.caHash)).toBe(bench.cluster);
    expect(bench.clusters.list()).toEqual([bench.cluster]);
  });
});
