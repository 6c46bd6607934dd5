import { a, defineSchema } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import { nodeAttributes } from '../attributes/node';
import { validateCidr, validateEndpoint } from '../validation/network';
import { validateYaml } from '../validation/yaml';

export const kubernetesControlPlaneSchema = defineSchema({
  version: 0,
  description: 'The first control-plane host of a Kubernetes cluster, made by kubeadm.',
  attributes: {
    host: a.object(hostAttributes({ replaceOnMove: false }), { required: true, description: 'The machine.' }),
    ...nodeAttributes,
    cluster_name: a.string({ default: 'kubernetes', description: 'Name of the cluster.' }),
    control_plane_endpoint: a.string({
      optional: true,
      validate: validateEndpoint,
      description:
        "`host:port` that reaches the API servers. Default: the host's own address and 6443. Another one is another cluster.",
    }),
    pod_cidr: a.string({
      default: '10.244.0.0/16',
      validate: validateCidr,
      description: 'IPv4 range of all pods.',
    }),
    service_cidr: a.string({
      default: '10.96.0.0/12',
      validate: validateCidr,
      description: 'IPv4 range of all services.',
    }),
    dns_domain: a.string({
      default: 'cluster.local',
      description: 'DNS domain of services.',
    }),
    image_repository: a.string({
      optional: true,
      description: "Registry prefix of kubeadm's images. Default: kubeadm's own.",
    }),
    kube_proxy_config: a.string({
      optional: true,
      validate: validateYaml,
      description: 'YAML fragment of a KubeProxyConfiguration, for the whole cluster.',
    }),
    pod_network_manifests: a.string({
      optional: true,
      validate: validateYaml,
      description:
        'Manifests of your own pod network, applied once the API server answers; with `pod_network = "none"`.',
    }),
    endpoint: a.string({ computed: true, description: 'URL of the API server: `https://10.0.0.11:6443`.' }),
    configuration_hash: a.string({
      computed: true,
      description: 'Changes with the configuration that all control planes of the cluster are made from.',
    }),
    ca_certificate_hash: a.string({
      computed: true,
      description: "`sha256:<hex>` of the cluster CA's public key, as kubeadm's discovery wants it.",
    }),
  },
});
