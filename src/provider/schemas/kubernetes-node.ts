import { a, defineSchema } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import { nodeAttributes } from '../attributes/node';
import { validateDuration } from '../validation/names';
import { validateCidr } from '../validation/network';

export const kubernetesNodeSchema = defineSchema({
  version: 0,
  description:
    'One more host in a Kubernetes cluster. It joins with a token minted at that moment; removing it drains it.',
  attributes: {
    host: a.object(hostAttributes({ replaceOnMove: true }), { required: true, description: 'The machine.' }),
    role: a.string({
      default: 'worker',
      forceNew: true,
      validate: (value) =>
        value === 'worker' || value === 'control-plane'
          ? undefined
          : `must be "worker" or "control-plane", is ${JSON.stringify(value)}`,
      description: '`worker` or `control-plane`. Control planes join one at a time.',
    }),
    cluster: a.object(
      {
        control_planes: a.objectList(hostAttributes({ replaceOnMove: false }), {
          required: true,
          validate: (hosts) => (hosts.length === 0 ? 'must name at least one host, is empty' : undefined),
          description:
            'Control-plane hosts. The first that answers mints the join token and drains the node.',
        }),
        endpoint: a.string({
          required: true,
          description: 'URL of the API server: `https://10.0.0.11:6443`.',
        }),
        ca_certificate_hash: a.string({
          required: true,
          forceNew: true,
          description: "`sha256:<hex>` of the cluster CA's public key. Another CA is another cluster.",
        }),
        pod_cidr: a.string({
          default: '10.244.0.0/16',
          validate: validateCidr,
          description: 'IPv4 range of all pods of the cluster.',
        }),
        configuration_hash: a.string({
          optional: true,
          description:
            "The first control plane's `configuration_hash`: with another one, a control plane takes over the cluster's changed configuration in the same apply.",
        }),
      },
      { required: true, description: 'The cluster to join.' },
    ),
    ...nodeAttributes,
    drain_timeout: a.string({
      default: '5m',
      validate: validateDuration,
      description: 'How long a drain may take before removal gives up: `90s`, `5m`, `1h30m`.',
    }),
    drain_grace_period: a.string({
      default: '2m',
      validate: validateDuration,
      description: 'How long each pod gets to end by itself during a drain.',
    }),
  },
});
