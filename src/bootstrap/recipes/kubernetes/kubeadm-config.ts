import { createHash } from 'node:crypto';
import { stringify } from 'yaml';

import type { HostFacts } from '../../facts';
import { RecipeError } from '../recipe-error';
import { bundledImage } from './bundle-files';
import { nodeAddress } from './node-address';
import { nodeNameOf } from './node-name';
import type { ControlPlaneParams, JoinCredentials, JoinParams, NodeParams } from './params';
import { paths } from './paths';
import { parseTaints } from './taints';
import { mergeObjects, parseDocuments, parseFragment, type YamlObject } from './yaml-fragment';

const apiVersion = 'kubeadm.k8s.io/v1beta4';
const kubeletApiVersion = 'kubelet.config.k8s.io/v1beta1';
const patchable = ['ClusterConfiguration', 'InitConfiguration', 'JoinConfiguration'] as const;
type PatchableKind = (typeof patchable)[number];

/** Where the first control plane keeps what `initConfiguration` gives. */
export const KUBEADM_CONFIG = paths.kubeadmConfig;

/** What `kubeadm init --config` reads, with the user's fragments merged in. */
export function initConfiguration(facts: HostFacts, params: ControlPlaneParams): string {
  const documents = [
    patched(params, 'InitConfiguration', {
      // The token that init always makes is for nobody: ours are minted when a host joins.
      bootstrapTokens: [{ description: 'expires at once; joins mint their own', ttl: '1m0s' }],
      localAPIEndpoint: { advertiseAddress: nodeAddress(facts, params), bindPort: 6443 },
      nodeRegistration: nodeRegistration(facts, params),
      patches: { directory: paths.patches },
    }),
    patched(params, 'ClusterConfiguration', clusterConfiguration(facts, params)),
    {
      apiVersion: kubeletApiVersion,
      kind: 'KubeletConfiguration',
      ...mergeObjects({ cgroupDriver: 'systemd' }, kubeletFragment(params)),
    },
    ...(params.kubeProxyConfig === undefined
      ? []
      : [
          {
            apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
            kind: 'KubeProxyConfiguration',
            ...parseFragment(params.kubeProxyConfig, 'kube_proxy_config', 'KubeProxyConfiguration'),
          },
        ]),
  ];
  return documents.map((document) => stringify(document)).join('---\n');
}

/** Changes with whatever all control planes of the cluster are made from. */
export function configurationHash(facts: HostFacts, params: ControlPlaneParams): string {
  const configuration = patched(params, 'ClusterConfiguration', clusterConfiguration(facts, params));
  return createHash('sha256').update(stringify(configuration)).digest('hex');
}

/** What `kubeadm join --config` reads. It holds the token, so it must never stay on a disk. */
export function joinConfiguration(
  facts: HostFacts,
  params: JoinParams,
  credentials: JoinCredentials,
): string {
  if (params.role === 'control-plane' && credentials.certificateKey === undefined) {
    throw new RecipeError('a control-plane join needs a certificate key');
  }
  return stringify(
    patched(params, 'JoinConfiguration', {
      discovery: {
        bootstrapToken: {
          token: credentials.token,
          apiServerEndpoint: hostAndPort(params.endpoint),
          caCertHashes: [params.caCertificateHash],
        },
      },
      nodeRegistration: nodeRegistration(facts, params),
      ...(params.role === 'control-plane'
        ? {
            controlPlane: {
              certificateKey: credentials.certificateKey,
              localAPIEndpoint: { advertiseAddress: nodeAddress(facts, params), bindPort: 6443 },
            },
          }
        : {}),
      patches: { directory: paths.patches },
    }),
  );
}

/** The kubelet settings of this host alone, as the file of kubeadm's patches folder; the cluster's own come from the cluster. */
export function kubeletPatch(params: NodeParams): string {
  return stringify({
    apiVersion: kubeletApiVersion,
    kind: 'KubeletConfiguration',
    ...kubeletFragment(params),
  });
}

/** `host:port` of an endpoint that may be written as a URL; the default port is 6443. */
export function hostAndPort(endpoint: string): string {
  const bare = endpoint.replace(/^https:\/\//, '').replace(/\/$/, '');
  return /:\d+$/.test(bare) ? bare : `${bare}:6443`;
}

function clusterConfiguration(facts: HostFacts, params: ControlPlaneParams): YamlObject {
  const address = nodeAddress(facts, params);
  const endpoint = hostAndPort(params.controlPlaneEndpoint ?? address);
  const names = new Set([endpoint.replace(/:\d+$/, ''), address, facts.hostname]);
  return {
    kubernetesVersion: `v${params.version.replace(/^v/, '')}`,
    clusterName: params.clusterName ?? 'kubernetes',
    controlPlaneEndpoint: endpoint,
    networking: {
      podSubnet: params.podCidr,
      serviceSubnet: params.serviceCidr,
      dnsDomain: params.dnsDomain ?? 'cluster.local',
    },
    apiServer: { certSANs: [...names].sort() },
    ...images(params),
  };
}

/** A bundle says which images it has: kubeadm must ask for those and not for the ones it would pull. */
function images(params: ControlPlaneParams): YamlObject {
  const repository = params.imageRepository === undefined ? {} : { imageRepository: params.imageRepository };
  if (params.packages.kind !== 'bundle') return repository;
  const { manifest } = params.packages.bundle;
  const apiServer = bundledImage(manifest, 'kube-apiserver');
  const etcd = bundledImage(manifest, 'etcd');
  const dns = bundledImage(manifest, 'coredns');
  return {
    ...(apiServer === undefined ? {} : { imageRepository: apiServer.repository }),
    ...repository,
    ...(etcd === undefined
      ? {}
      : { etcd: { local: { imageRepository: etcd.repository, imageTag: etcd.tag } } }),
    ...(dns === undefined ? {} : { dns: { imageRepository: dns.repository, imageTag: dns.tag } }),
  };
}

function nodeRegistration(facts: HostFacts, params: NodeParams): YamlObject {
  return {
    name: nodeNameOf(facts, params),
    criSocket: paths.containerdSocket,
    imagePullPolicy: 'IfNotPresent',
    kubeletExtraArgs: [{ name: 'node-ip', value: nodeAddress(facts, params) }],
    ...(params.taints === undefined ? {} : { taints: parseTaints(params.taints) }),
  };
}

function kubeletFragment(params: NodeParams): YamlObject {
  return params.kubeletConfig === undefined
    ? {}
    : parseFragment(params.kubeletConfig, 'kubelet_config', 'KubeletConfiguration');
}

/** Fragments of the other kinds are skipped: one list serves all hosts of a cluster. */
function patched(params: NodeParams, kind: PatchableKind, base: YamlObject): YamlObject {
  const fragments = (params.kubeadmPatches ?? []).flatMap((text, index) => {
    const field = `kubeadm_patches[${String(index)}]`;
    return parseDocuments(text, field).flatMap((fragment) => checkedPatch(fragment, kind, field));
  });
  return { apiVersion, kind, ...fragments.reduce(mergeObjects, base) };
}

function checkedPatch(fragment: YamlObject, kind: PatchableKind, field: string): readonly YamlObject[] {
  const { apiVersion: version, kind: actual, ...rest } = fragment;
  if (!patchable.some((one) => one === actual)) {
    const elsewhere = { KubeletConfiguration: 'kubelet_config', KubeProxyConfiguration: 'kube_proxy_config' }[
      String(actual)
    ];
    throw new RecipeError(
      `${field}: kind "${String(actual)}" must be one of ${patchable.join(', ')}${
        elsewhere === undefined ? '' : `; write it in ${elsewhere}`
      }`,
      'kubeadm_patches',
    );
  }
  if (version !== undefined && version !== apiVersion) {
    throw new RecipeError(
      `${field}: apiVersion "${String(version)}" must be "${apiVersion}" or left out`,
      'kubeadm_patches',
    );
  }
  return actual === kind ? [rest] : [];
}
