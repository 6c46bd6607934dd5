import { at, listAt, mapAt, mapsAt, numberAt, textAt, textsAt } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';
import { groupKindOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { selectorText } from '../storage/selectors';
import { ageOf } from './age';
import { nodeState, podState } from './pod-state';

export interface Column {
  readonly name: string;
  /** Shown with `-o wide` only. */
  readonly wide?: boolean;
  readonly value: (object: ApiObject) => Json;
}

const none = '<none>';
const name: Column = { name: 'Name', value: ({ metadata }) => metadata['name'] ?? '' };
const age: Column = { name: 'Age', value: ({ metadata }) => ageOf(textAt(metadata, 'creationTimestamp')) };

const column = (title: string, value: Column['value'], wide = false): Column => ({
  name: title,
  value,
  wide,
});
const orNone = (text: string | undefined): string => (text === undefined || text === '' ? none : text);
const number = (object: Json | undefined, ...path: readonly string[]) => numberAt(object, ...path) ?? 0;
const joined = (texts: readonly string[]): string => (texts.length === 0 ? none : texts.join(','));

const templates = (object: ApiObject) => mapsAt(object, 'spec', 'template', 'spec', 'containers');
const workload: readonly Column[] = [
  column('Containers', (object) => joined(templates(object).map((one) => textAt(one, 'name') ?? '')), true),
  column('Images', (object) => joined(templates(object).map((one) => textAt(one, 'image') ?? '')), true),
  column('Selector', (object) => orNone(selectorText(at(object, 'spec', 'selector'))), true),
];

const pods: readonly Column[] = [
  name,
  column('Ready', (pod) => podState(pod).ready),
  column('Status', (pod) => podState(pod).status),
  column('Restarts', (pod) => String(podState(pod).restarts)),
  age,
  column('IP', (pod) => orNone(textAt(pod, 'status', 'podIP')), true),
  column('Node', (pod) => orNone(textAt(pod, 'spec', 'nodeName')), true),
  column('Nominated Node', (pod) => orNone(textAt(pod, 'status', 'nominatedNodeName')), true),
  column('Readiness Gates', () => none, true),
];

const nodes: readonly Column[] = [
  name,
  column('Status', nodeState),
  column('Roles', (node) => {
    const prefix = 'node-role.kubernetes.io/';
    const roles = Object.keys(textsAt(node, 'metadata', 'labels')).filter((label) =>
      label.startsWith(prefix),
    );
    return joined(roles.map((label) => label.slice(prefix.length)).sort());
  }),
  age,
  column('Version', (node) => textAt(node, 'status', 'nodeInfo', 'kubeletVersion') ?? ''),
  column('Internal-IP', (node) => nodeAddress(node, 'InternalIP'), true),
  column('External-IP', (node) => nodeAddress(node, 'ExternalIP'), true),
  column('OS-Image', (node) => textAt(node, 'status', 'nodeInfo', 'osImage') ?? '', true),
  column('Kernel-Version', (node) => textAt(node, 'status', 'nodeInfo', 'kernelVersion') ?? '', true),
  column(
    'Container-Runtime',
    (node) => textAt(node, 'status', 'nodeInfo', 'containerRuntimeVersion') ?? '',
    true,
  ),
];

function nodeAddress(node: ApiObject, type: string): string {
  const found = mapsAt(node, 'status', 'addresses').find((address) => address['type'] === type);
  return orNone(textAt(found, 'address'));
}

const services: readonly Column[] = [
  name,
  column('Type', (service) => textAt(service, 'spec', 'type') ?? ''),
  column('Cluster-IP', (service) => orNone(textAt(service, 'spec', 'clusterIP'))),
  column('External-IP', (service) => {
    const type = textAt(service, 'spec', 'type');
    if (type === 'ExternalName') return textAt(service, 'spec', 'externalName') ?? '';
    const given = mapsAt(service, 'status', 'loadBalancer', 'ingress').map(
      (one) => textAt(one, 'ip') ?? textAt(one, 'hostname') ?? '',
    );
    if (given.length > 0) return given.join(',');
    return type === 'LoadBalancer' ? '<pending>' : none;
  }),
  column('Port(s)', (service) => joined(mapsAt(service, 'spec', 'ports').map(portText))),
  age,
  column(
    'Selector',
    (service) => {
      const selector = Object.entries(textsAt(service, 'spec', 'selector')).map(
        ([key, value]) => `${key}=${value}`,
      );
      return joined(selector);
    },
    true,
  ),
];

function portText(port: JsonMap): string {
  const nodePort = number(port, 'nodePort');
  return `${String(number(port, 'port'))}${nodePort === 0 ? '' : `:${String(nodePort)}`}/${textAt(port, 'protocol') ?? 'TCP'}`;
}

const ready = (object: ApiObject, wanted: number) =>
  `${String(number(object, 'status', 'readyReplicas'))}/${String(wanted)}`;

const tables: Readonly<Record<string, readonly Column[]>> = {
  '/Pod': pods,
  '/Node': nodes,
  '/Service': services,
  '/Namespace': [name, column('Status', (one) => textAt(one, 'status', 'phase') ?? ''), age],
  '/ConfigMap': [
    name,
    column('Data', (one) =>
      String(Object.keys({ ...mapAt(one, 'data'), ...mapAt(one, 'binaryData') }).length),
    ),
    age,
  ],
  '/Secret': [
    name,
    column('Type', (one) => textAt(one, 'type') ?? ''),
    column('Data', (one) => String(Object.keys(mapAt(one, 'data')).length)),
    age,
  ],
  '/ServiceAccount': [name, column('Secrets', (one) => String(listAt(one, 'secrets').length)), age],
  '/Endpoints': [name, column('Endpoints', endpointsText), age],
  '/Event': [
    column('Last Seen', (one) =>
      ageOf(
        textAt(one, 'lastTimestamp') ??
          textAt(one, 'eventTime') ??
          textAt(one, 'metadata', 'creationTimestamp'),
      ),
    ),
    column('Type', (one) => textAt(one, 'type') ?? ''),
    column('Reason', (one) => textAt(one, 'reason') ?? ''),
    column(
      'Object',
      (one) =>
        `${(textAt(one, 'involvedObject', 'kind') ?? '').toLowerCase()}/${textAt(one, 'involvedObject', 'name') ?? ''}`,
    ),
    column('Message', (one) => textAt(one, 'message') ?? ''),
  ],
  '/PersistentVolumeClaim': [
    name,
    column('Status', (one) => textAt(one, 'status', 'phase') ?? ''),
    column('Volume', (one) => textAt(one, 'spec', 'volumeName') ?? ''),
    column('Capacity', (one) => textAt(one, 'status', 'capacity', 'storage') ?? ''),
    column('Access Modes', (one) => listAt(one, 'status', 'accessModes').map(String).join(',')),
    column('StorageClass', (one) => textAt(one, 'spec', 'storageClassName') ?? ''),
    age,
  ],
  '/PersistentVolume': [
    name,
    column('Capacity', (one) => textAt(one, 'spec', 'capacity', 'storage') ?? ''),
    column('Reclaim Policy', (one) => textAt(one, 'spec', 'persistentVolumeReclaimPolicy') ?? ''),
    column('Status', (one) => textAt(one, 'status', 'phase') ?? ''),
    column('StorageClass', (one) => textAt(one, 'spec', 'storageClassName') ?? ''),
    age,
  ],
  'apps/Deployment': [
    name,
    column('Ready', (one) => ready(one, number(one, 'spec', 'replicas'))),
    column('Up-to-date', (one) => String(number(one, 'status', 'updatedReplicas'))),
    column('Available', (one) => String(number(one, 'status', 'availableReplicas'))),
    age,
    ...workload,
  ],
  'apps/ReplicaSet': [
    name,
    column('Desired', (one) => String(number(one, 'spec', 'replicas'))),
    column('Current', (one) => String(number(one, 'status', 'replicas'))),
    column('Ready', (one) => String(number(one, 'status', 'readyReplicas'))),
    age,
    ...workload,
  ],
  'apps/StatefulSet': [
    name,
    column('Ready', (one) => ready(one, number(one, 'spec', 'replicas'))),
    age,
    ...workload.slice(0, 2),
  ],
  'apps/DaemonSet': [
    name,
    column('Desired', (one) => String(number(one, 'status', 'desiredNumberScheduled'))),
    column('Current', (one) => String(number(one, 'status', 'currentNumberScheduled'))),
    column('Ready', (one) => String(number(one, 'status', 'numberReady'))),
    column('Up-to-date', (one) => String(number(one, 'status', 'updatedNumberScheduled'))),
    column('Available', (one) => String(number(one, 'status', 'numberAvailable'))),
    column('Node Selector', (one) =>
      joined(
        Object.entries(textsAt(one, 'spec', 'template', 'spec', 'nodeSelector')).map(
          ([key, value]) => `${key}=${value}`,
        ),
      ),
    ),
    age,
    ...workload,
  ],
  'batch/Job': [
    name,
    column('Status', jobState),
    column(
      'Completions',
      (one) =>
        `${String(number(one, 'status', 'succeeded'))}/${String(numberAt(one, 'spec', 'completions') ?? 1)}`,
    ),
    age,
    ...workload,
  ],
  'batch/CronJob': [
    name,
    column('Schedule', (one) => textAt(one, 'spec', 'schedule') ?? ''),
    column('Suspend', (one) => (at(one, 'spec', 'suspend') === true ? 'True' : 'False')),
    column('Active', (one) => String(listAt(one, 'status', 'active').length)),
    column('Last Schedule', (one) =>
      textAt(one, 'status', 'lastScheduleTime') === undefined
        ? none
        : ageOf(textAt(one, 'status', 'lastScheduleTime')),
    ),
    age,
  ],
  'networking.k8s.io/Ingress': [
    name,
    column('Class', (one) => orNone(textAt(one, 'spec', 'ingressClassName'))),
    column(
      'Hosts',
      (one) =>
        mapsAt(one, 'spec', 'rules')
          .map((rule) => textAt(rule, 'host') ?? '*')
          .join(',') || '*',
    ),
    column('Address', (one) =>
      mapsAt(one, 'status', 'loadBalancer', 'ingress')
        .map((entry) => textAt(entry, 'ip') ?? '')
        .join(','),
    ),
    column('Ports', (one) => (listAt(one, 'spec', 'tls').length > 0 ? '80, 443' : '80')),
    age,
  ],
  'policy/PodDisruptionBudget': [
    name,
    column('Min Available', (one) => shown(at(one, 'spec', 'minAvailable'))),
    column('Max Unavailable', (one) => shown(at(one, 'spec', 'maxUnavailable'))),
    column('Allowed Disruptions', (one) => String(number(one, 'status', 'disruptionsAllowed'))),
    age,
  ],
  'storage.k8s.io/StorageClass': [
    name,
    column('Provisioner', (one) => textAt(one, 'provisioner') ?? ''),
    column('ReclaimPolicy', (one) => textAt(one, 'reclaimPolicy') ?? ''),
    column('VolumeBindingMode', (one) => textAt(one, 'volumeBindingMode') ?? ''),
    age,
  ],
  'apiextensions.k8s.io/CustomResourceDefinition': [
    name,
    { name: 'Created At', value: ({ metadata }) => metadata['creationTimestamp'] ?? '' },
  ],
  'rbac.authorization.k8s.io/RoleBinding': [
    name,
    column(
      'Role',
      (one) => `${textAt(one, 'roleRef', 'kind') ?? ''}/${textAt(one, 'roleRef', 'name') ?? ''}`,
    ),
    age,
  ],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [
    name,
    column(
      'Role',
      (one) => `${textAt(one, 'roleRef', 'kind') ?? ''}/${textAt(one, 'roleRef', 'name') ?? ''}`,
    ),
    age,
  ],
};

function shown(value: Json | undefined): string {
  return typeof value === 'number' || typeof value === 'string' ? String(value) : 'N/A';
}

function jobState(job: ApiObject): string {
  const holds = (type: string) =>
    mapsAt(job, 'status', 'conditions').some(
      (condition) => condition['type'] === type && condition['status'] === 'True',
    );
  if (holds('Complete')) return 'Complete';
  if (holds('Failed')) return 'Failed';
  return holds('Suspended') ? 'Suspended' : 'Running';
}

function endpointsText(endpoints: ApiObject): string {
  const places = mapsAt(endpoints, 'subsets').flatMap((subset) =>
    mapsAt(subset, 'addresses').flatMap((address) =>
      mapsAt(subset, 'ports').map((port) => `${textAt(address, 'ip') ?? ''}:${String(number(port, 'port'))}`),
    ),
  );
  if (places.length <= 3) return joined(places);
  return `${places.slice(0, 3).join(',')} + ${String(places.length - 3)} more...`;
}

/** The columns that kubectl shows of a kind. */
export function columnsOf(resource: Resource): readonly Column[] {
  if (resource.custom === undefined) return tables[groupKindOf(resource)] ?? [name, age];
  const own = resource.custom.columns.map((entry) => {
    const path = (textAt(entry, 'jsonPath') ?? '').split('.').filter((part) => part !== '');
    const isDate = textAt(entry, 'type') === 'date';
    return column(
      textAt(entry, 'name') ?? '',
      (object) => {
        const value = at(object, ...path);
        if (value === undefined || value === null) return '';
        return isDate && typeof value === 'string'
          ? ageOf(value)
          : String(value as string | number | boolean);
      },
      (numberAt(entry, 'priority') ?? 0) > 0,
    );
  });
  return own.some(({ name: title }) => title === 'Age') ? [name, ...own] : [name, ...own, age];
}
