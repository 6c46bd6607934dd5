import { at, mapAt, mapsAt, numberAt, textAt, without } from '../json';
import type { ApiObject, Json, JsonMap } from '../json';

/** The same object in another version of its kind. Custom kinds and most others differ in the version alone. */
export function convertVersion(object: JsonMap, apiVersion: string): JsonMap {
  if (object['apiVersion'] === apiVersion) return object;
  const converted = { ...object, apiVersion };
  const kind = object['kind'];
  if (kind === 'HorizontalPodAutoscaler' && apiVersion === 'autoscaling/v1') return autoscalerToV1(converted);
  if (kind === 'HorizontalPodAutoscaler' && apiVersion === 'autoscaling/v2') return autoscalerToV2(converted);
  if (kind === 'Event' && apiVersion === 'events.k8s.io/v1') return eventToNewer(converted);
  if (kind === 'Event' && apiVersion === 'v1') return eventToCore(converted);
  return converted;
}

export function convertObject(object: ApiObject, apiVersion: string): ApiObject {
  return convertVersion(object, apiVersion) as ApiObject;
}

function isPlainCpu(metric: JsonMap): boolean {
  return (
    metric['type'] === 'Resource' &&
    textAt(metric, 'resource', 'name') === 'cpu' &&
    numberAt(metric, 'resource', 'target', 'averageUtilization') !== undefined
  );
}

const metricsAnnotation = 'autoscaling.alpha.kubernetes.io/metrics';
const behaviorAnnotation = 'autoscaling.alpha.kubernetes.io/behavior';

/** What v1 has no field for goes into annotations. */
function autoscalerToV1(object: JsonMap): JsonMap {
  const metrics = mapsAt(object, 'spec', 'metrics');
  const cpu = metrics.find(isPlainCpu);
  const others = metrics.filter((metric) => metric !== cpu);
  const behavior = at(object, 'spec', 'behavior');
  const status = mapAt(object, 'status');
  const annotations: JsonMap = {
    ...mapAt(object, 'metadata', 'annotations'),
    ...(others.length > 0 ? { [metricsAnnotation]: JSON.stringify(others) } : {}),
    ...(behavior === undefined ? {} : { [behaviorAnnotation]: JSON.stringify(behavior) }),
  };
  const utilization = numberAt(cpu, 'resource', 'target', 'averageUtilization');
  return {
    ...object,
    metadata: {
      ...mapAt(object, 'metadata'),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: {
      ...without(mapAt(object, 'spec'), 'metrics', 'behavior'),
      ...(utilization === undefined ? {} : { targetCPUUtilizationPercentage: utilization }),
    },
    status: {
      currentReplicas: 0,
      desiredReplicas: 0,
      ...without(status, 'conditions', 'currentMetrics'),
    },
  };
}

function autoscalerToV2(object: JsonMap): JsonMap {
  const annotations = mapAt(object, 'metadata', 'annotations');
  const utilization = numberAt(object, 'spec', 'targetCPUUtilizationPercentage');
  const others = textAt(annotations, metricsAnnotation);
  const behavior = textAt(annotations, behaviorAnnotation);
  const metrics: Json[] = [
    ...(others === undefined ? [] : (JSON.parse(others) as Json[])),
    ...(utilization === undefined
      ? []
      : [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: utilization } },
          },
        ]),
  ];
  const left = without(annotations, metricsAnnotation, behaviorAnnotation);
  return {
    ...object,
    metadata: {
      ...without(mapAt(object, 'metadata'), 'annotations'),
      ...(Object.keys(left).length > 0 ? { annotations: left } : {}),
    },
    spec: {
      ...without(mapAt(object, 'spec'), 'targetCPUUtilizationPercentage'),
      ...(metrics.length > 0 ? { metrics } : {}),
      ...(behavior === undefined ? {} : { behavior: JSON.parse(behavior) as Json }),
    },
    status: {
      desiredReplicas: 0,
      currentMetrics: null,
      ...without(mapAt(object, 'status'), 'currentCPUUtilizationPercentage'),
    },
  };
}

/** Core event field → field of events.k8s.io/v1. */
const eventFields: readonly (readonly [string, string])[] = [
  ['involvedObject', 'regarding'],
  ['message', 'note'],
  ['reportingComponent', 'reportingController'],
  ['source', 'deprecatedSource'],
  ['firstTimestamp', 'deprecatedFirstTimestamp'],
  ['lastTimestamp', 'deprecatedLastTimestamp'],
  ['count', 'deprecatedCount'],
];

function eventToNewer(object: JsonMap): JsonMap {
  return renamed(object, eventFields);
}

function eventToCore(object: JsonMap): JsonMap {
  return renamed(
    object,
    eventFields.map(([core, newer]) => [newer, core]),
  );
}

function renamed(object: JsonMap, names: readonly (readonly [string, string])[]): JsonMap {
  const to = new Map(names);
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [to.get(key) ?? key, value]));
}
