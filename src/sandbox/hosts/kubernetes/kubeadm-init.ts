import { randomBytes } from 'node:crypto';
import type { NodeTaint } from '../../kubernetes';
import type { MachineContext } from '../machine-context';
import { type ProgramCall, ProgramError, requireSpace } from '../programs/program-call';
import { addEtcdMember, uploadCertificates } from './cluster-memory';
import { ClusterObjects, kubeletConfiguration } from './cluster-objects';
import {
  type ControlPlaneFiles,
  writeControlPlaneManifests,
  writeEtcdManifest,
  writeKubeconfigs,
  writePki,
} from './control-plane-files';
import { Flags } from './kubeadm-flags';
import { type InitSettings, objectAt, parseInit, textAt, type YamlObject } from './kubeadm-config';
import { writeKubeletFlags } from './kubelet-flags';
import { writeKubeletConfig } from './kubelet-settings';
import { installedVersion } from './kubernetes-host';
import { API_PORT } from './kubernetes-paths';
import { preflight } from './preflight';

/** How long images and the first start of a control plane take, in simulated seconds. */
const INIT_SECONDS = 20;

const SWITCHES = ['skip-token-print', 'skip-certificate-key-print', 'upload-certs', 'v'];
const FLAGS = [
  ...SWITCHES,
  'apiserver-advertise-address',
  'apiserver-cert-extra-sans',
  'certificate-key',
  'config',
  'control-plane-endpoint',
  'cri-socket',
  'ignore-preflight-errors',
  'image-repository',
  'kubernetes-version',
  'node-name',
  'pod-network-cidr',
  'service-cidr',
  'service-dns-domain',
];

export const CONTROL_PLANE_TAINT: NodeTaint = {
  key: 'node-role.kubernetes.io/control-plane',
  effect: 'NoSchedule',
};

/** `kubeadm init` */
export async function kubeadmInit(
  call: ProgramCall,
  machine: MachineContext,
  args: readonly string[],
): Promise<number> {
  const flags = new Flags(args, SWITCHES);
  const unknown = flags.unknown(FLAGS);
  if (unknown !== undefined)
    throw new ProgramError(`the sandbox does not cover the flag --${unknown} of kubeadm init`);
  const settings = initSettings(machine, flags);
  const plane = planeOf(machine, settings);
  call.out(`[init] Using Kubernetes version: ${plane.version}\n[preflight] Running pre-flight checks\n`);
  preflight(call, machine, 'init', settings.registration);
  requireSpace(call, '/etc/kubernetes/pki/ca.crt');
  if (plane.version.replace(/^v/, '') !== installedVersion(machine, 'kubelet')) {
    call.err(`\t[WARNING KubeletVersion]: the kubelet is v${installedVersion(machine, 'kubelet')}\n`);
  }
  const { files, services, world, clusters, kubernetes } = machine;
  // The kubelet registers with them.
  const taints = settings.registration.taints ?? [CONTROL_PLANE_TAINT];
  writeKubeletFlags(files, settings.registration.kubeletFlags, taints);
  await world.clock.sleep(INIT_SECONDS, call.gone);
  const networking = objectAt(plane.configuration, 'networking');
  const cluster = await clusters.init({
    name: textAt(plane.configuration, 'clusterName') ?? 'kubernetes',
    address: plane.address,
    port: settings.bindPort,
    version: plane.version.replace(/^v/, ''),
    serviceCidr: textAt(networking, 'serviceSubnet') ?? '10.96.0.0/12',
    podCidr: textAt(networking, 'podSubnet') ?? '10.244.0.0/16',
    dnsDomain: textAt(networking, 'dnsDomain') ?? 'cluster.local',
    certSans: [
      hostOf(plane.endpoint),
      ...listOfTexts(objectAt(plane.configuration, 'apiServer')['certSANs']),
    ],
    node: { ...kubernetes.nodeSpec(plane.node), controlPlane: true, taints },
  });
  kubernetes.serves(cluster);
  const written: ControlPlaneFiles = { ...plane, cluster, server: `https://${plane.endpoint}` };
  writePki(files, written);
  call.out(
    '[certs] Generating "ca" certificate and key\n[kubeconfig] Writing "admin.conf" kubeconfig file\n',
  );
  writeKubeconfigs(files, written);
  writeEtcdManifest(files, written);
  writeControlPlaneManifests(files, written);
  writeKubeletConfig(
    files,
    kubeletConfiguration({ ...settings, cluster: plane.configuration }),
    settings.patches,
  );
  addEtcdMember(cluster, plane.node, plane.address);
  call.out('[kubelet-start] Starting the kubelet\n');
  await services.stop('kubelet.service');
  if (!(await services.start('kubelet.service'))) {
    throw new ProgramError(
      'error execution phase wait-control-plane: the kubelet does not start; see "journalctl -xeu kubelet"',
    );
  }
  await world.clock.sleep(2, call.gone);
  await kubernetes.sync();
  const objects = new ClusterObjects(cluster);
  await objects.uploadConfig({ cluster: plane.configuration, kubelet: settings.kubelet });
  await objects.publishClusterInfo(written.server);
  await objects.applyDns(plane.configuration);
  await objects.applyKubeProxy({ ...settings, cluster: plane.configuration });
  call.out('\nYour Kubernetes control-plane has initialized successfully!\n');
  if (flags.is('upload-certs')) {
    const key = flags.get('certificate-key') ?? settings.certificateKey ?? randomBytes(32).toString('hex');
    uploadCertificates(cluster, key, world.clock.speed);
    if (!flags.is('skip-certificate-key-print')) call.out(`[upload-certs] Using certificate key:\n${key}\n`);
  }
  if (!flags.is('skip-token-print')) {
    const token = cluster.createToken(24 * 3600);
    call.out(
      `\nkubeadm join ${plane.endpoint} --token ${token} \\\n\t--discovery-token-ca-cert-hash ${cluster.caHash}\n`,
    );
  }
  return 0;
}

/** The file of `--config`, or what the flags say. */
export function initSettings(machine: MachineContext, flags: Flags): InitSettings {
  const path = flags.get('config');
  if (path !== undefined) return parseInit(readConfig(machine, path));
  const networking = {
    podSubnet: flags.get('pod-network-cidr'),
    serviceSubnet: flags.get('service-cidr'),
    dnsDomain: flags.get('service-dns-domain'),
  };
  const cluster = {
    kubernetesVersion: flags.get('kubernetes-version'),
    controlPlaneEndpoint: flags.get('control-plane-endpoint'),
    imageRepository: flags.get('image-repository'),
    networking: JSON.parse(JSON.stringify(networking)) as YamlObject,
    apiServer: {
      certSANs: (flags.get('apiserver-cert-extra-sans') ?? '').split(',').filter((one) => one !== ''),
    },
  };
  const settings = parseInit('');
  return {
    ...settings,
    registration: { ...settings.registration, name: flags.get('node-name') },
    advertiseAddress: flags.get('apiserver-advertise-address'),
    certificateKey: flags.get('certificate-key'),
    cluster: JSON.parse(JSON.stringify(cluster)) as YamlObject,
  };
}

export function readConfig(machine: MachineContext, path: string): string {
  const text = machine.files.read(path);
  if (text === undefined)
    throw new ProgramError(`unable to read config from "${path}": open ${path}: no such file or directory`);
  return text;
}

/** What the control plane on this machine is, by its configuration. */
export function planeOf(
  machine: MachineContext,
  settings: InitSettings,
): Omit<ControlPlaneFiles, 'cluster' | 'server'> & { readonly version: string; readonly endpoint: string } {
  const own = machine.spec.addresses[0];
  const address = settings.advertiseAddress ?? own;
  if (!machine.spec.addresses.includes(address)) {
    throw new ProgramError(
      `the address ${address} to listen on is none of this machine (${machine.spec.addresses.join(', ')})`,
    );
  }
  if (settings.bindPort !== API_PORT) {
    throw new ProgramError(
      `the sandbox's API servers listen on port ${String(API_PORT)} only, not on ${String(settings.bindPort)}`,
    );
  }
  const endpoint = textAt(settings.cluster, 'controlPlaneEndpoint') ?? address;
  const version = `v${(textAt(settings.cluster, 'kubernetesVersion') ?? installedVersion(machine, 'kubeadm')).replace(/^v/, '')}`;
  return {
    configuration: { ...settings.cluster, kubernetesVersion: version },
    node: settings.registration.name ?? machine.hostname().toLowerCase(),
    address,
    version,
    endpoint: /:\d+$/.test(endpoint) ? endpoint : `${endpoint}:${String(API_PORT)}`,
  };
}

function hostOf(endpoint: string): string {
  return endpoint.replace(/:\d+$/, '');
}

function listOfTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
