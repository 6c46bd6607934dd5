import { a, defineSchema, t } from '../../tfplugin';
import { hostAttributes } from '../attributes/host';
import { validateDuration, validateLabelName } from '../validation/names';

export const kubernetesReleaseSchema = defineSchema({
  version: 0,
  description: 'A set of Kubernetes objects that belong together: applied server-side, pruned, waited for.',
  attributes: {
    name: a.string({
      required: true,
      forceNew: true,
      validate: validateLabelName,
      description: 'Name of the release; unique in its namespace.',
    }),
    namespace: a.string({
      default: 'default',
      forceNew: true,
      validate: validateLabelName,
      description: 'Namespace of objects that name none.',
    }),
    cluster: a.object(
      {
        control_planes: a.objectList(hostAttributes({ replaceOnMove: false }), {
          optional: true,
          validate: (hosts) => (hosts.length === 0 ? 'must name at least one host, is empty' : undefined),
          description:
            'Control-plane hosts. The kubeconfig is read from the first that answers, over SSH, and kept in memory; the API is reached through the same connection.',
        }),
        ca_certificate_hash: a.string({
          optional: true,
          description:
            "`sha256:<hex>` of the cluster CA's public key, checked before anything is applied. Another CA is another cluster.",
        }),
        kubeconfig: a.string({
          optional: true,
          forceNew: true,
          description: "Name of one of the provider's `kubeconfigs`.",
        }),
      },
      { required: true, description: 'Where the objects go: `control_planes` or `kubeconfig`.' },
    ),
    manifests: a.map(t.string, {
      optional: true,
      description:
        'Objects as YAML or JSON text, each entry one or more documents. The keys only tell entries apart.',
    }),
    sensitive_manifests_wo: a.map(t.string, {
      optional: true,
      writeOnly: true,
      description: 'Like `manifests`, for objects that hold secrets: never in the plan or the state.',
    }),
    sensitive_manifests_wo_version: a.number({
      optional: true,
      description:
        'Change it to have `sensitive_manifests_wo` applied again: Terraform cannot see that those changed.',
    }),
    wait: a.bool({ default: true, description: 'Wait until every object is ready.' }),
    timeout: a.string({
      default: '10m',
      validate: validateDuration,
      description: 'How long to wait for the objects to get ready, or to be gone: `90s`, `5m`, `1h30m`.',
    }),
    force_conflicts: a.bool({
      default: false,
      description: 'Take over fields that another field manager owns.',
    }),
    objects: a.list(t.string, {
      computed: true,
      description: 'Ids of the objects, `<apiVersion>/<kind>[/<namespace>]/<name>`.',
    }),
    drift: a.list(t.string, {
      computed: true,
      description: 'What was found in the cluster that is not as declared; every plan aims at an empty list.',
    }),
  },
});
