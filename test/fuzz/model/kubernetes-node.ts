import fc from 'fast-check';
import { Reference, type Arguments } from '../engine/declaration';
import type { Kind, Shape } from './kind';
import { nodeFields } from './kubernetes-control-plane';
import { hostOf, kubectl, onMachine, RACK } from './rack';

const controlPlane = 'fleetwright_kubernetes_control_plane.main';

function nodeOn(host: Arguments, shape: Shape): Arguments {
  return {
    host,
    role: shape.role as string,
    cluster: {
      control_planes: [hostOf(RACK[0])],
      endpoint: new Reference(controlPlane, 'endpoint'),
      ca_certificate_hash: new Reference(controlPlane, 'ca_certificate_hash'),
    },
    version: '1.34.4',
    labels: shape.labels as Record<string, string> | null,
    taints: shape.taints as string[] | null,
    kubelet_config: shape.kubelet as string | null,
    drain_timeout: '10s',
    drain_grace_period: '1s',
  };
}

export const kubernetesNode: Kind = {
  type: 'fleetwright_kubernetes_node',
  groups: ['kubernetes'],
  weight: 4,
  slots: [RACK[1], RACK[2]],
  fields: {
    ...nodeFields,
    role: fc.constantFrom('worker', 'worker', 'worker', 'control-plane'),
    taints: fc.constantFrom<string[] | null>(null, null, ['dedicated=db:NoSchedule']),
  },
  replacing: ['role'],
  needs: (slot) => [controlPlane, `fleetwright_ssh_host.${slot}`],
  declare: (slot, shape) => nodeOn(hostOf(slot), shape),
  meddling: [
    {
      what: 'delete the Node',
      async do({ sandbox }, { node_name }) {
        await kubectl(sandbox, `delete node ${String(node_name)}`);
      },
    },
    {
      what: 'cordon',
      async do({ sandbox }, { node_name }) {
        await kubectl(sandbox, `cordon ${String(node_name)}`);
      },
    },
    {
      what: 'take a label off',
      async do({ sandbox }, { node_name }) {
        await kubectl(sandbox, `label node ${String(node_name)} tier-`);
      },
    },
    {
      what: 'stop the kubelet',
      async do({ sandbox }, { node_name }) {
        await onMachine(sandbox, String(node_name), 'systemctl stop kubelet');
      },
    },
    {
      what: 'kubeadm reset',
      async do({ sandbox }, { node_name }) {
        await onMachine(sandbox, String(node_name), 'kubeadm reset --force');
      },
    },
  ],
};

/** A worker on a machine of a cloud, which others may take away. */
export function cloudNode(slot: string, machine: string, user: string, groups: Kind['groups']): Kind {
  const of = (attribute: string): Reference => new Reference(machine, attribute);
  const host = {
    address: of('public_address'),
    // Where machines of the sandbox have their SSH server.
    port: 2222,
    user,
    credential: 'default',
    host_key: of('host_key'),
  };
  const overSsh = ['stop the kubelet', 'kubeadm reset'];
  return {
    ...kubernetesNode,
    groups: [...groups, 'kubernetes'],
    slots: [slot],
    fields: { ...kubernetesNode.fields, role: fc.constant('worker') },
    needs: () => [controlPlane, machine],
    declare: (_slot, shape) => nodeOn(host, shape),
    meddling: kubernetesNode.meddling.filter(({ what }) => !overSsh.includes(what)),
  };
}
