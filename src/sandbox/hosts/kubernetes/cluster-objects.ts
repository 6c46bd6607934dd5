import { stringify } from 'yaml';
import type { SandboxCluster } from '../../kubernetes';
import { ProgramError } from '../programs/program-call';
import { type InitSettings, objectAt, textAt, type YamlObject } from './kubeadm-config';

/** Objects that kubeadm keeps in a cluster. */
export class ClusterObjects {
  constructor(private readonly cluster: SandboxCluster) {}

  /** The configuration from which later control planes and nodes are made. */
  async uploadConfig(settings: Pick<InitSettings, 'cluster' | 'kubelet'>): Promise<void> {
    await this.apply([
      configMap('kube-system', 'kubeadm-config', {
        ClusterConfiguration: stringify({
          ...settings.cluster,
          apiVersion: 'kubeadm.k8s.io/v1beta4',
          kind: 'ClusterConfiguration',
        }),
      }),
      configMap('kube-system', 'kubelet-config', { kubelet: stringify(kubeletConfiguration(settings)) }),
    ]);
  }

  /** Where somebody with a token finds the cluster. */
  async publishClusterInfo(server: string): Promise<void> {
    const kubeconfig = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        {
          cluster: {
            'certificate-authority-data': Buffer.from(this.cluster.caCertificate).toString('base64'),
            server,
          },
          name: '',
        },
      ],
    };
    await this.apply([configMap('kube-public', 'cluster-info', { kubeconfig: stringify(kubeconfig) })]);
  }

  async applyKubeProxy(settings: Pick<InitSettings, 'cluster' | 'kubeProxy'>): Promise<void> {
    const image = `${repositoryOf(settings.cluster)}/kube-proxy:${this.cluster.version}`;
    const config = {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      clusterCIDR: textAt(objectAt(settings.cluster, 'networking'), 'podSubnet') ?? '',
      ...settings.kubeProxy,
    };
    await this.apply([
      configMap('kube-system', 'kube-proxy', { 'config.conf': stringify(config) }, { app: 'kube-proxy' }),
      workload('apps/v1', 'DaemonSet', 'kube-proxy', image, {
        tolerations: [{ operator: 'Exists' }],
        hostNetwork: true,
        priorityClassName: 'system-node-critical',
      }),
    ]);
  }

  async applyDns(configuration: YamlObject): Promise<void> {
    const dns = objectAt(configuration, 'dns');
    const repository = textAt(dns, 'imageRepository') ?? `${repositoryOf(configuration)}/coredns`;
    const image = `${repository}/coredns:${textAt(dns, 'imageTag') ?? 'v1.12.1'}`.replace(
      'coredns/coredns/',
      'coredns/',
    );
    await this.apply([
      workload(
        'apps/v1',
        'Deployment',
        'coredns',
        image,
        {
          tolerations: [
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
            { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' },
          ],
          priorityClassName: 'system-cluster-critical',
        },
        { replicas: 2 },
        'kube-dns',
      ),
    ]);
  }

  /** The settings of all kubelets, as `kubeadm join` finds them. */
  async kubeletConfiguration(): Promise<string> {
    return this.read('kubelet-config', 'kubelet');
  }

  async clusterConfiguration(): Promise<string> {
    return this.read('kubeadm-config', 'ClusterConfiguration');
  }

  private async read(name: string, key: string): Promise<string> {
    const { exitCode, stdout, stderr } = await this.cluster.kubectl(
      ['-n', 'kube-system', 'get', 'configmap', name, '-o', 'json'],
      '',
    );
    if (exitCode !== 0) throw new ProgramError(`failed to get config map: ${stderr.trim()}`);
    const { data } = JSON.parse(stdout) as { readonly data?: Readonly<Record<string, string>> };
    const text = data?.[key];
    if (text === undefined) throw new ProgramError(`config map kube-system/${name} has no key ${key}`);
    return text;
  }

  private async apply(objects: readonly object[]): Promise<void> {
    const { exitCode, stderr } = await this.cluster.kubectl(
      ['apply', '--server-side', '--force-conflicts', '--field-manager', 'kubeadm', '-f', '-'],
      objects.map((one) => stringify(one)).join('---\n'),
    );
    if (exitCode !== 0) throw new ProgramError(stderr.trim());
  }
}

/** kubeadm's defaults with what the user wrote over them. */
export function kubeletConfiguration(settings: Pick<InitSettings, 'cluster' | 'kubelet'>): YamlObject {
  const networking = objectAt(settings.cluster, 'networking');
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: { anonymous: { enabled: false }, x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' } },
    cgroupDriver: 'systemd',
    clusterDNS: [dnsAddress(textAt(networking, 'serviceSubnet') ?? '10.96.0.0/12')],
    clusterDomain: textAt(networking, 'dnsDomain') ?? 'cluster.local',
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    rotateCertificates: true,
    staticPodPath: '/etc/kubernetes/manifests',
    ...settings.kubelet,
  };
}

/** The tenth address of the services. */
function dnsAddress(cidr: string): string {
  const parts = (cidr.split('/')[0] ?? '').split('.').map(Number);
  return [...parts.slice(0, 3), (parts[3] ?? 0) + 10].join('.');
}

function repositoryOf(configuration: YamlObject): string {
  return textAt(configuration, 'imageRepository') ?? 'registry.k8s.io';
}

function configMap(
  namespace: string,
  name: string,
  data: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>> = {},
): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace, labels }, data };
}

function workload(
  apiVersion: string,
  kind: string,
  name: string,
  image: string,
  pod: object,
  spec: object = {},
  label = name,
): object {
  const labels = { 'k8s-app': label };
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'kube-system', labels },
    spec: {
      ...spec,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...pod, containers: [{ name, image }] } },
    },
  };
}
