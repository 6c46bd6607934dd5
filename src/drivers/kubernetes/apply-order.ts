import { builtinScope } from './builtin-scopes';
import { groupOf } from './manifest';
import type { ObjectReference } from './manifest';

/**
 * Kinds in the order in which they are applied: what others refer to comes first. Deletion goes backwards.
 * Kinds of one line are applied together. The groups stand where a kind of the same name may exist elsewhere.
 */
const waves: readonly (readonly string[])[] = [
  ['/Namespace'],
  ['apiextensions.k8s.io/CustomResourceDefinition'],
  [
    'scheduling.k8s.io/PriorityClass',
    'storage.k8s.io/StorageClass',
    'storage.k8s.io/CSIDriver',
    'storage.k8s.io/VolumeAttributesClass',
    'node.k8s.io/RuntimeClass',
    'networking.k8s.io/IngressClass',
    'resource.k8s.io/DeviceClass',
    '/ResourceQuota',
    '/LimitRange',
  ],
  ['/ServiceAccount', '/Secret', '/ConfigMap', '/PersistentVolume'],
  ['rbac.authorization.k8s.io/ClusterRole', 'rbac.authorization.k8s.io/Role', '/PersistentVolumeClaim'],
  ['rbac.authorization.k8s.io/ClusterRoleBinding', 'rbac.authorization.k8s.io/RoleBinding'],
  ['networking.k8s.io/NetworkPolicy', 'policy/PodDisruptionBudget', '/Service', '/Endpoints'],
  [
    'discovery.k8s.io/EndpointSlice',
    'resource.k8s.io/ResourceClaim',
    'resource.k8s.io/ResourceClaimTemplate',
  ],
];

/** Where built-in kinds that are in no list go: between what pods need and what needs pods. */
const otherBuiltins = waves.length;

const lateWaves: readonly (readonly string[])[] = [
  [
    '/Pod',
    '/ReplicationController',
    'apps/ReplicaSet',
    'apps/DaemonSet',
    'apps/Deployment',
    'apps/StatefulSet',
    'batch/Job',
    'batch/CronJob',
  ],
  ['autoscaling/HorizontalPodAutoscaler', 'networking.k8s.io/Ingress'],
  [
    'admissionregistration.k8s.io/MutatingAdmissionPolicy',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
    'admissionregistration.k8s.io/MutatingWebhookConfiguration',
    'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
    'apiregistration.k8s.io/APIService',
  ],
  [
    'admissionregistration.k8s.io/MutatingAdmissionPolicyBinding',
    'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  ],
];

const customKinds = otherBuiltins + 1 + lateWaves.length;

const waveOfKind = new Map([
  ...waves.flatMap((kinds, wave) => kinds.map((kind) => [kind, wave] as const)),
  ...lateWaves.flatMap((kinds, wave) => kinds.map((kind) => [kind, otherBuiltins + 1 + wave] as const)),
]);

/** The number of the wave an object is applied in; a lower one comes first. */
export function waveOf({ apiVersion, kind }: Pick<ObjectReference, 'apiVersion' | 'kind'>): number {
  const known = waveOfKind.get(`${groupOf(apiVersion)}/${kind}`);
  if (known !== undefined) return known;
  return builtinScope(apiVersion, kind) === undefined ? customKinds : otherBuiltins;
}

/** The items in waves, in apply order; within a wave by kind, namespace and name, so that runs are alike. */
export function inWaves<T>(items: readonly T[], referenceOf: (item: T) => ObjectReference): T[][] {
  const grouped = new Map<number, T[]>();
  for (const item of items) {
    const wave = waveOf(referenceOf(item));
    grouped.set(wave, [...(grouped.get(wave) ?? []), item]);
  }
  return [...grouped.entries()]
    .sort(([left], [right]) => left - right)
    .map(([, wave]) =>
      wave.sort((left, right) => compare(sortKey(referenceOf(left)), sortKey(referenceOf(right)))),
    );
}

function sortKey({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return [kind, namespace ?? '', name, apiVersion].join('\0');
}

/** By code unit: the same on every machine, whatever its locale. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
