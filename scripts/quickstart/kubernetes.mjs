// The quickstart on Kubernetes.
import { summary } from './summary.mjs';

export const kubernetes = {
  title: 'Kubernetes',
  /** What `fleet.json` says of it. */
  fleet: {},
  /** What the plan calls the number of instances. */
  count: 'replicas',
  /** What runs on every machine, and is missed when it does not. */
  unit: 'kubelet',

  /** What there is, as the sandbox knows it. */
  describe({ inventory: { machines, clusters } }) {
    const members = clusters.flatMap(({ nodes, version }) =>
      nodes.map(({ address, role, ready }) => ({
        address,
        leads: role === 'control-plane',
        state: `${role}, ${ready ? 'Ready' : 'NotReady'}, ${version}`,
      })),
    );
    const apps = clusters.flatMap(({ deployments }) =>
      deployments
        .filter(({ namespace }) => namespace !== 'kube-system')
        .map(({ name, ready, replicas }) => ({
          name,
          what: 'app',
          address: '',
          state: `${ready} of ${replicas} replicas ready`,
        })),
    );
    return summary(machines, members, apps);
  },
};
