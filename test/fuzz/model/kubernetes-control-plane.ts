import fc from 'fast-check';
import type { Kind } from './kind';
import { hostOf, onMachine, RACK } from './rack';

/** Labels and kubelet settings, which change in place. */
export const nodeFields = {
  labels: fc.constantFrom<Record<string, string> | null>(null, { tier: 'web' }, { tier: 'db', 'a.b/c': '' }),
  kubelet: fc.constantFrom(null, 'maxPods: 50\n', 'maxPods: 60\n'),
};

export const kubernetesControlPlane: Kind = {
  type: 'fleetwright_kubernetes_control_plane',
  groups: ['kubernetes'],
  weight: 2,
  slots: ['main'],
  fields: nodeFields,
  replacing: [],
  plain: { labels: null, kubelet: null },
  needs: () => [`fleetwright_ssh_host.${RACK[0]}`],
  declare: (_slot, shape) => ({
    host: hostOf(RACK[0]),
    version: '1.34.4',
    labels: shape.labels as Record<string, string> | null,
    kubelet_config: shape.kubelet as string | null,
  }),
  meddling: [
    {
      what: 'stop the kubelet',
      async do({ sandbox }) {
        await onMachine(sandbox, RACK[0], 'systemctl stop kubelet');
      },
    },
    {
      what: 'edit the configuration of containerd',
      async do({ sandbox }) {
        await onMachine(sandbox, RACK[0], 'echo "# edited" >> /etc/containerd/config.toml');
      },
    },
  ],
};
