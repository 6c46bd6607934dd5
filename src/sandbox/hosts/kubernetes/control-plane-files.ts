import { generateKeyPairSync } from 'node:crypto';
import { stringify } from 'yaml';
import type { SandboxCluster } from '../../kubernetes';
import type { MachineFiles } from '../system/machine-files';
import { isObject, objectAt, textAt, type YamlObject } from './kubeadm-config';
import { API_PORT, kubernetesPaths as paths } from './kubernetes-paths';

/** What the files of one control plane follow from. */
export interface ControlPlaneFiles {
  readonly cluster: SandboxCluster;
  readonly configuration: YamlObject;
  readonly node: string;
  readonly address: string;
  /** `https://10.0.0.1:6443`, the endpoint that all share. */
  readonly server: string;
}

/** The certificates and keys that kubeadm makes, as far as something reads them. Those that are there stay. */
export function writePki(files: MachineFiles, { cluster, address }: ControlPlaneFiles): void {
  const keep = (path: string, text: string, mode = 0o600): void => {
    if (files.read(path) === undefined) files.write(path, text, mode);
  };
  const { pki } = paths;
  keep(`${pki}/ca.crt`, cluster.caCertificate, 0o644);
  keep(`${pki}/ca.key`, cluster.caKey);
  keep(`${pki}/apiserver.crt`, cluster.apiServerCertificate(address), 0o644);
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  keep(`${pki}/sa.key`, String(pair.privateKey.export({ type: 'pkcs8', format: 'pem' })));
  if (files.read(`${pki}/sa.pub`) === undefined) {
    keep(`${pki}/sa.pub`, String(pair.publicKey.export({ type: 'spki', format: 'pem' })), 0o644);
  }
  // etcd is part of the stand-in for the API server: one authority vouches for both.
  const client = clientOf(cluster.adminKubeconfig(`https://${address}:${String(API_PORT)}`));
  keep(`${pki}/etcd/ca.crt`, cluster.caCertificate, 0o644);
  keep(`${pki}/etcd/ca.key`, cluster.caKey);
  keep(`${pki}/etcd/healthcheck-client.crt`, client.certificate, 0o644);
  keep(`${pki}/etcd/healthcheck-client.key`, client.key);
  files.makeFolder(`${paths.etcd}/member`, 0o700);
}

/** Like kubeadm, keeps a certificate that is there; one that is not is made with the names of the configuration. */
export function writeApiServerCertificate(files: MachineFiles, plane: ControlPlaneFiles): void {
  const path = `${paths.pki}/apiserver.crt`;
  if (files.read(path) !== undefined) return;
  const names = objectAt(plane.configuration, 'apiServer')['certSANs'];
  const wanted = Array.isArray(names) ? names.map(String) : [];
  files.write(path, plane.cluster.renewApiServerCertificate(plane.address, wanted), 0o644);
}

/** admin.conf, kubelet.conf and the others. */
export function writeKubeconfigs(files: MachineFiles, plane: ControlPlaneFiles, only?: string): void {
  const { cluster, node, address, server } = plane;
  const local = `https://${address}:${String(API_PORT)}`;
  const all: Readonly<Record<string, () => string>> = {
    admin: () => cluster.adminKubeconfig(server),
    'super-admin': () => cluster.adminKubeconfig(server),
    kubelet: () => nodeKubeconfig(cluster, node, server),
    'controller-manager': () => cluster.adminKubeconfig(local),
    scheduler: () => cluster.adminKubeconfig(local),
  };
  for (const [name, text] of Object.entries(all)) {
    const path = `${paths.folder}/${name}.conf`;
    if (only !== undefined ? only === name : files.read(path) === undefined) files.write(path, text(), 0o600);
  }
}

/** The kubelet's kubeconfig, with the node's name as its user, as kubeadm writes it. */
export function nodeKubeconfig(cluster: SandboxCluster, node: string, server: string): string {
  return cluster.nodeKubeconfig(node, server);
}

const COMPONENTS = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/** The static pods of the control plane. */
export function writeControlPlaneManifests(files: MachineFiles, plane: ControlPlaneFiles): void {
  for (const component of COMPONENTS) {
    const version = textAt(plane.configuration, 'kubernetesVersion') ?? plane.cluster.version;
    files.write(
      `${paths.manifests}/${component}.yaml`,
      staticPod(
        component,
        `${repositoryOf(plane.configuration)}/${component}:${version}`,
        commandOf(component, plane),
        {
          ...(component === 'kube-apiserver'
            ? {
                'kubeadm.kubernetes.io/kube-apiserver.advertise-address.endpoint': `${plane.address}:${String(API_PORT)}`,
              }
            : {}),
        },
      ),
      0o600,
    );
  }
}

export function writeEtcdManifest(files: MachineFiles, plane: ControlPlaneFiles): void {
  const local = objectAt(objectAt(plane.configuration, 'etcd'), 'local');
  const repository = textAt(local, 'imageRepository') ?? repositoryOf(plane.configuration);
  const image = `${repository}/etcd:${textAt(local, 'imageTag') ?? '3.6.5-0'}`;
  const client = `https://${plane.address}:2379`;
  const command = [
    'etcd',
    `--advertise-client-urls=${client}`,
    '--data-dir=/var/lib/etcd',
    `--initial-advertise-peer-urls=https://${plane.address}:2380`,
    `--listen-client-urls=https://127.0.0.1:2379,${client}`,
    `--name=${plane.node}`,
  ];
  files.write(
    `${paths.manifests}/etcd.yaml`,
    staticPod('etcd', image, command, { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': client }),
    0o600,
  );
}

function staticPod(
  name: string,
  image: string,
  command: readonly string[],
  annotations: Readonly<Record<string, string>>,
): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
      labels: { component: name, tier: 'control-plane' },
      name,
      namespace: 'kube-system',
    },
    spec: {
      containers: [{ command, image, imagePullPolicy: 'IfNotPresent', name }],
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
    },
    status: {},
  });
}

function commandOf(component: (typeof COMPONENTS)[number], plane: ControlPlaneFiles): readonly string[] {
  const { configuration, address, cluster } = plane;
  const networking = objectAt(configuration, 'networking');
  const service = textAt(networking, 'serviceSubnet') ?? '10.96.0.0/12';
  const base: Readonly<Record<string, readonly string[]>> = {
    'kube-apiserver': [
      `--advertise-address=${address}`,
      '--authorization-mode=Node,RBAC',
      '--client-ca-file=/etc/kubernetes/pki/ca.crt',
      '--etcd-servers=https://127.0.0.1:2379',
      `--secure-port=${String(API_PORT)}`,
      `--service-cluster-ip-range=${service}`,
    ],
    'kube-controller-manager': [
      '--bind-address=127.0.0.1',
      `--cluster-cidr=${textAt(networking, 'podSubnet') ?? ''}`,
      `--cluster-name=${cluster.name}`,
      `--service-cluster-ip-range=${service}`,
    ],
    'kube-scheduler': ['--bind-address=127.0.0.1', '--leader-elect=true'],
  };
  const section = {
    'kube-apiserver': 'apiServer',
    'kube-controller-manager': 'controllerManager',
    'kube-scheduler': 'scheduler',
  };
  const extra = objectAt(configuration, section[component])['extraArgs'];
  const args = (Array.isArray(extra) ? (extra as unknown[]) : []).filter(isObject);
  return [
    component,
    ...(base[component] ?? []),
    ...args.map(({ name, value }) => `--${String(name)}=${String(value)}`),
  ];
}

function repositoryOf(configuration: YamlObject): string {
  return textAt(configuration, 'imageRepository') ?? 'registry.k8s.io';
}

function clientOf(kubeconfig: string): { certificate: string; key: string } {
  const data = (name: string): string =>
    Buffer.from(new RegExp(`${name}: *"?([A-Za-z0-9+/=]+)`).exec(kubeconfig)?.[1] ?? '', 'base64').toString(
      'utf8',
    );
  return { certificate: data('client-certificate-data'), key: data('client-key-data') };
}
