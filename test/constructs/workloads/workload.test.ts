import { TerraformVariable } from 'cdktf';
import {
  KubernetesCluster,
  KubernetesManifests,
  MesosCluster,
  OnUntranslatable,
  ServiceType,
  Workload,
  type WorkloadProps,
} from '../../../src';
import { codeOf } from '../../support/errors';
import { awaitedBy, host, only, stackWithProvider, synth } from '../../support/stack';

const http = { name: 'http', port: 8080 };

function make(props: Partial<WorkloadProps>, id = 'web') {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const cluster = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  new Workload(stack, id, { cluster, image: 'web:1', ...props });
  return stack;
}

test('on Kubernetes it is one release with one entry per object', () => {
  const release = only(synth(make({ ports: [http] })), 'fleetwright_kubernetes_release');
  expect(release).toMatchObject({ name: 'web', namespace: 'default', cluster: { kubeconfig: 'old' } });
  expect(Object.keys(release.manifests as object)).toEqual([
    'apps/v1/Deployment/default/web',
    'v1/Service/default/web',
  ]);
});

test.each<[string, Partial<WorkloadProps>]>([
  ['invalidName', { name: 'Web' }],
  ['invalidName', { name: 'a'.repeat(64) }],
  ['invalidName', { namespace: '-shop' }],
  ['invalidReplicas', { replicas: -1 }],
  ['invalidReplicas', { replicas: 1.5 }],
  ['invalidCpus', { cpus: 0 }],
  ['invalidCpus', { cpus: 0.0001 }],
  ['invalidQuantity', { memory: '256' }],
  ['invalidPort', { ports: [{ name: 'http', port: -1 }] }],
  ['invalidPort', { ports: [{ ...http, expose: 0 }] }],
  ['fixedPortNeeded', { ports: [{ name: 'http', port: 0 }] }],
  ['invalidPort', { ports: [{ ...http, expose: 65536 }] }],
  ['invalidPortName', { ports: [{ name: 'a-very-long-port-name', port: 1 }] }],
  ['duplicatePort', { ports: [http, { name: 'http', port: 9090 }] }],
  ['duplicatePort', { ports: [http, { name: 'web', port: 8080 }] }],
  ['duplicatePort', { ports: [http, { name: 'web', port: 9090, expose: 8080 }] }],
  ['no error', { ports: [http, { name: 'quic', port: 8080, protocol: 'UDP' }] }],
  ['nodePortWithoutService', { ports: [{ ...http, nodePort: 30080 }] }],
  ['invalidNodePort', { ports: [{ ...http, nodePort: 8080 }], service: ServiceType.NODE_PORT }],
  ['portNeeded', { health: { readiness: { httpGet: '/' } } }],
  ['portNotDeclared', { ports: [http], health: { liveness: { httpGet: '/', port: 'admin' } } }],
  ['invalidPath', { ports: [http], health: { liveness: { httpGet: 'healthz' } } }],
  ['invalidEnvironmentName', { env: { 'A B': '1' } }],
])('%s: %j', (code, props) => {
  expect(codeOf(() => make(props))).toBe(code);
});

test('on Mesos it is one app of Marathon, and one service port is of one workload', () => {
  const stack = stackWithProvider();
  const cluster = MesosCluster.fromUrl(stack, 'mesos', { url: 'http://marathon.example.org' });
  const props = { cluster, image: 'web:1', ports: [{ ...http, expose: 10080 }] };
  new Workload(stack, 'web', { ...props, namespace: 'shop' });
  const { definition } = only(synth(stack), 'fleetwright_marathon_app');
  expect(JSON.parse(definition as string)).toMatchObject({
    id: '/shop/web',
    instances: 1,
    container: { docker: { image: 'web:1' }, portMappings: [{ containerPort: 8080, servicePort: 10080 }] },
  });
  expect(codeOf(() => new Workload(stack, 'other', props))).toBe('servicePortUsedTwice');
  expect(
    codeOf(() => new Workload(stack, 'bad', { cluster, image: 'a', service: ServiceType.NODE_PORT })),
  ).toBe('notOnMarathon');
});

test('what Mesos has nothing for is left out with a warning where one says so', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const mesos = MesosCluster.fromUrl(stack, 'mesos', { url: 'http://marathon.example.org' });
  const k8s = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  const plain = {
    name: 'web',
    image: 'web:1',
    ports: [http],
    health: { readiness: { httpGet: '/' } },
  };
  const asked = {
    ...plain,
    service: ServiceType.NODE_PORT,
    ports: [{ ...http, nodePort: 30080 }],
    health: { readiness: { httpGet: '/', failureThreshold: 3 } },
  };
  expect(() => new Workload(stack, 'refused', { ...asked, cluster: mesos })).toThrow(
    /service: cannot be had on Mesos, .* onUntranslatable: OnUntranslatable\.WARN has it left out/,
  );
  const warned = { ...asked, onUntranslatable: OnUntranslatable.WARN };
  const web = new Workload(stack, 'web', { ...warned, cluster: mesos });
  expect(web.node.metadata.map(({ data }) => data as unknown)).toEqual([
    expect.stringContaining('stack/web: service: was left out, because on Mesos Marathon offers no port of'),
    expect.stringContaining('stack/web: ports: http: nodePort: was left out'),
    expect.stringContaining('stack/web: health.readiness.failureThreshold: was left out'),
  ]);
  const { definition } = only(synth(stack), 'fleetwright_marathon_app');

  const other = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const same = MesosCluster.fromUrl(other, 'mesos', { url: 'http://marathon.example.org' });
  new Workload(other, 'web', { ...plain, cluster: same });
  expect(only(synth(other), 'fleetwright_marathon_app').definition).toBe(definition);

  const onNodes = new Workload(stack, 'k8s-web', { ...warned, cluster: k8s });
  expect(onNodes.node.metadata).toEqual([]);
});

test('what nothing could be run without is an error all the same', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const k8s = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  const onUntranslatable = OnUntranslatable.WARN;
  expect(
    codeOf(() => new Workload(stack, 'web', { cluster: k8s, command: ['sleep', '60'], onUntranslatable })),
  ).toBe('imageNeeded');
});

test('a command without an image is for Mesos', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const k8s = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  const mesos = MesosCluster.fromUrl(stack, 'mesos', { url: 'http://marathon.example.org' });
  const command = ['sleep', '60'];
  expect(codeOf(() => new Workload(stack, 'a', { cluster: mesos, command }))).toBe('no error');
  expect(() => new Workload(stack, 'b', { cluster: k8s, command })).toThrow(
    'stack/b: image: is missing, and Kubernetes runs nothing but images',
  );
  expect(codeOf(() => new Workload(stack, 'c', { cluster: mesos }))).toBe('nothingToRun');
  expect(codeOf(() => new Workload(stack, 'd', { cluster: mesos, args: ['60'] }))).toBe('argsWithoutCommand');
});

test('an error says where, what and what to do', () => {
  expect(() => make({ replicas: -1 })).toThrow(
    'stack/web: replicas: -1 is not a number of replicas; use a whole number from 0 on',
  );
});

test('a port whose service has a type needs none of its own', () => {
  const release = only(
    synth(make({ ports: [{ ...http, nodePort: 30080 }], service: ServiceType.NODE_PORT })),
    'fleetwright_kubernetes_release',
  );
  expect((release.manifests as Record<string, string>)['v1/Service/default/web']).toContain(
    '"nodePort":30080',
  );
});

test('tokens are taken for every value', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const cluster = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  const { stringValue, numberValue } = new TerraformVariable(stack, 'v', {});
  new Workload(stack, 'web', {
    cluster,
    image: stringValue,
    replicas: numberValue,
    cpus: numberValue,
    memory: stringValue,
    env: { A: stringValue },
    ports: [{ name: 'http', port: numberValue, expose: numberValue }],
    health: { readiness: { httpGet: stringValue } },
  });
  const { manifests } = only(synth(stack), 'fleetwright_kubernetes_release');
  const deployment = (manifests as Record<string, string>)['apps/v1/Deployment/default/web'];
  expect(deployment).toContain('"replicas":${jsonencode(var.v)}');
  expect(deployment).toContain('"containerPort":${jsonencode(var.v)}');
  expect(deployment).not.toContain('TfToken');
  expect(deployment).not.toMatch(/e\+\d{3}/);
});

test('a workload waits for what it is made to depend on, such as the release of a pod network', () => {
  const stack = stackWithProvider({ kubeconfigs: { old: { path: '/k' } } });
  const cluster = KubernetesCluster.fromKubeconfig(stack, 'k8s', { kubeconfig: 'old' });
  const yaml = ['{ apiVersion: v1, kind: ConfigMap, metadata: { name: cni } }'];
  const cni = new KubernetesManifests(stack, 'cni', { cluster, yaml });
  const web = new Workload(stack, 'web', { cluster, image: 'web:1' });
  web.node.addDependency(cni);
  const releases = Object.values(synth(stack).resource.fleetwright_kubernetes_release ?? {});
  const [release] = releases.filter(({ name }) => name === 'web');
  expect(release?.depends_on).toEqual([`fleetwright_kubernetes_release.${cni.resource.friendlyUniqueId}`]);
});

test('a workload made to depend on a release still waits for the nodes of its cluster', () => {
  const stack = stackWithProvider();
  const cluster = new KubernetesCluster(stack, 'k8s', { version: '1.34.4', controlPlane: host(stack, 1) });
  const yaml = ['{ apiVersion: v1, kind: ConfigMap, metadata: { name: cni } }'];
  const cni = new KubernetesManifests(stack, 'cni', { cluster, yaml });
  const web = new Workload(stack, 'web', { cluster, image: 'web:1' });
  web.node.addDependency(cni);
  const synthesized = synth(stack);
  const releases = Object.values(synthesized.resource.fleetwright_kubernetes_release ?? {});
  const [release] = releases.filter(({ name }) => name === 'web');
  expect(awaitedBy(synthesized, release ?? {}).sort()).toEqual([
    `fleetwright_kubernetes_control_plane.${cluster.controlPlane.friendlyUniqueId}`,
    `fleetwright_kubernetes_release.${cni.resource.friendlyUniqueId}`,
  ]);
});
