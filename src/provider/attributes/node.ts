import { a, t } from '../../tfplugin';
import { validateYaml } from '../validation/yaml';
import { validateLabel, validateTaint } from '../validation/labels';
import { validateNodeName, validateVersion } from '../validation/names';

/** What `fleetwright_kubernetes_control_plane` and `fleetwright_kubernetes_node` have in common. */
export const nodeAttributes = {
  version: a.string({
    required: true,
    validate: validateVersion,
    description: 'Kubernetes version, exact and without a leading v: `1.34.4`. From 1.31 on.',
  }),
  packages: a.object(
    {
      bundle: a.string({
        optional: true,
        description:
          'Offline bundle: a folder, a .tar or .tar.gz file, or an http(s) URL. Without it the official apt repository is used.',
      }),
      bundle_sha256: a.string({
        optional: true,
        description:
          "SHA-256 in hex of the bundle's bundle.json (folder, URL of a folder) or of the tar file.",
      }),
      bundle_delivery: a.string({
        default: 'push',
        validate: (value) =>
          value === 'push' || value === 'fetch'
            ? undefined
            : `must be "push" or "fetch", is ${JSON.stringify(value)}`,
        description: '`push` sends the files over SSH; `fetch` has every host download them from the URL.',
      }),
      apt_repository: a.string({
        optional: true,
        description: "Base URL of the apt repository of the version's minor, or of a mirror of it.",
      }),
      apt_key_url: a.string({
        optional: true,
        description: 'URL of the signing key of `apt_repository`. Default: `Release.key` below it.',
      }),
    },
    { optional: true, description: 'Where kubeadm, kubelet, kubectl and their images come from.' },
  ),
  pod_network: a.string({
    default: 'bridge',
    validate: (value) =>
      value === 'bridge' || value === 'none'
        ? undefined
        : `must be "bridge" or "none", is ${JSON.stringify(value)}`,
    description:
      '`bridge`: a bridge per host and routes between the hosts of one network, no registry needed. `none`: you bring a CNI plugin.',
  }),
  kubeadm_patches: a.list(t.string, {
    optional: true,
    validate: (values) => values.map(validateYaml).find((problem) => problem !== undefined),
    description:
      'YAML fragments of kubeadm kinds (`ClusterConfiguration`, `InitConfiguration`, `JoinConfiguration`), merged in order.',
  }),
  kubelet_config: a.string({
    optional: true,
    validate: validateYaml,
    description: "YAML fragment of a KubeletConfiguration, merged over kubeadm's for this host.",
  }),
  containerd_config: a.string({
    optional: true,
    description: 'TOML read by containerd after its own configuration.',
  }),
  node_name: a.string({
    optional: true,
    computed: true,
    validate: validateNodeName,
    description: "Name of the Node object. Default: the host's name in lower case.",
  }),
  labels: a.map(t.string, {
    optional: true,
    validate: (values) =>
      Object.entries(values)
        .map(([key, value]) => validateLabel(key, value))
        .find((problem) => problem !== undefined),
    description: 'Labels of the Node object.',
  }),
  taints: a.list(t.string, {
    optional: true,
    validate: (values) => values.map(validateTaint).find((problem) => problem !== undefined),
    description: 'Taints of the Node object, `key=value:Effect`.',
  }),
  owner: a.string({
    computed: true,
    description: 'Token by which the host knows to which resource of which state it belongs.',
  }),
  drift: a.list(t.string, {
    computed: true,
    description: 'What was found on the host that is not as declared; every plan aims at an empty list.',
  }),
};
