import { ensure, part, parts, preset, text } from './draft';
import type { Draft } from './draft';
import { presetPod, presetPodSpec, presetTemplate } from './pod-defaults';

type Defaulter = (object: Draft) => void;

const deployment: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const strategy = ensure(spec, 'strategy');
  preset(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') {
    preset(ensure(strategy, 'rollingUpdate'), { maxUnavailable: '25%', maxSurge: '25%' });
  }
  presetTemplate(spec);
};

const daemonSet: Defaulter = (object) => {
  preset(ensure(ensure(object, 'metadata'), 'annotations'), {
    'deprecated.daemonset.template.generation': '0',
  });
  const spec = ensure(object, 'spec');
  preset(spec, { revisionHistoryLimit: 10 });
  const strategy = ensure(spec, 'updateStrategy');
  preset(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') {
    preset(ensure(strategy, 'rollingUpdate'), { maxUnavailable: 1, maxSurge: 0 });
  }
  presetTemplate(spec);
};

const statefulSet: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady' });
  const strategy = ensure(spec, 'updateStrategy');
  preset(strategy, { type: 'RollingUpdate' });
  if (strategy['type'] === 'RollingUpdate') preset(ensure(strategy, 'rollingUpdate'), { partition: 0 });
  preset(ensure(spec, 'persistentVolumeClaimRetentionPolicy'), {
    whenDeleted: 'Retain',
    whenScaled: 'Retain',
  });
  presetTemplate(spec);
  for (const claim of parts(spec, 'volumeClaimTemplates')) {
    claim['kind'] = text(claim, 'kind') || 'PersistentVolumeClaim';
    claim['apiVersion'] = text(claim, 'apiVersion') || 'v1';
    volumeClaim(claim);
  }
};

const replicaSet: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { replicas: 1 });
  presetTemplate(spec);
};

const replicationController: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { replicas: 1 });
  presetTemplate(spec);
  const labels = part(spec, 'template', 'metadata', 'labels');
  if (labels === undefined) return;
  preset(spec, { selector: { ...labels } });
  preset(ensure(object, 'metadata'), { labels: { ...labels } });
};

function presetJobSpec(spec: Draft): void {
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) spec['completions'] = 1;
  preset(spec, {
    parallelism: 1,
    backoffLimit: spec['backoffLimitPerIndex'] === undefined ? 6 : 2 ** 31 - 1,
    completionMode: 'NonIndexed',
    suspend: false,
    manualSelector: false,
    podReplacementPolicy: spec['podFailurePolicy'] === undefined ? 'TerminatingOrFailed' : 'Failed',
  });
  presetTemplate(spec);
}

const job: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  presetJobSpec(spec);
  const labels = part(spec, 'template', 'metadata', 'labels');
  // The same map: what the API server adds to the template's labels shows here too.
  if (labels !== undefined) preset(ensure(object, 'metadata'), { labels });
};

const cronJob: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
  presetTemplate(part(spec, 'jobTemplate', 'spec'));
};

const service: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { sessionAffinity: 'None', type: 'ClusterIP' });
  if (spec['sessionAffinity'] === 'ClientIP') {
    preset(ensure(ensure(spec, 'sessionAffinityConfig'), 'clientIP'), { timeoutSeconds: 10_800 });
  }
  for (const port of parts(spec, 'ports')) {
    preset(port, { protocol: 'TCP' });
    if (port['targetPort'] === undefined || port['targetPort'] === 0 || port['targetPort'] === '') {
      port['targetPort'] = port['port'];
    }
  }
  const type = text(spec, 'type');
  if (type === 'NodePort' || type === 'LoadBalancer') preset(spec, { externalTrafficPolicy: 'Cluster' });
  if (type !== 'ExternalName') preset(spec, { internalTrafficPolicy: 'Cluster' });
  if (type === 'LoadBalancer') preset(spec, { allocateLoadBalancerNodePorts: true });
};

const secret: Defaulter = (object) => {
  preset(object, { type: 'Opaque' });
  const plain = part(object, 'stringData');
  if (plain === undefined) return;
  const data = ensure(object, 'data');
  for (const [key, value] of Object.entries(plain)) {
    if (typeof value === 'string') data[key] = Buffer.from(value, 'utf8').toString('base64');
  }
  delete object['stringData'];
};

const volumeClaim: Defaulter = (object) => {
  preset(ensure(object, 'spec'), { volumeMode: 'Filesystem' });
  preset(ensure(object, 'status'), { phase: 'Pending' });
};

const volume: Defaulter = (object) => {
  preset(ensure(object, 'spec'), { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' });
  preset(part(object, 'spec', 'hostPath'), { type: '' });
  preset(ensure(object, 'status'), { phase: 'Pending' });
};

const namespace: Defaulter = (object) => {
  preset(ensure(object, 'status'), { phase: 'Active' });
  const metadata = ensure(object, 'metadata');
  const name = text(metadata, 'name');
  if (name !== '') ensure(metadata, 'labels')['kubernetes.io/metadata.name'] = name;
};

const autoscaler: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { minReplicas: 1 });
  if (object['apiVersion'] !== 'autoscaling/v1') {
    preset(spec, {
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } },
        },
      ],
    });
  }
  const behavior = part(spec, 'behavior');
  if (behavior === undefined) return;
  const quick = { periodSeconds: 15, type: 'Percent', value: 100 };
  preset(ensure(behavior, 'scaleUp'), {
    stabilizationWindowSeconds: 0,
    selectPolicy: 'Max',
    policies: [{ periodSeconds: 15, type: 'Pods', value: 4 }, quick],
  });
  preset(ensure(behavior, 'scaleDown'), { selectPolicy: 'Max', policies: [quick] });
};

const networkPolicy: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  const rules = [...parts(spec, 'ingress'), ...parts(spec, 'egress')];
  for (const rule of rules) for (const port of parts(rule, 'ports')) preset(port, { protocol: 'TCP' });
  preset(spec, { policyTypes: parts(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'] });
};

const rbac = 'rbac.authorization.k8s.io';
const roleBinding: Defaulter = (object) => {
  preset(part(object, 'roleRef'), {});
  const role = part(object, 'roleRef');
  if (role !== undefined && text(role, 'apiGroup') === '') role['apiGroup'] = rbac;
  for (const subject of parts(object, 'subjects')) {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group') preset(subject, { apiGroup: rbac });
  }
};

const webhooks: Defaulter = (object) => {
  const mutating = object['kind'] === 'MutatingWebhookConfiguration';
  for (const hook of parts(object, 'webhooks')) {
    preset(hook, {
      failurePolicy: 'Fail',
      matchPolicy: 'Equivalent',
      namespaceSelector: {},
      objectSelector: {},
      timeoutSeconds: 10,
      ...(mutating ? { reinvocationPolicy: 'Never' } : {}),
    });
    for (const rule of parts(hook, 'rules')) preset(rule, { scope: '*' });
    preset(part(hook, 'clientConfig', 'service'), { port: 443 });
  }
};

const admissionPolicy: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  preset(spec, { failurePolicy: 'Fail' });
  presetMatch(part(spec, 'matchConstraints'));
};

const admissionPolicyBinding: Defaulter = (object) => {
  presetMatch(part(object, 'spec', 'matchResources'));
};

function presetMatch(match: Draft | undefined): void {
  preset(match, { matchPolicy: 'Equivalent', namespaceSelector: {}, objectSelector: {} });
  for (const list of ['resourceRules', 'excludeResourceRules']) {
    for (const rule of parts(match, list)) preset(rule, { scope: '*' });
  }
}

const definition: Defaulter = (object) => {
  const spec = ensure(object, 'spec');
  const names = ensure(spec, 'names');
  const kind = text(names, 'kind');
  if (text(names, 'singular') === '') names['singular'] = kind.toLowerCase();
  if (text(names, 'listKind') === '') names['listKind'] = `${kind}List`;
  preset(ensure(spec, 'conversion'), { strategy: 'None' });
  preset(part(spec, 'conversion', 'webhook', 'clientConfig', 'service'), { port: 443 });
};

const csiDriver: Defaulter = (object) => {
  preset(ensure(object, 'spec'), {
    attachRequired: true,
    podInfoOnMount: false,
    storageCapacity: false,
    fsGroupPolicy: 'ReadWriteOnceWithFSType',
    volumeLifecycleModes: ['Persistent'],
    requiresRepublish: false,
    seLinuxMount: false,
  });
};

const endpointSlice: Defaulter = (object) => {
  for (const port of parts(object, 'ports')) preset(port, { name: '', protocol: 'TCP' });
};

const endpoints: Defaulter = (object) => {
  for (const subset of parts(object, 'subsets')) {
    for (const port of parts(subset, 'ports')) preset(port, { protocol: 'TCP' });
  }
};

const limitRange: Defaulter = (object) => {
  for (const limit of parts(part(object, 'spec'), 'limits')) {
    if (limit['type'] !== 'Container') continue;
    const max = part(limit, 'max');
    const preferred = ensure(limit, 'default');
    preset(preferred, max ?? {});
    const requests = ensure(limit, 'defaultRequest');
    preset(requests, preferred);
    preset(requests, part(limit, 'min') ?? {});
  }
};

/** What the API server fills in, by group and kind. */
export const defaulters: Readonly<Record<string, Defaulter>> = {
  '/Pod': presetPod,
  '/PodTemplate': (object) => {
    presetPodSpec(part(object, 'template', 'spec'));
  },
  '/Service': service,
  '/Secret': secret,
  '/Namespace': namespace,
  '/PersistentVolume': volume,
  '/PersistentVolumeClaim': volumeClaim,
  '/ReplicationController': replicationController,
  '/Endpoints': endpoints,
  '/LimitRange': limitRange,
  'apps/Deployment': deployment,
  'apps/DaemonSet': daemonSet,
  'apps/StatefulSet': statefulSet,
  'apps/ReplicaSet': replicaSet,
  'batch/Job': job,
  'batch/CronJob': cronJob,
  'autoscaling/HorizontalPodAutoscaler': autoscaler,
  'networking.k8s.io/NetworkPolicy': networkPolicy,
  'networking.k8s.io/IngressClass': (object) => {
    preset(part(object, 'spec', 'parameters'), { scope: 'Cluster' });
  },
  'rbac.authorization.k8s.io/RoleBinding': roleBinding,
  'rbac.authorization.k8s.io/ClusterRoleBinding': roleBinding,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhooks,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy': admissionPolicy,
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding': admissionPolicyBinding,
  'apiextensions.k8s.io/CustomResourceDefinition': definition,
  'apiregistration.k8s.io/APIService': (object) => {
    preset(part(object, 'spec', 'service'), { port: 443 });
  },
  'storage.k8s.io/StorageClass': (object) => {
    preset(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' });
  },
  'storage.k8s.io/CSIDriver': csiDriver,
  'scheduling.k8s.io/PriorityClass': (object) => {
    preset(object, { preemptionPolicy: 'PreemptLowerPriority' });
  },
  'discovery.k8s.io/EndpointSlice': endpointSlice,
};
