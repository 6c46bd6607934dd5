import { randomBytes } from 'node:crypto';
import { parse } from 'yaml';
import type { SandboxCluster } from '../../kubernetes';
import type { MachineContext } from '../machine-context';
import { UnreachableError } from '../neighbourhood';
import { notCovered, type ProgramCall, ProgramError, requireSpace } from '../programs/program-call';
import { removeEtcdMember, uploadCertificates } from './cluster-memory';
import { ClusterObjects } from './cluster-objects';
import {
  type ControlPlaneFiles,
  writeApiServerCertificate,
  writeControlPlaneManifests,
  writeEtcdManifest,
  writeKubeconfigs,
} from './control-plane-files';
import { caHashOf, readKubeconfig, resolveHost } from './kubeconfig';
import { Flags } from './kubeadm-flags';
import { initSettings, kubeadmInit, planeOf } from './kubeadm-init';
import { kubeadmJoin } from './kubeadm-join';
import type { YamlObject } from './kubeadm-config';
import { secondsOf } from '../services/unit-file';
import { writeKubeletConfig } from './kubelet-settings';
import { installedVersion } from './kubernetes-host';
import { kubernetesPaths as paths } from './kubernetes-paths';

const SWITCHES = [
  'certificate-renewal',
  'cleanup-tmp-dir',
  'force',
  'f',
  'print-join-command',
  'skip-certificate-key-print',
  'upload-certs',
];

/** `kubeadm`, as far as hosts of a cluster are made, repaired and reset with it. */
export async function kubeadm(call: ProgramCall, machine: MachineContext): Promise<number> {
  const [verb = '', ...rest] = call.args;
  switch (verb) {
    case 'version':
      return version(call, machine);
    case 'init':
      return rest[0] === 'phase' ? initPhase(call, machine, rest.slice(1)) : kubeadmInit(call, machine, rest);
    case 'join':
      return kubeadmJoin(call, machine, rest);
    case 'reset':
      return reset(call, machine);
    case 'token':
      return token(call, machine, rest);
    case 'upgrade':
      if (rest[0] === 'node' && rest[1] === 'phase') return upgradePhase(call, machine, rest.slice(2));
      throw notCovered(call);
    default:
      throw notCovered(call);
  }
}

function version(call: ProgramCall, machine: MachineContext): number {
  const installed = installedVersion(machine, 'kubeadm');
  call.out(
    call.args.includes('short') || call.args.includes('--output=short')
      ? `v${installed}\n`
      : `kubeadm version: v${installed}\n`,
  );
  return 0;
}

async function initPhase(
  call: ProgramCall,
  machine: MachineContext,
  args: readonly string[],
): Promise<number> {
  const flags = new Flags(args, SWITCHES);
  const phase = flags.words.join(' ');
  requireSpace(call, paths.folder);
  const settings = initSettings(machine, flags);
  const plane = planeOf(machine, settings);
  const { files, world } = machine;
  const written = (): ControlPlaneFiles => ({
    ...plane,
    cluster: ownCluster(machine),
    server: `https://${plane.endpoint}`,
  });
  switch (phase) {
    case 'kubeconfig all':
      writeKubeconfigs(files, written());
      return 0;
    case 'kubeconfig admin':
    case 'kubeconfig kubelet':
    case 'kubeconfig controller-manager':
    case 'kubeconfig scheduler':
      writeKubeconfigs(files, written(), flags.words[1]);
      return 0;
    case 'certs apiserver':
      writeApiServerCertificate(files, written());
      return 0;
    case 'etcd local':
      writeEtcdManifest(files, written());
      return 0;
    case 'control-plane all':
      writeControlPlaneManifests(files, written());
      await machine.kubernetes.sync();
      return 0;
    case 'kubelet-start':
      await machine.services.start('kubelet.service');
      return 0;
    case 'upload-config all':
    case 'upload-config kubeadm':
    case 'upload-config kubelet':
      await new ClusterObjects(await reachable(machine)).uploadConfig({
        ...settings,
        cluster: plane.configuration,
      });
      return 0;
    case 'addon kube-proxy':
      await new ClusterObjects(await reachable(machine)).applyKubeProxy({
        ...settings,
        cluster: plane.configuration,
      });
      return 0;
    case 'addon coredns':
      await new ClusterObjects(await reachable(machine)).applyDns(plane.configuration);
      return 0;
    case 'upload-certs': {
      const key = flags.get('certificate-key') ?? settings.certificateKey ?? randomBytes(32).toString('hex');
      uploadCertificates(await reachable(machine), key, world.clock.speed);
      if (!flags.is('skip-certificate-key-print'))
        call.out(`[upload-certs] Using certificate key:\n${key}\n`);
      return 0;
    }
    default:
      throw notCovered(call);
  }
}

async function upgradePhase(
  call: ProgramCall,
  machine: MachineContext,
  args: readonly string[],
): Promise<number> {
  const flags = new Flags(args, SWITCHES);
  requireSpace(call, paths.kubelet);
  const cluster = await reachable(machine);
  const objects = new ClusterObjects(cluster);
  switch (flags.words.join(' ')) {
    case 'kubelet-config':
      writeKubeletConfig(
        machine.files,
        parse(await objects.kubeletConfiguration()) as YamlObject,
        flags.get('patches'),
      );
      return 0;
    case 'control-plane': {
      const { server, node } = readKubeconfig(machine.files.read(paths.kubeletConf) ?? '');
      const plane = {
        cluster,
        configuration: parse(await objects.clusterConfiguration()) as YamlObject,
        node: node ?? machine.hostname().toLowerCase(),
        address: machine.spec.addresses[0],
        server,
      };
      writeEtcdManifest(machine.files, plane);
      writeControlPlaneManifests(machine.files, plane);
      await machine.kubernetes.sync();
      return 0;
    }
    default:
      throw notCovered(call);
  }
}

async function token(call: ProgramCall, machine: MachineContext, args: readonly string[]): Promise<number> {
  const flags = new Flags(args, SWITCHES);
  const cluster = await reachable(machine);
  switch (flags.words[0] ?? '') {
    case 'create': {
      if (flags.words.length > 1) throw new ProgramError('the sandbox mints tokens itself: give none');
      const made = cluster.createToken(secondsOf(flags.get('ttl') ?? '24h'));
      const { host, port } = readKubeconfig(machine.files.read(paths.adminConf) ?? '');
      call.out(
        flags.is('print-join-command')
          ? `kubeadm join ${host}:${String(port)} --token ${made} --discovery-token-ca-cert-hash ${cluster.caHash} \n`
          : `${made}\n`,
      );
      return 0;
    }
    case 'delete': {
      const [id = ''] = (flags.words[1] ?? '').split('.');
      const { exitCode, stderr } = await cluster.kubectl(
        ['-n', 'kube-system', 'delete', 'secret', `bootstrap-token-${id}`],
        '',
      );
      if (exitCode !== 0)
        throw new ProgramError(`failed to delete bootstrap token "${id}": ${stderr.trim()}`);
      call.out(`bootstrap token "${id}" deleted\n`);
      return 0;
    }
    default:
      throw notCovered(call);
  }
}

/** Also where the cluster is gone: what is on the machine goes in any case. */
async function reset(call: ProgramCall, machine: MachineContext): Promise<number> {
  const flags = new Flags(call.args, SWITCHES);
  if (!flags.is('force') && !flags.is('f')) {
    call.err('kubeadm: Are you sure you want to proceed? [y/N]: nobody answers; use --force\n');
    return 1;
  }
  const { files, services, kubernetes, spec } = machine;
  const cluster = clusterOf(machine, paths.adminConf);
  if (cluster !== undefined && files.exists(`${paths.manifests}/etcd.yaml`)) {
    removeEtcdMember(cluster, ({ peerURLs }) => peerURLs.includes(`https://${spec.addresses[0]}:2380`));
  }
  call.out('[reset] Stopping the kubelet service\n');
  await services.stop('kubelet.service');
  await kubernetes.reset();
  for (const name of [
    'admin',
    'super-admin',
    'kubelet',
    'bootstrap-kubelet',
    'controller-manager',
    'scheduler',
  ]) {
    files.remove(`${paths.folder}/${name}.conf`);
  }
  for (const folder of [paths.manifests, paths.pki, paths.kubelet, paths.etcd]) files.empty(folder);
  if (flags.is('cleanup-tmp-dir')) files.empty(`${paths.folder}/tmp`);
  call.out('The reset process does not clean CNI configuration.\n');
  return 0;
}

/** The cluster whose files are on this machine, whether it answers or not. */
function ownCluster(machine: MachineContext): SandboxCluster {
  const cluster =
    clusterOf(machine, paths.adminConf) ?? clusterOf(machine, paths.kubeletConf) ?? byCertificate(machine);
  if (cluster === undefined)
    throw new ProgramError(`the cluster of ${paths.caCertificate} does not exist any more`);
  return cluster;
}

/** @throws ProgramError when its API server does not answer */
async function reachable(machine: MachineContext): Promise<SandboxCluster> {
  const path = machine.files.exists(paths.adminConf) ? paths.adminConf : paths.kubeletConf;
  const text = machine.files.read(path);
  if (text === undefined) {
    throw new ProgramError(
      `failed to load admin kubeconfig: open ${paths.adminConf}: no such file or directory`,
    );
  }
  const { host, port, server } = readKubeconfig(text);
  try {
    await machine.neighbourhood.probe(machine.spec.addresses[0], resolveHost(machine.files, host), port);
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error;
    throw new ProgramError(`Get "${server}/api": dial tcp ${host}:${String(port)}: ${error.message}`);
  }
  return ownCluster(machine);
}

function clusterOf(machine: MachineContext, path: string): SandboxCluster | undefined {
  const text = machine.files.read(path);
  return text === undefined ? undefined : machine.clusters.byCaHash(readKubeconfig(text).caHash);
}

function byCertificate(machine: MachineContext): SandboxCluster | undefined {
  const pem = machine.files.read(paths.caCertificate);
  return pem === undefined ? undefined : machine.clusters.byCaHash(caHashOf(pem));
}
