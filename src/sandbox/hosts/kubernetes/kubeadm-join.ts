import { parse } from 'yaml';
import type { SandboxCluster } from '../../kubernetes';
import type { MachineContext } from '../machine-context';
import { UnreachableError } from '../neighbourhood';
import { type ProgramCall, ProgramError, requireSpace } from '../programs/program-call';
import { addEtcdMember, certificatesOpen } from './cluster-memory';
import { ClusterObjects } from './cluster-objects';
import {
  nodeKubeconfig,
  writeControlPlaneManifests,
  writeEtcdManifest,
  writeKubeconfigs,
  writePki,
} from './control-plane-files';
import { resolveHost } from './kubeconfig';
import { type JoinSettings, parseJoin, type YamlObject } from './kubeadm-config';
import { Flags } from './kubeadm-flags';
import { CONTROL_PLANE_TAINT, readConfig } from './kubeadm-init';
import { writeKubeletFlags } from './kubelet-flags';
import { writeKubeletConfig } from './kubelet-settings';
import { API_PORT, kubernetesPaths as paths } from './kubernetes-paths';
import { preflight } from './preflight';

/** In simulated seconds: how long a join takes, and how long kubeadm tries to reach the API server. */
const JOIN_SECONDS = 8;
const DISCOVERY_SECONDS = 300;

const SWITCHES = ['control-plane', 'discovery-token-unsafe-skip-ca-verification', 'v'];
const FLAGS = [
  ...SWITCHES,
  'apiserver-advertise-address',
  'certificate-key',
  'config',
  'cri-socket',
  'discovery-token',
  'discovery-token-ca-cert-hash',
  'ignore-preflight-errors',
  'node-name',
  'token',
];

/** `kubeadm join` */
export async function kubeadmJoin(
  call: ProgramCall,
  machine: MachineContext,
  args: readonly string[],
): Promise<number> {
  const flags = new Flags(args, SWITCHES);
  const unknown = flags.unknown(FLAGS);
  if (unknown !== undefined)
    throw new ProgramError(`the sandbox does not cover the flag --${unknown} of kubeadm join`);
  const path = flags.get('config');
  const settings = path === undefined ? settingsOf(flags) : parseJoin(readConfig(machine, path));
  const role = settings.controlPlane === undefined ? 'worker' : 'control-plane';
  call.out('[preflight] Running pre-flight checks\n');
  preflight(call, machine, role, settings.registration);
  requireSpace(call, paths.kubeletConf);
  const cluster = await discover(call, machine, settings);
  const node = settings.registration.name ?? machine.hostname().toLowerCase();
  const objects = new ClusterObjects(cluster);
  const server = `https://${settings.endpoint}`;
  await machine.world.clock.sleep(JOIN_SECONDS, call.gone);
  if (settings.controlPlane !== undefined) {
    await joinControlPlane(
      machine,
      cluster,
      { ...settings, controlPlane: settings.controlPlane },
      node,
      server,
      objects,
    );
  }
  const { files, services, kubernetes } = machine;
  const taints = settings.registration.taints ?? (role === 'worker' ? [] : [CONTROL_PLANE_TAINT]);
  writeKubeletFlags(files, settings.registration.kubeletFlags, taints);
  writeKubeletConfig(files, parse(await objects.kubeletConfiguration()) as YamlObject, settings.patches);
  files.write(paths.caCertificate, cluster.caCertificate, 0o644);
  files.write(paths.kubeletConf, nodeKubeconfig(cluster, node, server), 0o600);
  files.makeFolder(paths.manifests);
  call.out('[kubelet-start] Starting the kubelet\n');
  await services.stop('kubelet.service');
  if (!(await services.start('kubelet.service'))) {
    throw new ProgramError(
      'error execution phase kubelet-start: the kubelet does not start; see "journalctl -xeu kubelet"',
    );
  }
  await machine.world.clock.sleep(2, call.gone);
  await kubernetes.sync();
  call.out('\nThis node has joined the cluster\n');
  return 0;
}

function settingsOf(flags: Flags): JoinSettings {
  const settings = parseJoin('apiVersion: kubeadm.k8s.io/v1beta4\nkind: JoinConfiguration\n');
  const hash = flags.get('discovery-token-ca-cert-hash');
  return {
    ...settings,
    registration: { ...settings.registration, name: flags.get('node-name') },
    token: flags.get('token') ?? flags.get('discovery-token') ?? '',
    endpoint: flags.words[0] ?? '',
    caHashes: hash === undefined ? [] : [hash],
    controlPlane: flags.is('control-plane')
      ? {
          certificateKey: flags.get('certificate-key'),
          advertiseAddress: flags.get('apiserver-advertise-address'),
        }
      : undefined,
  };
}

/** Reaches the API server, and believes it by the hash of its CA and by the token. */
async function discover(
  call: ProgramCall,
  machine: MachineContext,
  settings: JoinSettings,
): Promise<SandboxCluster> {
  const [host = '', port = String(API_PORT)] = settings.endpoint.split(':');
  const own = machine.spec.addresses[0];
  const target = resolveHost(machine.files, host);
  const phase = "error execution phase preflight: couldn't validate the identity of the API Server";
  let waited = 0;
  for (;;) {
    try {
      await machine.neighbourhood.probe(own, target, Number(port));
      break;
    } catch (error) {
      if (!(error instanceof UnreachableError)) throw error;
      if (waited >= DISCOVERY_SECONDS) {
        throw new ProgramError(
          `${phase}: failed to request the cluster-info ConfigMap: Get "https://${settings.endpoint}/api/v1/namespaces/kube-public/configmaps/cluster-info": dial tcp ${target}:${port}: ${error.message}`,
        );
      }
      await machine.world.clock.sleep(10, call.gone);
      waited += 10;
    }
  }
  if (settings.caHashes.length === 0) {
    throw new ProgramError(
      'discovery.bootstrapToken: using token-based discovery without caCertHashes is not covered by the sandbox',
    );
  }
  const cluster = settings.caHashes
    .map((hash) => machine.clusters.byCaHash(hash))
    .find((one) => one !== undefined);
  if (cluster === undefined) {
    throw new ProgramError(
      `${phase}: cluster CA found in cluster-info ConfigMap is invalid: none of the public keys are pinned: ${settings.caHashes.join(', ')}`,
    );
  }
  if (!cluster.checkToken(settings.token)) {
    const [id = ''] = settings.token.split('.');
    throw new ProgramError(
      `${phase}: could not find a JWS signature in the cluster-info ConfigMap for token ID "${id}"`,
    );
  }
  return cluster;
}

async function joinControlPlane(
  machine: MachineContext,
  cluster: SandboxCluster,
  settings: JoinSettings & { readonly controlPlane: NonNullable<JoinSettings['controlPlane']> },
  node: string,
  server: string,
  objects: ClusterObjects,
): Promise<void> {
  const { certificateKey, advertiseAddress } = settings.controlPlane;
  const phase = 'error execution phase control-plane-prepare/download-certs: error downloading certs';
  switch (certificatesOpen(cluster, certificateKey ?? '')) {
    case 'none':
      throw new ProgramError(
        `${phase}: error downloading the secret: Secret "kubeadm-certs" was not found in the "kube-system" Namespace`,
      );
    case 'wrong key':
      throw new ProgramError(
        `${phase}: error decrypting secret data with the provided key: cipher: message authentication failed`,
      );
    case 'yes':
  }
  const address = advertiseAddress ?? machine.spec.addresses[0];
  const configuration = parse(await objects.clusterConfiguration()) as YamlObject;
  const plane = { cluster, configuration, node, address, server };
  const { files, kubernetes } = machine;
  writePki(files, plane);
  writeKubeconfigs(files, plane);
  writeEtcdManifest(files, plane);
  writeControlPlaneManifests(files, plane);
  addEtcdMember(cluster, node, address);
  await cluster.serve(address, API_PORT);
  kubernetes.serves(cluster);
}
