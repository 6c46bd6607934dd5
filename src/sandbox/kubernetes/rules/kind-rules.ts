import type { FieldProblem } from '../api/status-error';
import { at, mapAt, mapsAt, sameJson, textAt, textsAt, without } from '../json';
import type { ApiObject, JsonMap } from '../json';
import { groupKindOf, nameOf } from '../kinds/resource';
import type { Resource } from '../kinds/resource';
import { schemaProblems } from '../kinds/custom-validation';
import { ensure, parts, preset, text } from './draft';
import type { Draft } from './draft';
import {
  checkAnnotations,
  checkLabels,
  checkName,
  dns1035Label,
  dnsLabel,
  dnsSubdomain,
  pathSegment,
} from './names';
import type { NameRule } from './names';
import {
  bindingProblems,
  bindingUpdateProblems,
  claimProblems,
  claimUpdateProblems,
  configMapProblems,
  definitionProblems,
  definitionUpdateProblems,
  frozenProblems,
  ingressProblems,
  priorityClassUpdateProblems,
  secretProblems,
  serviceProblems,
  serviceUpdateProblems,
  storageClassUpdateProblems,
} from './object-validation';
import { podSpecProblems, podUpdateProblems } from './pod-validation';
import { immutable, required } from './problems';
import * as workloads from './workload-validation';

/** What is particular to a kind when it is written. */
export interface KindRules {
  readonly problems?: (object: JsonMap) => FieldProblem[];
  readonly updateProblems?: (after: JsonMap, before: JsonMap) => FieldProblem[];
  /** Said after all else that is wrong. */
  readonly lateUpdateProblems?: (after: JsonMap, before: JsonMap) => FieldProblem[];
  /** Changes that the API server makes to a new object. */
  readonly prepare?: (object: Draft) => void;
  readonly name?: NameRule;
}

const unchangedSelector: KindRules['updateProblems'] = (after, before) =>
  workloads.selectorUnchanged(after, before);

const rules: Readonly<Record<string, KindRules>> = {
  '/Pod': {
    problems: (object) => podSpecProblems(mapAt(object, 'spec'), 'spec'),
    updateProblems: podUpdateProblems,
  },
  '/Service': { problems: serviceProblems, updateProblems: serviceUpdateProblems, name: dns1035Label },
  '/Namespace': { name: dnsLabel },
  '/ConfigMap': { problems: configMapProblems, updateProblems: frozenProblems },
  '/Secret': { problems: secretProblems, updateProblems: frozenProblems },
  '/PersistentVolumeClaim': { problems: claimProblems, updateProblems: claimUpdateProblems },
  '/ReplicationController': { problems: (object) => workloads.notNegative(object, 'spec', 'replicas') },
  'apps/Deployment': { problems: workloads.deploymentProblems, lateUpdateProblems: unchangedSelector },
  'apps/ReplicaSet': { problems: workloads.replicaSetProblems, lateUpdateProblems: unchangedSelector },
  'apps/DaemonSet': {
    problems: workloads.daemonSetProblems,
    lateUpdateProblems: unchangedSelector,
    prepare: countTemplates,
  },
  'apps/StatefulSet': {
    problems: workloads.statefulSetProblems,
    updateProblems: workloads.statefulSetUpdateProblems,
  },
  'batch/Job': {
    problems: workloads.jobProblems,
    updateProblems: workloads.jobUpdateProblems,
    prepare: labelJob,
  },
  'batch/CronJob': { problems: workloads.cronJobProblems },
  'autoscaling/HorizontalPodAutoscaler': { problems: workloads.autoscalerProblems },
  'policy/PodDisruptionBudget': { problems: workloads.budgetProblems },
  'networking.k8s.io/Ingress': { problems: ingressProblems },
  'rbac.authorization.k8s.io/Role': { name: pathSegment },
  'rbac.authorization.k8s.io/ClusterRole': { name: pathSegment },
  'rbac.authorization.k8s.io/RoleBinding': {
    problems: bindingProblems,
    updateProblems: bindingUpdateProblems,
    name: pathSegment,
  },
  'rbac.authorization.k8s.io/ClusterRoleBinding': {
    problems: bindingProblems,
    updateProblems: bindingUpdateProblems,
    name: pathSegment,
  },
  'storage.k8s.io/StorageClass': { updateProblems: storageClassUpdateProblems },
  'scheduling.k8s.io/PriorityClass': { updateProblems: priorityClassUpdateProblems },
  'apiextensions.k8s.io/CustomResourceDefinition': {
    problems: definitionProblems,
    updateProblems: definitionUpdateProblems,
  },
};

export function rulesOf(resource: Resource): KindRules {
  return resource.custom === undefined ? (rules[groupKindOf(resource)] ?? {}) : {};
}

const templateGeneration = 'deprecated.daemonset.template.generation';

/** The API server counts a DaemonSet's templates; its pods are labelled with the number. */
function countTemplates(object: Draft): void {
  ensure(ensure(object, 'metadata'), 'annotations')[templateGeneration] = '1';
}

/** A job's pods are found by the job's own id, unless the user says how. */
function labelJob(object: Draft): void {
  const spec = ensure(object, 'spec');
  const metadata = ensure(object, 'metadata');
  if (spec['manualSelector'] === true) return;
  const uid = text(metadata, 'uid');
  const template = ensure(ensure(spec, 'template'), 'metadata');
  preset(ensure(template, 'labels'), {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': text(metadata, 'name'),
    'controller-uid': uid,
    'job-name': text(metadata, 'name'),
  });
  preset(metadata, { labels: { ...ensure(template, 'labels') } });
  preset(ensure(ensure(spec, 'selector'), 'matchLabels'), { 'batch.kubernetes.io/controller-uid': uid });
}

/** Kinds that count the changes of what is wanted, in `metadata.generation`. */
const counting = new Set([
  '/Pod',
  '/ReplicationController',
  '/PodTemplate',
  'apps/Deployment',
  'apps/ReplicaSet',
  'apps/DaemonSet',
  'apps/StatefulSet',
  'batch/Job',
  'batch/CronJob',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/IngressClass',
  'networking.k8s.io/NetworkPolicy',
  'policy/PodDisruptionBudget',
  'discovery.k8s.io/EndpointSlice',
  'scheduling.k8s.io/PriorityClass',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding',
  'flowcontrol.apiserver.k8s.io/FlowSchema',
  'flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration',
]);

export function countsGenerations(resource: Resource): boolean {
  return resource.custom !== undefined || counting.has(groupKindOf(resource));
}

/** Whether what is wanted of the object changed. */
export function wantsOther(resource: Resource, after: JsonMap, before: JsonMap): boolean {
  const wanted = (object: JsonMap) => without(object, 'metadata', 'status', 'apiVersion', 'kind');
  if (resource.custom !== undefined && !resource.custom.hasStatus) {
    return !sameJson(without(after, 'metadata', 'apiVersion'), without(before, 'metadata', 'apiVersion'));
  }
  return !sameJson(wanted(after), wanted(before));
}

/** What follows from a change of an object that exists. */
export function prepareUpdate(resource: Resource, after: Draft, before: ApiObject): void {
  if (groupKindOf(resource) === 'apps/DaemonSet') {
    const annotations = ensure(ensure(after, 'metadata'), 'annotations');
    const then = textAt(before, 'metadata', 'annotations', templateGeneration) ?? '1';
    const changed = !sameJson(at(after, 'spec', 'template'), at(before, 'spec', 'template'));
    annotations[templateGeneration] = changed ? String(Number(then) + 1) : then;
  }
  if (groupKindOf(resource) === 'batch/Job') {
    // What the API server added is not for a client to know.
    const spec = ensure(after, 'spec');
    spec['selector'] ??= mapAt(before, 'spec', 'selector');
    const labels = ensure(ensure(ensure(spec, 'template'), 'metadata'), 'labels');
    const generated = [
      'batch.kubernetes.io/controller-uid',
      'batch.kubernetes.io/job-name',
      'controller-uid',
      'job-name',
    ];
    const then = textsAt(before, 'spec', 'template', 'metadata', 'labels');
    for (const key of generated) if (then[key] !== undefined) labels[key] ??= then[key];
  }
  if (groupKindOf(resource) === '/Service') keepAllocations(after, before);
}

/** Addresses and ports that were given to a service stay unless it asks for others. */
function keepAllocations(after: Draft, before: ApiObject): void {
  const spec = ensure(after, 'spec');
  const then = mapAt(before, 'spec');
  if (text(spec, 'type') === 'ExternalName' || then['type'] === 'ExternalName') return;
  for (const key of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy']) spec[key] ??= then[key];
  if (text(spec, 'type') === 'ClusterIP') return;
  const known = new Map(
    mapsAt(then, 'ports').map((port) => [
      `${String(port['protocol'])}/${String(port['port'])}`,
      port['nodePort'],
    ]),
  );
  for (const port of parts(spec, 'ports')) {
    port['nodePort'] ??= known.get(`${String(port['protocol'])}/${String(port['port'])}`);
    if (port['nodePort'] === undefined) delete port['nodePort'];
  }
  if (then['healthCheckNodePort'] !== undefined) spec['healthCheckNodePort'] ??= then['healthCheckNodePort'];
}

/** Everything that is wrong with an object. @param before when it exists already */
export function problemsOf(
  resource: Resource,
  object: ApiObject,
  before: ApiObject | undefined,
): FieldProblem[] {
  const { problems, updateProblems, lateUpdateProblems, name = dnsSubdomain } = rulesOf(resource);
  const found = [...metadataProblems(object, before, name)];
  if (before !== undefined) found.push(...(updateProblems?.(object, before) ?? []));
  found.push(...(problems?.(object) ?? []));
  if (before !== undefined) found.push(...(lateUpdateProblems?.(object, before) ?? []));
  if (resource.custom !== undefined) found.push(...schemaProblems(object, resource.custom.rules));
  return found;
}

function metadataProblems(object: ApiObject, before: ApiObject | undefined, check: NameRule): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const name = nameOf(object);
  if (name === '') problems.push(required('metadata.name', 'name or generateName is required'));
  else if (before === undefined) problems.push(...checkName('metadata.name', name, check));
  if (before !== undefined) {
    for (const field of ['uid', 'creationTimestamp']) {
      if (object.metadata[field] !== before.metadata[field]) {
        problems.push(immutable(`metadata.${field}`, object.metadata[field]));
      }
    }
  }
  problems.push(
    ...checkLabels('metadata.labels', textsAt(object, 'metadata', 'labels')),
    ...checkAnnotations('metadata.annotations', textsAt(object, 'metadata', 'annotations')),
  );
  for (const [index, owner] of mapsAt(object, 'metadata', 'ownerReferences').entries()) {
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if ((textAt(owner, field) ?? '') === '') {
        const where = `metadata.ownerReferences[${String(index)}].${field}`;
        problems.push(required(where, `${field} must not be empty`));
      }
    }
  }
  return problems;
}
