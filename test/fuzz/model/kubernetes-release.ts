import fc from 'fast-check';
import { Reference } from '../engine/declaration';
import type { Kind } from './kind';
import { hostOf, kubectl, RACK } from './rack';

const controlPlane = 'fleetwright_kubernetes_control_plane.main';

export const kubernetesRelease: Kind = {
  type: 'fleetwright_kubernetes_release',
  groups: ['kubernetes'],
  weight: 4,
  slots: ['web', 'jobs'],
  fields: {
    replicas: fc.nat(3),
    settings: fc.subarray(['one', 'two', 'three']),
    secret: fc.constantFrom(null, 1, 2),
    name: fc.constantFrom('app', 'shop'),
  },
  replacing: ['name'],
  needs: () => [controlPlane],
  declare: (slot, shape, { canary }) => {
    const name = `${String(shape.name)}-${slot}`;
    const settings = (shape.settings as string[]).map((setting) => [
      setting,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: `${name}-${setting}` },
        data: { setting },
      }),
    ]);
    return {
      name,
      cluster: {
        control_planes: [hostOf(RACK[0])],
        ca_certificate_hash: new Reference(controlPlane, 'ca_certificate_hash'),
      },
      manifests: {
        deployment: JSON.stringify(deployment(name, shape.replicas as number)),
        ...(Object.fromEntries(settings) as Record<string, string>),
      },
      sensitive_manifests_wo: shape.secret === null ? null : { secret: secret(name, canary) },
      sensitive_manifests_wo_version: shape.secret as number | null,
      timeout: '60s',
    };
  },
  meddling: [
    {
      what: 'delete the deployment',
      async do({ sandbox }, { name }) {
        await kubectl(sandbox, `delete deployment ${String(name)}`);
      },
    },
    {
      what: 'scale the deployment',
      async do({ sandbox }, { name }) {
        await kubectl(sandbox, `scale deployment ${String(name)} --replicas=5`);
      },
    },
  ],
};

/** On any node, for there may be no other than control planes. */
function deployment(name: string, replicas: number): object {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          tolerations: [{ operator: 'Exists' }],
          containers: [{ name: 'main', image: 'registry.example/app:1' }],
        },
      },
    },
  };
}

function secret(name: string, canary: string): string {
  const metadata = { name: `${name}-login` };
  return JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata, stringData: { password: canary } });
}
